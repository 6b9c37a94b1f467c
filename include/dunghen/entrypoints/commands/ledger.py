"""``outbox``, ``resend``, ``suppress``, ``approve``, ``reject``, ``db``: the ledger at the prompt."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import AnyPlan, By
from dunghen.records import Message, MessageState
from dunghen.settings import Settings
from dunghen.wording.dates import clock_time

Key = Annotated[str, typer.Argument(metavar="TÊN", help="kế-hoạch/nhiệm-vụ/kỳ/mốc/nơi-nhận")]
ApprovalKey = Annotated[str, typer.Argument(metavar="TÊN", help="kế-hoạch/nhiệm-vụ/kỳ/mốc")]
Why = Annotated[str, typer.Option("--why", metavar="LÝ_DO", help="Lý do, ghi vào sổ.")]


def outbox(
    state: Annotated[MessageState | None, typer.Option("--state", help="Chỉ những thư ở trạng thái này.")] = None,
    plan: AnyPlan = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu dòng.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON.")] = False,
) -> None:
    """Sổ thư: mọi thư đã gửi, chờ gửi, và không gửi (kèm lý do)."""
    from dunghen.wiring import open_app

    with open_app(Settings.from_environment()) as app:
        messages = app.ledger.messages(plan=plan, state=state, limit=limit)
        realm = app.realm
    if as_json:
        typer.echo(json.dumps([_as_record(message) for message in messages], ensure_ascii=False, indent=2))
        return
    for message in messages:
        reason = f" — {message.reason}" if message.reason else ""
        typer.echo(f"{message.state.value:<10} {clock_time(message.changed_at)}  {message.key}{reason}")
    typer.echo(f"{len(messages)} dòng ({realm.value}).", err=True)


def _as_record(message: Message) -> dict[str, object]:
    return {
        "key": str(message.key),
        "state": message.state.value,
        "reason": message.reason,
        "address": message.address,
        "subject": message.subject,
        "due_at": message.due_at.isoformat(),
        "expires_at": message.expires_at.isoformat(),
        "outward": message.outward,
        "approval": message.approval,
        "message_id": message.message_id,
        "tries": message.tries,
        "changed_at": message.changed_at.isoformat(),
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
    }


def resend(key: Key, by: By = "operator", why: Why = "gửi lại theo yêu cầu") -> None:
    """Xếp hàng gửi lại một thư; lượt chạy sau sẽ gửi. Thư ra ngoài vẫn cần có người duyệt."""
    _change(key, MessageState.QUEUED, by, why)


def suppress(key: Key, why: Why, by: By = "operator") -> None:
    """Không gửi thư này nữa."""
    _change(key, MessageState.SUPPRESSED, by, why)


def _change(key: str, state: MessageState, by: str, why: str) -> None:
    from dunghen.wiring import open_app

    with open_app(Settings.from_environment()) as app:
        message = app.ledger.change(key, state, now=now_in_hanoi(), by=by, reason=why)
    typer.echo(f"{message.key}: {message.state.value}")


def approve(key: ApprovalKey, by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người duyệt.")]) -> None:
    """Duyệt một thư ra ngoài cơ quan (khi không dùng giao diện Airflow)."""
    _decide(key, approved=True, by=by, why=None)


def reject(
    key: ApprovalKey, why: Why, by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Người quyết định.")]
) -> None:
    """Không cho gửi một thư ra ngoài cơ quan."""
    _decide(key, approved=False, by=by, why=why)


def _decide(key: str, *, approved: bool, by: str, why: str | None) -> None:
    from dunghen.running.approve import decide
    from dunghen.wiring import open_app

    with open_app(Settings.from_environment()) as app:
        answered = decide(app, key, approved=approved, by=by, automatic=False, reason=why, now=now_in_hanoi())
    typer.echo(f"{answered.key}: {answered.state.value} ({answered.by})")


def upgrade_database() -> None:
    """Tạo hoặc nâng cấp các bảng của sổ."""
    from dunghen.adapters.ledger.upgrade import current, upgrade

    url = Settings.from_environment().ledger
    before = current(url)
    upgrade(url)
    after = current(url)
    typer.echo(f"Sổ: {after}" if before == after else f"Sổ: {before or 'trống'} → {after}")
