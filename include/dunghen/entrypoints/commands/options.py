"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dunghen.settings import Settings


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


def settings_with(config: Path | None) -> Settings:
    """The settings of the environment, with another configuration folder where one is given."""
    settings = Settings.from_environment()
    return settings.model_copy(update={"config": config}) if config else settings


def in_order(first: date, last: date) -> None:
    """Refuse a window that ends before it begins (exit code 2)."""
    if last < first:
        raise typer.BadParameter(f"--to ({last}) trước --from ({first})")
