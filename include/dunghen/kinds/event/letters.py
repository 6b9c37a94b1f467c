"""Who writes what about an event."""

from dunghen.kinds.event.information import ask_about, inform
from dunghen.kinds.event.press_release import draft_release, release_letter
from dunghen.letters.performers import Performers
from dunghen.plans.cycle import Act

PERFORMERS = Performers(
    acts={Act.REQUEST: ask_about, Act.REMIND: ask_about, Act.INFORM: inform, Act.DRAFT: draft_release},
    outward=release_letter,
)
