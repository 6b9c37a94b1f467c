"""The ledger's mark around a batch of live mail, and the hold where it does not fit (ADR 0021).

The mark is raised in the ledger first, then outside of it, before the first mail of a batch and after the last one: two
writes for a batch, none for a mail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from dunghen.app import App
from dunghen.exceptions import HeldError
from dunghen.marks import HOLDS, MAY_STILL_GO, Hold, KeptMark, why_held
from dunghen.ports import Ledger, MarkStore
from dunghen.records import Realm

MODE_SWITCH = "mode"

P = ParamSpec("P")
R = TypeVar("R")


def hold_of(ledger: Ledger, marks: MarkStore | None) -> Hold | None:
    """Why this ledger sends nothing; None where it may. A rehearsal is never held."""
    if marks is None or ledger.realm is not Realm.LIVE:
        return None
    # In this order: whoever raises the mark meanwhile raises the ledger first, and a mark read later would seem ahead.
    kept = marks.read()
    return why_held(ledger.mark(), kept)


def hold_notice(hold: Hold) -> str:
    """The one sentence in which a hold is told, everywhere."""
    return (
        f"Đang giữ thư thật, chưa gửi gì: {HOLDS[hold]}. Người vận hành xem những thư sẽ gửi hai lần rồi chấp nhận sổ: "
        "trang Sổ thư, hoặc «dunghen ledger status», «dunghen ledger accept --by TÊN»."
    )


def marked(send: Callable[Concatenate[App, P], R]) -> Callable[Concatenate[App, P], R]:
    """Let the batch go only from a ledger that knows what was sent, and leave a mark of it outside.

    The function raises ``HeldError`` where the ledger does not.
    """

    @wraps(send)
    def guarded(app: App, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if app.marks is None or app.realm is not Realm.LIVE:
            return send(app, *args, **kwargs)
        if not any(app.ledger.message_count(state=one) for one in MAY_STILL_GO):
            _require_known(app.ledger, app.marks)
            return send(app, *args, **kwargs)
        _begin(app.ledger, app.marks)
        try:
            return send(app, *args, **kwargs)
        finally:
            _end(app.ledger, app.marks)

    return guarded


def keep_mode(ledger: Ledger, marks: MarkStore, mode: Realm) -> None:
    """Remember the mode outside, so that a ledger that is gone does not take it along. The hold stays as it is."""
    with marks.alone():
        kept, own = marks.read(), ledger.mark()
        if kept or not own.number:
            marks.write(replace(kept or KeptMark(own, mode), mode=mode, audit=ledger.audit_head()))


def _require_known(ledger: Ledger, marks: MarkStore) -> None:
    if hold := hold_of(ledger, marks):
        raise HeldError(hold_notice(hold))


def _begin(ledger: Ledger, marks: MarkStore) -> None:
    with marks.alone():
        _require_known(ledger, marks)
        if marks.read() is None:
            # Or a process that dies between the next two lines would leave a ledger that has begun and no mark.
            write_mark(ledger, marks)
        ledger.advance()
        write_mark(ledger, marks)


def _end(ledger: Ledger, marks: MarkStore) -> None:
    """A copy that was made while the batch was going is older than this one."""
    with marks.alone():
        if hold_of(ledger, marks) is None:
            ledger.advance()
            write_mark(ledger, marks)


def write_mark(ledger: Ledger, marks: MarkStore) -> None:
    """Leave the ledger's mark outside, with the mode that its switch tells. Call it ``alone``."""
    switch = ledger.switch(MODE_SWITCH)
    marks.write(KeptMark(ledger.mark(), Realm(switch) if switch else None, ledger.audit_head()))
