"""What several commands share: options, the installation and the ledger opened and closed, data as JSON.

What opens them is imported when it is needed: ``dunghen check`` opens no database and answers sooner.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dunghen.app import App
from dunghen.ports import Ledger
from dunghen.records import Realm
from dunghen.settings import Settings
from dunghen.wording.nearest import nearest


def parse_day(text: str) -> date:
    """A day of the command line (exit code 2 where it is none)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» không phải ngày năm-tháng-ngày, ví dụ 2026-11-30") from None


First = Annotated[date, typer.Option("--from", parser=parse_day, metavar="NGÀY", help="Ngày đầu, ví dụ 2026-01-01.")]
Last = Annotated[date, typer.Option("--to", parser=parse_day, metavar="NGÀY", help="Ngày cuối (tính cả ngày ấy).")]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=parse_day, metavar="NGÀY", help="Coi như hôm nay là 08:00 ngày này."),
]
PlanId = Annotated[str, typer.Option("--plan", metavar="MÃ", help="Mã kế hoạch, ví dụ nq59-2025-2030.")]
AnyPlan = Annotated[str | None, typer.Option("--plan", metavar="MÃ", help="Chỉ một kế hoạch; không ghi thì tất cả.")]
ConfigFolder = Annotated[
    Path | None, typer.Option("--config", metavar="THƯ_MỤC", help="Thư mục cấu hình; mặc định DUNGHEN_CONFIG.")
]
By = Annotated[str, typer.Option("--by", metavar="TÊN", envvar="USER", help="Ai làm việc này (ghi vào sổ).")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON.")]


def settings_with(config: Path | None) -> Settings:
    """The settings of the environment, with another configuration folder where one is given."""
    settings = Settings.from_environment()
    return settings.model_copy(update={"config": config}) if config else settings


def in_order(first: date, last: date) -> None:
    """Refuse a window that ends before it begins (exit code 2)."""
    if last < first:
        raise typer.BadParameter(f"--to ({last}) trước --from ({first})")


def no_such(what: str, word: str, valid: Iterable[str]) -> typer.BadParameter:
    """«không có kế hoạch «x»; gần nhất: y» (exit code 2)."""
    hint = nearest(word, valid)
    return typer.BadParameter(f"{what} «{word}»" + (f"; gần nhất: {hint}" if hint else ""))


def open_office(
    config: Path | None = None, *, only: str | None = None, realm: Realm | None = None
) -> AbstractContextManager[App]:
    """``wiring.open_app`` with the settings of the environment."""
    from dunghen.wiring import open_app

    return open_app(settings_with(config), only=only, realm=realm)


@contextmanager
def open_ledgers(settings: Settings) -> Iterator[Callable[[Realm], Ledger]]:
    """The ledger of any realm, whatever the mode: an office is put right while it is held in rehearsal."""
    from dunghen.wiring import open_ledger

    ledger = open_ledger(settings, Realm.REHEARSAL)
    try:
        yield ledger.with_realm
    finally:
        ledger.dispose()


def print_json(data: object) -> None:
    """Print data for other programs; days and instants in ISO 8601."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=lambda moment: moment.isoformat()))
