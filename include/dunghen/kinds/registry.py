"""All kinds of duty, in the order in which people see them."""

from __future__ import annotations

from dunghen.kinds import budget, bulletin, deliverable, event, greeting, meeting, quota, report, review
from dunghen.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (
    report.KIND,
    greeting.KIND,
    event.KIND,
    deliverable.KIND,
    meeting.KIND,
    quota.KIND,
    budget.KIND,
    bulletin.KIND,
    review.KIND,
)


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which people see them."""
    return KINDS


def kind_named(name: str) -> Kind:
    """The kind of this name, as ``Duty.kind`` says it.

    Raises:
        LookupError: there is none.
    """
    for kind in all_kinds():
        if kind.name == name:
            return kind
    raise LookupError(name)


def kind_names() -> tuple[str, ...]:
    """The names of all kinds, in their order."""
    return tuple(kind.name for kind in all_kinds())
