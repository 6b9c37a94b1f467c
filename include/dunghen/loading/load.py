"""Loads ``config/``: never raises, finds every problem at once, and lets one bad entry break only what needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from dunghen.calendar.announced import CalendarFile
from dunghen.directory.country import Country
from dunghen.directory.directory import Directory
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.directory.unit import Group, Unit
from dunghen.events.calendar import EventsFile
from dunghen.kinds.registry import all_kinds
from dunghen.loading.bounded_file import read_bounded, why
from dunghen.loading.check import check_directory, check_plan
from dunghen.loading.check_occasions import check_countries, check_occasions
from dunghen.loading.config import BrokenPlan, Config
from dunghen.loading.decidable import NAMED, family, refused
from dunghen.loading.document import read_document
from dunghen.loading.overlay import overlaid
from dunghen.loading.plan_file import plan_model
from dunghen.loading.validation import UNCHECKED, validate, where
from dunghen.plans.office import Mailbox, Office, OfficeSettings
from dunghen.plans.plan import Plan
from dunghen.plans.task_table import read_task_table
from dunghen.values.problem import MOST_TOLD, ConfigProblem, Findings, foremost
from dunghen.values.yaml_lines import YamlDocument
from dunghen.wording.nearest import nearest

Model = TypeVar("Model", bound=BaseModel)

OFFICE = "office"
"""The folder of what the office decided, below the configuration folder."""
JOURNAL = "journal"
"""Below it, who decided what, when and why."""
_ENTRY = 2
"""So long is the path of an entry: («units», «cuc-dien-anh»)."""
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
    reader = _Reader(folder, decided or {})
    units = reader.entries("units.yaml", "units", Unit)
    groups = reader.entries("units.yaml", "groups", Group)
    partners = reader.entries("partners.yaml", "partners", Partner, required=False)
    occasions = reader.entries("occasions.yaml", "occasions", Occasion, required=False)
    countries = reader.entries("countries.yaml", "countries", Country, required=False)
    directory = Directory(tuple(units), tuple(groups), tuple(partners))
    reader.findings("units.yaml", lambda: check_directory(directory))
    reader.findings("occasions.yaml", lambda: check_occasions(occasions, countries, partners))
    reader.findings("countries.yaml", lambda: check_countries(countries))
    calendar = (reader.whole("calendar.yaml", CalendarFile) or CalendarFile()).calendar()
    settings = reader.whole("settings.yaml", OfficeSettings) or OfficeSettings(
        sender=PLACEHOLDER, operator=PLACEHOLDER, rehearsal=PLACEHOLDER, message_id_domain="dunghen.invalid"
    )
    office = Office(settings, directory, calendar, tuple(occasions), tuple(countries))
    plans, hashes = [], {}
    files = sorted((folder / "plans").glob("*.yaml"))
    if not files:
        reader.add("plans", 1, "(thư mục)", "không có kế hoạch nào", str(folder / "plans"), "đặt tệp <mã>.yaml vào đây")
    for file in files:
        if only in (None, file.stem):
            plans.append(reader.plan(file, office))
            hashes[file.stem] = reader.hashes.get(f"plans/{file.name}", "")
    if only is None:
        reader.stray_plans(files)
        reader.stray_events({file.stem for file in files})
        reader.stray_decisions({file.stem for file in files})
    return Config(office, tuple(plans), foremost(reader.problems), hashes)


class _Reader:
    """Reads files of one configuration folder and gathers the problems it meets."""

    def __init__(self, folder: Path, decided: Mapping[str, str]) -> None:
        self.folder = folder
        self._decided = decided
        self.problems: list[ConfigProblem] = []
        self.hashes: dict[str, str] = {}
        """Of the bytes of each file that could be read."""
        self._parsed: dict[str, YamlDocument | None] = {}

    def add(
        self, file: str, line: int, path: str, what: str, value: str | None = None, suggestion: str | None = None
    ) -> ConfigProblem:
        problem = ConfigProblem(file, line, path, what, value, suggestion)
        self.problems.append(problem)
        return problem

    def parsed(self, name: str, *, required: bool = True) -> YamlDocument | None:
        """The file as YAML, with what the office decided laid over it; None, and a problem, where it cannot be read."""
        if name not in self._parsed:
            self._parsed[name] = self._parse_both(name, required)
        return self._parsed[name]

    def _parse_both(self, name: str, required: bool) -> YamlDocument | None:
        before = len(self.problems)
        signed = self._parse(name, required)
        unreadable = signed is None and len(self.problems) > before
        origin, before = f"{OFFICE}/{name}", len(self.problems)
        decided = self._parse(origin, required=False)
        if unreadable or len(self.problems) > before:
            return None
        if decided is None or decided.data is None:
            return signed
        below = signed or YamlDocument(None, {(): 1})
        found = list(islice(refused(name, below.data, decided.data), MOST_TOLD))
        for path, (what, value, suggestion) in found:
            self.add(origin, decided.line(path), where(decided, path), what, value, suggestion)
        both = self.hashes.get(name, "") + self.hashes[origin]
        self.hashes[name] = hashlib.sha256(both.encode("ascii")).hexdigest()
        if len(found) == MOST_TOLD or any(len(path) < _ENTRY for path, _ in found):
            return None
        # A bad entry of a shared file breaks only what needs it; a plan is broken by any, and all else is told too.
        is_shared = family(name) == name
        left_out = {path[:_ENTRY] for path, _ in found if is_shared or len(path) == _ENTRY}
        return overlaid(below, decided, name, origin, left_out)

    def _parse(self, name: str, required: bool) -> YamlDocument | None:
        decided = self._decided.get(name.removeprefix(f"{OFFICE}/")) if name.startswith(f"{OFFICE}/") else None
        read = read_document(name, self.folder / name if decided is None else decided, required=required)
        self.hashes |= {name: read.sha256} if read.sha256 else {}
        self.problems += [read.problem] if read.problem else []
        document = read.document
        if document is None:
            return None
        for path, line in document.repeated:
            self.add(name, line, where(document, path), "khóa ghi hai lần", str(path[-1]), "giữ lại một")
        return document

    def whole(self, name: str, model: type[Model]) -> Model | None:
        """The file as one model."""
        document = self.parsed(name)
        if document is None:
            return None
        found, problems = validate(model, document, name)
        self.problems += problems
        return found

    def entries(self, name: str, key: str, model: type[Model], *, required: bool = True) -> list[Model]:
        """The list under ``key``, entry by entry: a bad one is left out, the others stay."""
        document = self.parsed(name, required=required)
        data: Any = document.data if document else None
        if document is None or data is None:
            return []
        if not isinstance(data, dict) or not isinstance(data.get(key, []), list | None):
            self.add(name, document.line((key,)), key, "phải là một danh sách")
            return []
        found = []
        for top in islice((one for one in data if one not in NAMED[name]), MOST_TOLD):
            self.add(
                name, document.line((str(top),)), str(top), "không có khóa này", None, nearest(str(top), NAMED[name])
            )
        before = len(self.problems)
        for index in range(len(data.get(key) or [])):
            if len(self.problems) - before > MOST_TOLD:
                self.add(name, document.line((key, index)), key, "quá nhiều lỗi, chưa đọc tiếp từ đây")
                break
            entry, problems = validate(model, document, name, (key, index))
            self.problems += problems
            found += [entry] if entry else []
        return found

    def findings(self, name: str, check: Callable[[], Findings]) -> None:
        """Problems found by a check on loaded models, put at their lines."""
        document = self.parsed(name)
        try:
            findings = check()
        except Exception as error:  # noqa: BLE001 - whatever one file says must not hide all others
            findings = {(): (f"không kiểm tra được: {type(error).__name__}: {error}", None, UNCHECKED)}
        for path, (what, value, suggestion) in findings.items():
            origin, line = document.place(path, name) if document else (name, 1)
            self.add(origin, line, where(document, path) if document else "", what, value, suggestion)

    def plan(self, file: Path, office: Office) -> Plan | BrokenPlan:
        """One plan file, checked; broken where anything is wrong with it."""
        name = f"plans/{file.name}"
        before = len(self.problems)
        plan = self._plan(file, name, office)
        if plan is None or len(self.problems) > before:
            return BrokenPlan(file.stem, foremost(self.problems[before:]))
        return plan

    def _plan(self, file: Path, name: str, office: Office) -> Plan | None:
        document = self.parsed(name)
        if document is None:
            return None
        plan, problems = validate(plan_model(), document, name)
        self.problems += problems
        if plan is None:
            return None
        if plan.id != file.stem:
            self.add(name, document.line(("id",)), "id", "phải trùng tên tệp", plan.id, file.stem)
        if plan.tasks:
            plan = self._with_tasks(plan, name, document, office)
        whole = self._with_events(plan, office)
        self.findings(name, lambda: check_plan(whole, document.data, office))
        return whole

    def stray_plans(self, read: Collection[Path]) -> None:
        """A file that was meant for a plan and is not read as one is a mistake."""
        for file in sorted((self.folder / "plans").glob("*")):
            if file.suffix.lower() in (".yaml", ".yml") and file not in read:
                what = "đuôi tệp phải là .yaml, nếu không kế hoạch không được đọc"
                self.add(f"plans/{file.name}", 1, "(tên tệp)", what, file.name, f"{file.stem}.yaml")

    def stray_events(self, plans: Collection[str]) -> None:
        """An event calendar that no plan reads is a mistake."""
        for file in sorted((self.folder / "events").glob("*.yaml")):
            if file.stem not in plans:
                what = "không có kế hoạch nào mang mã này"
                self.add(f"events/{file.name}", 1, "(tên tệp)", what, file.stem, nearest(file.stem, plans))

    def stray_decisions(self, plans: Collection[str]) -> None:
        """A decision about a file that does not exist is a mistake."""
        known = {name for name in NAMED if name.endswith(".yaml")}
        known |= {f"{folder}/{plan}.yaml" for folder in ("plans", "events") for plan in plans}
        for file in sorted((self.folder / OFFICE).rglob("*.yaml")):
            name = file.relative_to(self.folder / OFFICE).as_posix()
            if name not in known and not name.startswith(f"{JOURNAL}/"):
                what = "không có tệp gốc nào mang tên này"
                self.add(f"{OFFICE}/{name}", 1, "(tên tệp)", what, name, nearest(name, known))

    def _with_events(self, plan: Plan, office: Office) -> Plan:
        """The plan with its event calendar, where the office keeps one."""
        name = f"events/{plan.id}.yaml"
        document = self.parsed(name, required=False)
        if document is None or document.data is None:
            return plan
        found = self.whole(name, EventsFile)
        if found is None:
            return plan
        filled = plan.model_copy(update={"events": found.events, "event_steps": found.steps})
        for check_events in filter(None, (kind.check_events for kind in all_kinds())):
            self.findings(name, partial(check_events, filled, office))
        return filled

    def _with_tasks(self, plan: Plan, name: str, document: YamlDocument, office: Office) -> Plan:
        folder = self.folder / "plans"
        # Only a plain file name: a plan file cannot reach outside its folder.
        known = {file.name for file in folder.glob("*.csv")}
        if plan.tasks not in known:
            hint = nearest(plan.tasks or "", known)
            self.add(name, document.line(("tasks",)), "tasks", "không có tệp này trong plans/", plan.tasks, hint)
            return plan
        try:
            rows = read_task_table(read_bounded(folder / plan.tasks), office.directory)
        except (ValueError, OSError) as error:
            what = why(error) if isinstance(error, OSError) else str(error)
            self.add(
                name, document.line(("tasks",)), "tasks", f"bảng nhiệm vụ {plan.tasks}: {what}", None, "sửa bảng ấy"
            )
            return plan
        return plan.model_copy(update={"task_rows": rows})
