"""From an act that is owed to a row of the ledger: a draft with an address, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.records import Draft, MessageState, NotSent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dunghen.agenda.due import Owed
    from dunghen.directory.unit import Unit
    from dunghen.execution.app import App
    from dunghen.mail.render import Rendered
    from dunghen.records import Attachment


def addressee(app: App, recipient: str, day: date) -> tuple[Unit, str] | None:
    """The unit that answers for this recipient on this day and its address; None while the office has entered none."""
    unit = app.office.directory.answering(recipient, day)
    address = unit.address_on(day) if unit else None
    return (unit, address) if unit and address else None


def drafted(
    one: Owed, address: str, rendered: Rendered, attachments: Sequence[Attachment] = (), approval: str | None = None
) -> Draft:
    """The rendered letter for this act, with the act's times."""
    return Draft(
        key=one.key,
        address=address,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        due_at=one.action.due_at,
        expires_at=one.action.expires_at,
        attachments=tuple(attachments),
        outward=one.action.step.outward,
        approval=approval,
    )


def not_needed(one: Owed, reason: str) -> NotSent:
    """This act is not needed; the reason stands in the ledger."""
    action = one.action
    return NotSent(one.key, MessageState.SUPPRESSED, reason, action.due_at, action.expires_at, action.step.outward)


def summary(queued: int, not_sent: int = 0, homeless: Sequence[str] = ()) -> str:
    """«17 thư chờ gửi; 1 không cần gửi; thiếu địa chỉ: …»."""
    parts = [f"{queued} thư chờ gửi"]
    parts += [f"{not_sent} không cần gửi"] if not_sent else []
    parts += [f"thiếu địa chỉ: {', '.join(homeless)}"] if homeless else []
    return "; ".join(parts)
