"""``outbox``, ``resend``, ``suppress``, ``approve``, ``reject``, ``db``: the ledger at the prompt."""

from __future__ import annotations

from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import AnyPlan, AsJson, By, open_office, print_json
from dunghen.records import MessageState
from dunghen.settings import Settings
from dunghen.wording.dates import clock_time

Key = Annotated[str, typer.Argument(metavar="TÊN", help="kế-hoạch/nhiệm-vụ/kỳ/mốc/nơi-nhận")]
ApprovalKey = Annotated[str, typer.Argument(metavar="TÊN", help="kế-hoạch/nhiệm-vụ/kỳ/mốc")]
Why = Annotated[str, typer.Option("--why", metavar="LÝ_DO", help="Lý do, ghi vào sổ.")]

COLUMNS = (
    "state", "reason", "address", "subject", "due_at", "expires_at", "outward", "approval", "message_id", "tries",
    "changed_at", "sent_at",
)  # fmt: skip
"""What the JSON of a message says of it, beside its key (stable)."""


def outbox(
    state: Annotated[MessageState | None, typer.Option("--state", help="Chỉ những thư ở trạng thái này.")] = None,
    plan: AnyPlan = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu dòng.")] = 200,
    as_json: AsJson = False,
) -> None:
    """Sổ thư: mọi thư đã gửi, chờ gửi, và không gửi (kèm lý do)."""
    with open_office() as app:
        messages = app.ledger.messages(plan=plan, state=state, limit=limit)
        realm = app.realm
    if as_json:
        print_json(
            [{"key": str(message.key)} | {name: getattr(message, name) for name in COLUMNS} for message in messages]
        )
        return
    for message in messages:
        reason = f" — {message.reason}" if message.reason else ""
        typer.echo(f"{message.state.value:<10} {clock_time(message.changed_at)}  {message.key}{reason}")
    typer.echo(f"{len(messages)} dòng ({realm.value}).", err=True)


def resend(key: Key, by: By = "operator", why: Why = "gửi lại theo yêu cầu") -> None:
    """Xếp hàng gửi lại một thư; lượt chạy sau sẽ gửi. Thư ra ngoài vẫn cần có người duyệt."""
    _change(key, MessageState.QUEUED, by, why)


def suppress(key: Key, why: Why, by: By = "operator") -> None:
    """Không gửi thư này nữa."""
    _change(key, MessageState.SUPPRESSED, by, why)


def _change(key: str, state: MessageState, by: str, why: str) -> None:
    with open_office() as app:
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

    with open_office() as app:
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
