"""``check``, ``agenda``, ``schema``: what the configuration says. Nothing is sent or written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Annotated

import typer

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda_of
from dunghen.agenda.present import as_record
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import (
    AnyPlan,
    ConfigFolder,
    First,
    Last,
    in_order,
    no_such,
    print_json,
    settings_with,
)
from dunghen.entrypoints.dag_doc import NOT_YET, RUNS, WAITING, duty_state
from dunghen.loading.config import Config
from dunghen.loading.load import load_config
from dunghen.loading.open_decisions import open_decisions
from dunghen.plans.plan import Duty, Plan
from dunghen.terms import ACTS, BASES
from dunghen.wording.dates import long_date
from dunghen.wording.periods import period_name


class AgendaFormat(StrEnum):
    """How the agenda is printed."""

    TABLE = "table"
    JSON = "json"
    ICS = "ics"


def check(config: ConfigFolder = None) -> None:
    """Kiểm tra toàn bộ cấu hình: in mọi lỗi một lượt (tệp:dòng), rồi những gì còn chờ cấu hình. Có lỗi thì mã thoát 1."""
    loaded = load_config(settings_with(config).config)
    for problem in loaded.problems:
        typer.echo(f"LỖI  {problem}")
    _print_state(loaded, now_in_hanoi().date())
    if loaded.problems:
        typer.echo(f"\n{len(loaded.problems)} lỗi. Kế hoạch có lỗi không chạy; các kế hoạch khác vẫn chạy.", err=True)
        raise typer.Exit(1)


def _print_state(config: Config, today: date) -> None:
    for plan in config.sound_plans:
        _print_plan(plan, today)
    for decision in open_decisions(config, today):
        typer.echo(f"CHỜ  {decision}")


def _print_plan(plan: Plan, today: date) -> None:
    duties: dict[str, list[Duty]] = {RUNS: [], WAITING: [], NOT_YET: []}
    for duty in plan.duties:
        duties[duty_state(duty, plan)].append(duty)
    in_force = "dự thảo" if plan.is_draft else "đã kết thúc" if plan.is_ended(today) else "đang có hiệu lực"
    typer.echo(f"\n{plan.id}: {plan.short_title} ({in_force})")
    typer.echo(
        f"  {len(duties[RUNS])} nhiệm vụ chạy · {len(duties[WAITING])} chờ văn phòng quyết"
        f" · {len(duties[NOT_YET])} thuộc loại chưa chạy · {len(plan.not_scheduled)} nội dung không xếp lịch được"
    )
    for duty in duties[RUNS]:
        typer.echo(f"  CHẠY      {duty.id}: {duty.title}")
    for duty in duties[NOT_YET]:
        typer.echo(f"  CHƯA CHẠY {duty.id} ({duty.kind}): {duty.title}")
    # An ended plan asks the office for nothing more; what it had waited for is told here, and only here.
    for duty in duties[WAITING] if plan.is_ended(today) else ():
        typer.echo(f"  ĐÃ CHỜ    {duty.id}: {'; '.join(map(str, duty.waits(plan)))}")


def show_agenda(
    first: First,
    last: Last,
    plan: AnyPlan = None,
    config: ConfigFolder = None,
    style: Annotated[AgendaFormat, typer.Option("--format", help="table, json hoặc ics.")] = AgendaFormat.TABLE,
) -> None:
    """Mọi việc đến hạn trong khoảng ngày: việc gì, của ai, bao giờ, căn cứ vào đâu."""
    in_order(first, last)
    loaded = load_config(settings_with(config).config)
    actions = agenda_of(chosen(loaded, plan), loaded.office, first, last)
    match style:
        case AgendaFormat.JSON:
            print_json([as_record(action) for action in actions])
        case AgendaFormat.ICS:
            from dunghen.mail.invitation import agenda_calendar

            typer.echo(agenda_calendar(actions).decode(), nl=False)
        case AgendaFormat.TABLE:
            _print_table(actions)


def _print_table(actions: Iterable[Action]) -> None:
    """By day, so that it reads well in eighty columns."""
    for day, of_day in groupby(actions, key=lambda action: action.step.due):
        typer.echo(typer.style(long_date(day), bold=True))
        for action in of_day:
            cycle, step, source = action.cycle, action.step, action.duty.source
            who = ", ".join(step.recipients) if len(step.recipients) <= 2 else f"{len(step.recipients)} đơn vị"
            marks = [f"dòng {source.lines}", BASES[step.basis]]
            marks += ["ra ngoài cơ quan, chờ duyệt"] if step.outward else []
            marks += [f"gửi {long_date(step.send_on)}"] if step.send_on else []
            marks += ["tạm tính"] if cycle.provisional else []
            marks += [] if action.effective else ["trước ngày áp dụng, không chạy"]
            marks += ["dự thảo, không chạy"] if action.plan.is_draft else []
            deadline = f" · hạn {long_date(cycle.deadline)}" if cycle.deadline else ""
            typer.echo(f"  {action.due_at:%H:%M}  {ACTS[step.act]} ({step.name}) → {who}")
            typer.echo(f"         {action.plan.id}: {action.duty.title}, kỳ {period_name(cycle.name)}{deadline}")
            typer.echo(f"         {'; '.join(marks)}")


def schema() -> None:
    """In lược đồ JSON của tệp kế hoạch (config/plan.schema.json)."""
    from dunghen.loading.schema import plan_schema

    print_json(plan_schema())


def chosen(config: Config, plan_id: str | None) -> Sequence[Plan]:
    """The sound plans, or the one of this id (exit code 2 where there is none)."""
    sound = {plan.id: plan for plan in config.sound_plans}
    if plan_id is None:
        return list(sound.values())
    if plan_id in sound:
        return [sound[plan_id]]
    for broken in config.broken_plans:
        if broken.file_stem == plan_id:
            raise typer.BadParameter("\n".join(map(str, broken.problems)))
    raise no_such("không có kế hoạch", plan_id, sound)
