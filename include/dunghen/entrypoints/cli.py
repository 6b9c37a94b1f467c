"""``dunghen``: the command line. Its commands and exit codes are a contract (docs/reference/cli.md).

Each command group imports what it needs when it runs, so that ``dunghen --help`` and ``dunghen check`` answer at once.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
from typing import Annotated

import typer

from dunghen.audit import done_from
from dunghen.entrypoints.commands import (
    archive,
    audit,
    backup,
    clock,
    events,
    ledger,
    links,
    live,
    mark,
    plans,
    records,
    runs,
)
from dunghen.exceptions import DungHenError
from dunghen.letters.attempt import sentence_of

app = typer.Typer(
    name="dunghen",
    help="Đúng Hẹn: việc định kỳ của các kế hoạch, đúng ngày đã hẹn.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("check")(plans.check)
app.command("agenda")(plans.show_agenda)
app.command("schema")(plans.schema)
app.command("rehearse")(runs.rehearse)
app.command("run")(runs.run)
app.command("submit")(runs.submit)
app.command("record")(records.record)
app.command("records")(records.records)
app.command("withdraw")(records.withdraw)
app.command("outbox")(ledger.outbox)
app.command("resend")(ledger.resend)
app.command("suppress")(ledger.suppress)
app.command("approve")(ledger.approve)
app.command("reject")(ledger.reject)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
database = typer.Typer(help="Cơ sở dữ liệu của sổ.", no_args_is_help=True)
database.command("upgrade")(ledger.upgrade_database)
app.add_typer(database, name="db")
app.add_typer(live.app, name="live")
app.add_typer(clock.app, name="clock")
app.add_typer(mark.app, name="ledger")
app.add_typer(audit.app, name="audit")
app.add_typer(archive.app, name="archive")
app.add_typer(events.app, name="events")
app.add_typer(links.app, name="link")


@app.callback()
def _root() -> None:
    """Đúng Hẹn: việc định kỳ của các kế hoạch, đúng ngày đã hẹn."""


def main(arguments: Annotated[list[str] | None, "as in sys.argv[1:]"] = None) -> None:
    """Run one command; an error that was foreseen is a sentence on standard error and exit code 1."""
    try:
        with done_from(f"dòng lệnh, {_account()}@{socket.gethostname()}"):
            app(arguments)
    except DungHenError as error:
        typer.echo(f"Lỗi: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe («| head») has gone; that is no error of ours.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"Lỗi: {where}{sentence_of(error)}. Hãy xem ổ đĩa và quyền, rồi chạy lại.", err=True)
        sys.exit(1)


def _account() -> str:
    """Who is logged in to the system; in a container the account may have no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())
