"""``clock status | accept``: by which clock the runs go on, and a person who vouches for it."""

from __future__ import annotations

from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import open_ledgers
from dunghen.records import Realm
from dunghen.running.heartbeat import accept as vouch
from dunghen.running.heartbeat import newest_run
from dunghen.settings import Settings
from dunghen.wording.dates import clock_time

app = typer.Typer(help="Đồng hồ mà các lượt chạy tin.", no_args_is_help=True)


@app.command("status")
def status() -> None:
    """Cho biết giờ của máy và lượt chạy gần nhất."""
    with open_ledgers(Settings.from_environment()) as ledger_of:
        newest = newest_run(ledger_of(Realm.REHEARSAL))
    typer.echo(f"Đồng hồ: {clock_time(now_in_hanoi())}")
    typer.echo(f"Lượt chạy gần nhất: {clock_time(newest) if newest else 'chưa có'}")


@app.command("accept")
def accept(by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Ai xác nhận đồng hồ đúng.")]) -> None:
    """Xác nhận đồng hồ đang đúng: các lượt chạy đi tiếp, việc bị bỏ khi đồng hồ chạy trước lại phải làm."""
    now = now_in_hanoi()
    with open_ledgers(Settings.from_environment()) as ledger_of:
        vouch(ledger_of(Realm.REHEARSAL), now, by)
        revived = {realm: len(ledger_of(realm).revive(now=now, by=by)) for realm in Realm}
    typer.echo(f"Đồng hồ đúng: {clock_time(now)} ({by}).")
    typer.echo("; ".join(f"{count} việc lấy lại ({realm.value})" for realm, count in revived.items()))
