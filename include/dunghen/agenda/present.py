"""The agenda as data for other programs: one plain mapping for each action (stable)."""

from __future__ import annotations

from dunghen.agenda.action import Action
from dunghen.values.source import Basis


def as_record(action: Action) -> dict[str, object]:
    """The action as a JSON object; instants are ISO 8601 with the offset of Hà Nội, days are ISO 8601 dates.

    ``basis`` says on what the *step* rests, ``deadline_basis`` on what the deadline rests.
    """
    cycle, step, source = action.cycle, action.step, action.duty.source
    return {
        "plan": action.plan.id,
        "duty": action.duty.id,
        "kind": action.duty.kind,
        "title": action.duty.title,
        "cycle": cycle.name,
        "step": step.name,
        "act": step.act.value,
        "due_at": action.due_at.isoformat(),
        "expires_at": action.expires_at.isoformat(),
        "send_at": action.send_at.isoformat() if action.send_at else None,
        "recipients": list(step.recipients),
        "outward": step.outward,
        "approval": "required" if step.outward else "none",
        "basis": step.basis.value,
        "source": {
            "seed": source.seed or action.plan.document.seed,
            "lines": source.lines,
            "quote": source.quote,
            "clause": source.clause,
        },
        "deadline": cycle.deadline.isoformat() if cycle.deadline else None,
        "deadline_text": cycle.deadline_text,
        "deadline_basis": _deadline_basis(action).value,
        "late_from": cycle.late_from.isoformat() if cycle.late_from else None,
        "lock": cycle.lock.isoformat() if cycle.lock else None,
        "covers": [day.isoformat() for day in cycle.covers],
        "provisional": cycle.provisional,
        "effective": action.effective,
        "draft": action.plan.is_draft,
    }


def _deadline_basis(action: Action) -> Basis:
    """A deadline for which the document has no words was set by the office, though the duty itself is stated."""
    cycle = action.cycle
    return Basis.SETTING if cycle.deadline and not cycle.deadline_text else action.duty.source.basis
