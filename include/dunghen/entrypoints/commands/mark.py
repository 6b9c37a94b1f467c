"""``ledger status | accept``: whether the ledger knows what was sent, and a person's word where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import open_ledgers
from dunghen.ports import FileStore, Ledger, MarkStore
from dunghen.records import Realm
from dunghen.running.accept import Comparison
from dunghen.settings import Settings
from dunghen.wording.dates import clock_time

app = typer.Typer(help="Sổ có biết những thư đã gửi thật hay không.", no_args_is_help=True)
_FITS = "Sổ khớp với dấu ngoài sổ: không giữ thư."


@app.command("status")
def status() -> None:
    """Cho biết có đang giữ thư thật không, vì sao, và chấp nhận sổ thì từng thư ra sao. Không ghi gì."""
    from dunghen.running.accept import compare
    from dunghen.running.mark import hold_notice, hold_of

    with _live_books() as (ledger, marks, files):
        hold = hold_of(ledger, marks)
        if hold is None:
            typer.echo(_FITS)
            return
        typer.echo(hold_notice(hold))
        _print(compare(ledger, files))


@app.command("accept")
def accept(by: Annotated[str, typer.Option("--by", metavar="TÊN", help="Ai chấp nhận (ghi vào sổ).")]) -> None:
    """Chấp nhận sổ: thư mà kho thư cho thấy đã đi được ghi là đã gửi, rồi thôi giữ thư. Xem «ledger status» trước."""
    from dunghen.running.accept import accept as accepted

    with _live_books() as (ledger, marks, files):
        done = accepted(ledger, marks, files, by=by, now=now_in_hanoi())
    if done is None:
        typer.echo(_FITS)
        return
    _print(done)
    typer.echo(f"Đã chấp nhận ({by}); lượt chạy sau gửi thư còn chờ.")


@contextmanager
def _live_books() -> Iterator[tuple[Ledger, MarkStore, FileStore]]:
    from dunghen.adapters.file_store import FileStore as StoredFiles
    from dunghen.wiring import mark_file

    settings = Settings.from_environment()
    with open_ledgers(settings) as ledger_of:
        yield ledger_of(Realm.LIVE), mark_file(settings), StoredFiles(settings.files)


def _print(compared: Comparison) -> None:
    if not compared.kept:
        typer.echo("Kho thư không có thư thật nào: không đối chiếu được.")
    for mail in compared.forgotten:
        typer.echo(f"đã đi   {clock_time(mail.sent_at)}  {mail.key}  {mail.subject}")
    for post in compared.posts:
        typer.echo(f"dừng    {clock_time(post.due_at)}  {post.key}  {post.subject}")
    for message in compared.waiting:
        typer.echo(f"sẽ gửi  {clock_time(message.due_at)}  {message.key}  {message.subject}")
    typer.echo(
        f"{len(compared.forgotten)} thư đã đi mà sổ không biết (ghi «đã gửi», không gửi lại); "
        f"{len(compared.posts)} bài không rõ đã đăng chưa (dừng); {len(compared.waiting)} thư chờ gửi một lần."
    )
