"""Why a message stands as it does, as people read it: the ledger keeps the mail server's words and the names of steps."""

from __future__ import annotations

import re

from dunghen.plans.cycle import Act
from dunghen.terms import ACTS

_ACCEPTED = re.compile(r"2\d\d\b")
"""How a mail server's answer begins that has taken a mail (RFC 5321, 4.2)."""
_STEP = re.compile(r"«([a-z]+)((?:-[a-z0-9-]+)?)»")


def reason_sentence(reason: str) -> str:
    """A sentence without its full stop; «250 OK» is no reason but the server's receipt."""
    if _ACCEPTED.match(reason):
        return f"Máy chủ thư nhận: {reason}"
    return f"Lý do: {without_step_names(reason)}"


def without_step_names(reason: str) -> str:
    """«request» as the act it is of; what is no act's name stays as it is."""
    return _STEP.sub(_act, reason)


def _act(found: re.Match[str]) -> str:
    act = next((one for one in Act if found[1] == one.value), None)
    return f"thư «{ACTS[act].lower()}»" if act else found[0]
