"""Who does what for a report: all of it is collecting."""

from dunghen.collecting.asking_letter import ask
from dunghen.collecting.compile import compile_cycle, covering_letter, deliver
from dunghen.collecting.escalate import escalate
from dunghen.letters.performers import Performers
from dunghen.plans.cycle import Act

PERFORMERS = Performers(
    acts={
        **dict.fromkeys((Act.REQUEST, Act.REMIND, Act.OVERDUE), ask),
        Act.ESCALATE: escalate,
        Act.COMPILE: compile_cycle,
        Act.DELIVER: deliver,
    },
    outward=covering_letter,
)
