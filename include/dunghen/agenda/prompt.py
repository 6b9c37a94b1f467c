"""Acts that an operator asks for, beside those of the plan: a reminder now, word of an extension (pure).

They ask for the same submission as the plan's own steps, so that they fall away with it; their names carry the day.
"""

from __future__ import annotations

import re
from datetime import date

from dunghen.plans.cycle import SUBMISSION, Act, Step

REMIND_NOW = "remind-now"
"""``remind-now-20261124``: a reminder asked for on that day."""
EXTENDED = "extended"
"""``extended-20261202``: that a unit has time until the end of that day; ``-2`` where it is told so again."""
EXTENSION_WITHDRAWN = "extension-withdrawn"
"""``extension-withdrawn-2``: that the deadline of all holds again; numbered by the changes of the day."""

_NAMES = re.compile(rf"(?P<what>{REMIND_NOW}|{EXTENDED}|{EXTENSION_WITHDRAWN})-\d+(-\d+)?")


def prompt(name: str, recipient: str, due: date, expires: date) -> Step:
    """The act of this name towards one unit, void from ``expires`` on."""
    return Step(name, Act.REMIND, due, expires, (recipient,), settled_by=SUBMISSION)


def prompted(name: str, recipient: str) -> Step | None:
    """The act that a ledger key names, without its days; None where it is none of these."""
    return prompt(name, recipient, date.min, date.max) if _NAMES.fullmatch(name) else None


def template_of(step: Step) -> str:
    """The mail template of an asking step."""
    found = _NAMES.fullmatch(step.name)
    return found["what"] if found and found["what"] != REMIND_NOW else step.act.value
