"""``events``: the event calendar at the prompt: what stands in it, and what a calendar file (.ics) adds to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dunghen.app import App
from dunghen.cycles.event_letters import informed, informed_otherwise
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import AnyPlan, ConfigFolder, PlanId, no_such, open_office, settings_with
from dunghen.entrypoints.commands.plans import chosen
from dunghen.events.event import Change, Event
from dunghen.events.steps import COVERAGE
from dunghen.loading.load import load_config
from dunghen.plans.plan import Plan
from dunghen.records import Record
from dunghen.terms import EVENT_STATUSES
from dunghen.wording.dates import short_date

app = typer.Typer(help="Lịch sự kiện.", no_args_is_help=True)


@app.command("show")
def show(plan: AnyPlan = None, config: ConfigFolder = None) -> None:
    """Các sự kiện của lịch: ngày, trạng thái, đã báo ai, tin bài đã thu."""
    plans = chosen(load_config(settings_with(config).config), plan)
    with open_office(config) as app:
        for held in plans:
            if not held.has_event_calendar:
                continue
            typer.echo(f"{held.id}: {len(held.events)} sự kiện")
            for event in sorted(held.events, key=lambda event: (event.since is None, event.since, event.id)):
                _print(app, held.id, event)


def _print(app: App, plan_id: str, event: Event) -> None:
    when = event.when if event.since else "chưa có ngày"
    typer.echo(f"  {event.id} [{EVENT_STATUSES[event.status]}] {event.title}, {when}")
    typer.echo(f"    nhiệm vụ {event.duty}; {event.place or 'chưa ghi địa điểm'}")
    for change in event.changes:
        typer.echo(f"    đổi ngày {_moved(change)}")
    typer.echo(f"    đã báo: {', '.join(informed(app, plan_id, event)) or 'chưa ai'}")
    if late := informed_otherwise(app, plan_id, event):
        typer.echo(
            f"    CHƯA BIẾT LỊCH NÀY: {', '.join(late)} (đã dời thì ghi ngày cũ vào changes để hệ thống báo lại)"
        )
    for record in app.ledger.records(plan_id, what=COVERAGE):
        if record.cycle.cycle == event.id:
            typer.echo(f"    tin bài {_article(record)}".rstrip())


def _moved(change: Change) -> str:
    former = f", trước đó {change.former}" if change.former else ""
    return f"{short_date(change.on)}{former}{f': {change.why}' if change.why else ''}"


def _article(record: Record) -> str:
    links = ", ".join(map(str, record.values.values()))
    return f"{short_date(record.day)}: {record.subject or '—'} {links} {record.note or ''}"


@app.command("import")
def import_ics(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp lịch .ics.", exists=True, dir_okay=False)],
    plan: PlanId,
    duty: Annotated[str, typer.Option("--duty", metavar="MÃ", help="Nhiệm vụ loại event mà các sự kiện thuộc về.")],
    config: ConfigFolder = None,
    write: Annotated[
        bool, typer.Option("--write", help="Ghi thêm vào config/events/<kế hoạch>.yaml; không ghi thì chỉ in ra.")
    ] = False,
) -> None:
    """Đọc tệp lịch .ics thành mục của lịch sự kiện. Sự kiện đã có (cùng UID) thì không thêm lần nữa."""
    from dunghen.events.ics import as_yaml, read_ics, with_entries

    folder = settings_with(config).config
    (found,) = chosen(load_config(folder), plan)
    _known_duty(found, duty)
    imported = read_ics(file.read_bytes(), duty, found.events, now_in_hanoi().date())
    for reason in imported.left_out:
        typer.echo(f"BỎ QUA  {reason}", err=True)
    entries = as_yaml(imported.events)
    if not write or not imported.events:
        typer.echo(entries, nl=False)
        return
    target = folder / "events" / f"{plan}.yaml"
    target.parent.mkdir(exist_ok=True)
    text = target.read_text(encoding="utf-8") if target.is_file() else ""
    target.write_text(with_entries(text, entries), encoding="utf-8")
    typer.echo(f"{target}: thêm {len(imported.events)} sự kiện")
    problems = [problem for problem in load_config(folder).problems if problem.file == f"events/{plan}.yaml"]
    for problem in problems:
        typer.echo(f"LỖI  {problem}", err=True)
    if problems:
        raise typer.Exit(1)


def _known_duty(plan: Plan, duty: str) -> None:
    """Refuse what is no event duty with events of its own (exit code 2)."""
    own = [duty.id for duty in plan.duties if duty.owns_events]
    if duty not in own:
        raise no_such(f"kế hoạch {plan.id} không có nhiệm vụ sự kiện", duty, own)
