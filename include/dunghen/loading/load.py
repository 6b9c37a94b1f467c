"""Loads ``config/``: never raises, finds every problem at once, and lets one bad entry break only what needs it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from dunghen.calendar.announced import CalendarFile
from dunghen.directory.directory import Directory
from dunghen.events.calendar import EventsFile
from dunghen.kinds.registry import all_kinds
from dunghen.loading.bounded_file import read_bounded, why
from dunghen.loading.check import check_directory, check_plan
from dunghen.loading.check_occasions import check_countries, check_occasions
from dunghen.loading.config import BrokenPlan, Config
from dunghen.loading.decidable import NAMED
from dunghen.loading.files import CountriesFile, OccasionsFile, PartnersFile, UnitsFile
from dunghen.loading.plan_file import plan_model
from dunghen.loading.reader import OFFICE, Reader
from dunghen.plans.document import Document, Period
from dunghen.plans.office import Mailbox, Office, OfficeSettings
from dunghen.plans.plan import Plan, PlanStatus
from dunghen.plans.task_table import read_task_table
from dunghen.values.problem import ConfigProblem, foremost
from dunghen.values.yaml_lines import YamlDocument
from dunghen.wording.nearest import nearest

Model = TypeVar("Model", bound=BaseModel)

JOURNAL = "journal"
"""Below it, who decided what, when and why."""
PLACEHOLDER = Mailbox(name="(chưa cấu hình)", email="chua-cau-hinh@dunghen.invalid")
"""Stands where ``settings.yaml`` is unusable, so that plans can still be shown. Never mailed: ``live`` refuses it."""


def load_config(folder: Path, only: str | None = None, decided: Mapping[str, str] | None = None) -> Config:
    """Load the configuration in ``folder``.

    Args:
        folder: holds ``settings.yaml``, ``units.yaml``, ``calendar.yaml``, ``partners.yaml``, ``occasions.yaml``,
            ``countries.yaml``, ``plans/``, ``events/``; and ``office/``, whose files are laid over those of the same name.
        only: load just the plan of this id (a task needs no other); None loads all.
        decided: texts to take for files below ``office/`` (by the name of the file they are laid over), as if they had
            been saved: what a change would make of the configuration.
    """
    reader = Reader(folder, decided or {})
    office = _office(reader)
    plans, hashes = [], {}
    files = sorted((folder / "plans").glob("*.yaml"))
    if not files:
        reader.add("plans", 1, "(thư mục)", "không có kế hoạch nào", str(folder / "plans"), "đặt tệp <mã>.yaml vào đây")
    for file in files:
        if only in (None, file.stem):
            plans.append(_checked_plan(reader, file, office))
            hashes[file.stem] = reader.hashes.get(f"plans/{file.name}", "")
    if only is None:
        _stray_plans(reader, files)
        _stray_events(reader, {file.stem for file in files})
        _stray_decisions(reader, {file.stem for file in files})
    return Config(office, tuple(plans), foremost(reader.problems), hashes)


def _office(reader: Reader) -> Office:
    """Of what is sound in the files that all plans share, which are checked."""
    units = reader.file("units.yaml", UnitsFile)
    partners = reader.file("partners.yaml", PartnersFile, required=False)
    countries = reader.file("countries.yaml", CountriesFile, required=False)
    occasions = reader.file("occasions.yaml", OccasionsFile, required=False)
    directory = Directory(tuple(units.sound("units")), tuple(units.sound("groups")), tuple(partners.sound("partners")))
    if read := units.model:
        judged = Directory(read.units, read.groups, directory.partners)
        reader.findings("units.yaml", units, partial(check_directory, judged))
    if days := occasions.model:
        known = (countries.sound("countries"), directory.partners)
        reader.findings("occasions.yaml", occasions, partial(check_occasions, days.occasions, *known))
    if lands := countries.model:
        reader.findings("countries.yaml", countries, partial(check_countries, lands.countries))
    calendar = (reader.whole("calendar.yaml", CalendarFile) or CalendarFile()).calendar()
    settings = reader.whole("settings.yaml", OfficeSettings) or OfficeSettings(
        sender=PLACEHOLDER, operator=PLACEHOLDER, rehearsal=PLACEHOLDER, message_id_domain="dunghen.invalid"
    )
    return Office(
        settings, directory, calendar, tuple(occasions.sound("occasions")), tuple(countries.sound("countries"))
    )


def _stand_ins(stem: str, document: YamlDocument, office: Office) -> Mapping[str, Any]:
    """For what is wrong at the head of a plan: values of which no check has anything to say."""
    lead = office.directory.unit(str(document.value(("lead",))), date.max)
    return {
        **dict.fromkeys(("id", "title", "short_title", "lead"), stem),
        "document": Document.model_construct(seed=stem, issuer=stem),
        "status": PlanStatus.DRAFT,
        "period": {"from": date(2000, 1, 1), "to": date(2000, 12, 31)},
        "effective_from": date.min,
        "house": lead.house if lead else stem,
        "duties": (),
    }


def _checked_plan(reader: Reader, file: Path, office: Office) -> Plan | BrokenPlan:
    """One plan file, checked; broken where anything is wrong with it, or with what it names."""
    before = len(reader.problems)
    faulty = reader.faulty.copy()
    plan, owed = _plan(reader, file, f"plans/{file.name}", office)
    # The names of duties and facts are the plan's own matter.
    reader.faulty = faulty
    if plan is None or len(reader.problems) > before or owed:
        return BrokenPlan(file.stem, foremost([*reader.problems[before:], *owed]))
    return plan


def _plan(reader: Reader, file: Path, name: str, office: Office) -> tuple[Plan | None, list[ConfigProblem]]:
    document = reader.parsed(name)
    if document is None:
        return None, []
    read = reader.file(name, plan_model(), stand_ins=_stand_ins(file.stem, document, office))
    plan = read.model
    if plan is None:
        return None, []
    if ("period",) in read.cut:
        plan = plan.model_copy(update={"period": Period.model_construct(since=date.min, until=date.max)})
    if plan.id != file.stem and ("id",) not in read.cut:
        reader.add(name, document.line(("id",)), "id", "phải trùng tên tệp", plan.id, file.stem)
    if plan.tasks:
        plan = _with_tasks(reader, plan, name, document, office)
    whole, owed = _with_events(reader, plan, office)
    return whole, [*owed, *reader.findings(name, read, lambda: check_plan(whole, read.data, office))]


def _stray_plans(reader: Reader, read: Collection[Path]) -> None:
    """A file that was meant for a plan and is not read as one is a mistake."""
    for file in sorted((reader.folder / "plans").glob("*")):
        if file.suffix.lower() in (".yaml", ".yml") and file not in read:
            what = "đuôi tệp phải là .yaml, nếu không kế hoạch không được đọc"
            reader.add(f"plans/{file.name}", 1, "(tên tệp)", what, file.name, f"{file.stem}.yaml")


def _stray_events(reader: Reader, plans: Collection[str]) -> None:
    """An event calendar that no plan reads is a mistake."""
    for file in sorted((reader.folder / "events").glob("*.yaml")):
        if file.stem not in plans:
            what = "không có kế hoạch nào mang mã này"
            reader.add(f"events/{file.name}", 1, "(tên tệp)", what, file.stem, nearest(file.stem, plans))


def _stray_decisions(reader: Reader, plans: Collection[str]) -> None:
    """A decision about a file that does not exist is a mistake."""
    known = {name for name in NAMED if name.endswith(".yaml")}
    known |= {f"{folder}/{plan}.yaml" for folder in ("plans", "events") for plan in plans}
    for file in sorted((reader.folder / OFFICE).rglob("*.yaml")):
        name = file.relative_to(reader.folder / OFFICE).as_posix()
        if name not in known and not name.startswith(f"{JOURNAL}/"):
            what = "không có tệp gốc nào mang tên này"
            reader.add(f"{OFFICE}/{name}", 1, "(tên tệp)", what, name, nearest(name, known))


def _with_events(reader: Reader, plan: Plan, office: Office) -> tuple[Plan, list[ConfigProblem]]:
    """The plan with its event calendar, where the office keeps one."""
    name = f"events/{plan.id}.yaml"
    read = reader.file(name, EventsFile, required=False)
    if read.model is None:
        return plan, []
    filled = plan.model_copy(update={"events": read.model.events, "event_steps": read.model.steps})
    owed: list[ConfigProblem] = []
    for check_events in filter(None, (kind.check_events for kind in all_kinds())):
        owed += reader.findings(name, read, partial(check_events, filled, office))
    return filled, owed


def _with_tasks(reader: Reader, plan: Plan, name: str, document: YamlDocument, office: Office) -> Plan:
    folder = reader.folder / "plans"
    # Only a plain file name: a plan file cannot reach outside its folder.
    known = {file.name for file in folder.glob("*.csv")}
    if plan.tasks not in known:
        hint = nearest(plan.tasks or "", known)
        reader.add(name, document.line(("tasks",)), "tasks", "không có tệp này trong plans/", plan.tasks, hint)
        return plan
    try:
        rows = read_task_table(read_bounded(folder / plan.tasks), office.directory)
    except (ValueError, OSError) as error:
        what = why(error) if isinstance(error, OSError) else str(error)
        reader.add(name, document.line(("tasks",)), "tasks", f"bảng nhiệm vụ {plan.tasks}: {what}", None, "sửa bảng ấy")
        return plan
    return plan.model_copy(update={"task_rows": rows})
