"""``audit list | check``: who did what, and whether the trail is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from dunghen.audit import AuditEntry, first_fault
from dunghen.entrypoints.commands.options import AsJson, open_ledgers, print_json
from dunghen.exceptions import LedgerError
from dunghen.ports import Ledger
from dunghen.records import Realm
from dunghen.settings import Settings
from dunghen.terms import DEEDS
from dunghen.wording.dates import clock_time

app = typer.Typer(help="Nhật ký: ai đã làm gì, lúc nào, từ đâu.", no_args_is_help=True)


@app.command("list")
def show(
    word: Annotated[str, typer.Option("--find", metavar="CHỮ", help="Chỉ mục có chữ này.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất bao nhiêu mục.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Những việc do người làm, mới nhất trước."""
    with open_ledgers(Settings.from_environment()) as ledger_of:
        entries = ledger_of(Realm.REHEARSAL).acts(word=word, limit=limit)
    if as_json:
        print_json([asdict(entry) for entry in entries])
        return
    for entry in entries:
        act = entry.act
        said = (str(entry.number), clock_time(act.at), act.by, DEEDS[act.deed], act.subject, act.detail, act.origin)
        typer.echo("  ".join(filter(None, said)))


@app.command("check")
def check() -> None:
    """Kiểm tra nhật ký: thiếu mục, mục bị sửa, hay bị viết lại thì nêu ra và mã thoát 1."""
    from dunghen.wiring import mark_file

    settings = Settings.from_environment()
    with open_ledgers(settings) as ledger_of:
        ledger, kept = ledger_of(Realm.REHEARSAL), mark_file(settings).read()
        same = kept and kept.mark.ledger == ledger.mark().ledger
        if fault := first_fault(_whole(ledger), kept.audit if kept and same else None):
            raise LedgerError(
                f"Nhật ký không nguyên vẹn: {fault}. So với bản sao lưu gần nhất (dunghen restore --check)."
            )
        head = ledger.audit_head()
    typer.echo(f"Nhật ký nguyên vẹn: {head.number} mục, dấu cuối {head.seal}." if head else "Nhật ký chưa có mục nào.")


def _whole(ledger: Ledger) -> Iterator[AuditEntry]:
    number = 0
    while entries := ledger.acts_after(number):
        yield from entries
        number = entries[-1].number
