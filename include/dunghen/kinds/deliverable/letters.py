"""Who does what for a document that is due."""

from dunghen.due_documents.letters import remind_document
from dunghen.letters.performers import Performers
from dunghen.plans.cycle import Act

PERFORMERS = Performers(acts=dict.fromkeys((Act.REMIND, Act.OVERDUE, Act.ESCALATE), remind_document))
