"""``run``, ``rehearse``, ``submit``: a day's work, a period's rehearsal, a file handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dunghen.app import App
from dunghen.entrypoints.clock import moment, now_in_hanoi
from dunghen.entrypoints.commands.options import (
    AnyPlan,
    AsOf,
    ConfigFolder,
    First,
    Last,
    PlanId,
    in_order,
    open_office,
    print_json,
    settings_with,
)
from dunghen.entrypoints.commands.plans import chosen
from dunghen.exceptions import ClockError, UnfinishedError
from dunghen.intake.receive import Receipt
from dunghen.keys import CycleKey
from dunghen.loading.load import load_config
from dunghen.records import Realm
from dunghen.wording.dates import clock_time, short_date

BY = "dunghen run"


class ResultFormat(StrEnum):
    """How the result of ``submit`` is printed."""

    TEXT = "text"
    JSON = "json"


def run(plan: PlanId, as_of: AsOf = None, config: ConfigFolder = None) -> None:
    """Làm những việc mà lượt chạy DAG của ngày ấy làm, không cần Airflow. Có --as-of thì luôn là diễn tập.

    Còn thư chưa gửi được, hoặc đồng hồ cách lượt chạy gần nhất quá xa, thì mã thoát 1.
    """
    from dunghen.running.run import run_day
    from dunghen.wiring import mode_in_force, open_app

    settings, now = settings_with(config), moment(as_of)
    loaded = load_config(settings.config)
    chosen(loaded, plan)
    with open_app(settings, only=plan, realm=Realm.REHEARSAL if as_of else None) as app:
        beside_live = app.realm is not mode_in_force(settings, app.ledger)
        for doubt in _doubts(app, now, as_of=as_of, beside_live=beside_live):
            typer.echo(f"Chú ý: {doubt}", err=True)
        try:
            report = run_day(app, app.plans[plan], now, BY, clock=now_in_hanoi(), collects=not beside_live)
        except UnfinishedError as error:
            typer.echo(f"{plan}, {clock_time(now)}: {error}", err=True)
            raise typer.Exit(1) from error
    for line in report.lines:
        typer.echo(line)
    typer.echo(f"{plan}, {clock_time(now)}, {app.realm.value}: {report.sent}")


def _doubts(app: App, now: datetime, *, as_of: date | None, beside_live: bool) -> Iterator[str]:
    """What the person at the prompt is told before the run.

    Raises:
        ClockError: the run is by the clock, which cannot be believed.
    """
    from dunghen.running.heartbeat import believe

    if beside_live:
        yield "có --as-of thì chỉ là diễn tập, không gửi thật, không lấy bài nộp."
    if as_of is None and (doubt := believe(app.ledger, now)):
        yield doubt


def rehearse(
    first: First,
    last: Last,
    out: Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Nơi ghi .eml, messages.csv, index.html.")],
    plan: AnyPlan = None,
    config: ConfigFolder = None,
) -> None:
    """Diễn tập một khoảng ngày bằng đúng mã sẽ chạy thật: không đụng sổ, không ra mạng."""
    from dunghen.entrypoints.rehearsals.described import described
    from dunghen.entrypoints.rehearsals.folder import write_rehearsal
    from dunghen.running.rehearse import rehearse as rehearsed
    from dunghen.wiring import open_rehearsal

    in_order(first, last)
    settings = settings_with(config)
    loaded = load_config(settings.config)
    plans = chosen(loaded, plan)
    with open_rehearsal(settings, loaded) as app:
        mails = rehearsed(app, plans, first, last, lambda rehearsed_day: typer.echo(f"… {rehearsed_day.day}", err=True))
        pairs = list(zip(described(app, mails), mails, strict=True))
        write_rehearsal(out, pairs, app.files, plans, first, last)
    for draft in plans:
        if draft.is_draft:
            typer.echo(f"{draft.id}: dự thảo, không gửi thư cho ai.")
    typer.echo(f"{len(mails)} thư. Xem {out / 'index.html'}")


def submit(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Biểu mẫu .xlsx đã điền.", exists=True, dir_okay=False)],
    unit: Annotated[str | None, typer.Option("--unit", help="Đơn vị nộp, khi tệp không tự cho biết.")] = None,
    plan: Annotated[str | None, typer.Option("--plan", help="Kế hoạch.")] = None,
    duty: Annotated[str | None, typer.Option("--duty", help="Nhiệm vụ.")] = None,
    cycle: Annotated[str | None, typer.Option("--cycle", help="Kỳ, ví dụ 2026.")] = None,
    as_of: AsOf = None,
    config: ConfigFolder = None,
    style: Annotated[ResultFormat, typer.Option("--format", help="text hoặc json.")] = ResultFormat.TEXT,
) -> None:
    """Nộp một tệp: kiểm tra, ghi thành phiên bản mới, xếp hàng thư trả lời. Bị trả lại thì mã thoát 1."""
    from dunghen.intake.receive import receive

    hint = _hint(unit, plan, duty, cycle)
    with open_office(config) as app:
        if app.realm is Realm.LIVE and as_of and as_of > now_in_hanoi().date():
            raise ClockError(f"Đang gửi thật: không nhận bài nộp của ngày chưa tới ({short_date(as_of)}).")
        receipt = receive(app, file.read_bytes(), file.name, channel="submit", now=moment(as_of), hint=hint)
    if style is ResultFormat.JSON:
        print_json(_as_record(receipt))
    else:
        _print_receipt(receipt)
    raise typer.Exit(0 if receipt.accepted else 1)


def _hint(unit: str | None, plan: str | None, duty: str | None, cycle: str | None) -> tuple[CycleKey, str] | None:
    """All four or none: half a name is no name (exit code 2)."""
    if unit and plan and duty and cycle:
        return CycleKey(plan, duty, cycle), unit
    if unit or plan or duty or cycle:
        raise typer.BadParameter("cần đủ cả --unit, --plan, --duty, --cycle, hoặc không ghi tùy chọn nào")
    return None


def _as_record(receipt: Receipt) -> dict[str, object]:
    submission = receipt.submission
    return {
        "accepted": receipt.accepted,
        "already_known": receipt.known,
        "state": submission.state.value if submission else "rejected",
        "cycle": str(submission.cycle) if submission else None,
        "unit": submission.unit if submission else None,
        "version": submission.version if submission else None,
        "nil": submission.nil if submission else False,
        "sha256": receipt.sha256,
        "problems": [asdict(problem) for problem in receipt.problems],
    }


def _print_receipt(receipt: Receipt) -> None:
    submission = receipt.submission
    if submission:
        verdict = "đã nhận" if submission.counts else "trả lại"
        again = " (tệp này đã nộp trước đây)" if receipt.known else ""
        typer.echo(f"{submission.cycle} {submission.unit}: phiên bản {submission.version} {verdict}{again}")
    else:
        typer.echo("Không rõ tệp này là báo cáo của đơn vị nào; tệp được giữ lại và báo cho người trực.")
    for problem in receipt.problems:
        place = " ".join(part for part in (problem.sheet, problem.cell) if part)
        typer.echo(f"  [{problem.severity.value}] {place + ': ' if place else ''}{problem.what} → {problem.remedy}")
