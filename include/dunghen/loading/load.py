"""Loads ``config/``: never raises, finds every problem at once, and lets one bad entry break only what needs it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
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
from dunghen.loading.decidable import NAMED, family, refused
from dunghen.loading.document import read_document
from dunghen.loading.files import CountriesFile, OccasionsFile, PartnersFile, UnitsFile
from dunghen.loading.overlay import overlaid
from dunghen.loading.plan_file import plan_model
from dunghen.loading.validation import UNCHECKED, Validated, validate, where
from dunghen.plans.document import Document, Period
from dunghen.plans.office import Mailbox, Office, OfficeSettings
from dunghen.plans.plan import Plan, PlanStatus
from dunghen.plans.task_table import read_task_table
from dunghen.values.problem import MOST_TOLD, ConfigProblem, Findings, UnknownName, foremost
from dunghen.values.yaml_lines import YamlDocument
from dunghen.wording.nearest import nearest

Model = TypeVar("Model", bound=BaseModel)

OFFICE = "office"
"""The folder of what the office decided, below the configuration folder."""
JOURNAL = "journal"
"""Below it, who decided what, when and why."""
_NAMING = ("units.yaml", "partners.yaml", "countries.yaml")
_NAMES = ("slug", "iso", "id", "fact")
"""Keys by which one entry is named in another."""
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
    units = reader.file("units.yaml", UnitsFile)
    partners = reader.file("partners.yaml", PartnersFile, required=False)
    countries = reader.file("countries.yaml", CountriesFile, required=False)
    occasions = reader.file("occasions.yaml", OccasionsFile, required=False)
    directory = Directory(
        *(tuple(file.sound(key)) for file, key in ((units, "units"), (units, "groups"), (partners, "partners")))
    )
    if units.model:
        judged = Directory(units.model.units, units.model.groups, directory.partners)
        reader.findings("units.yaml", units, lambda: check_directory(judged))
    if occasions.model:
        known = (occasions.model.occasions, countries.sound("countries"), directory.partners)
        reader.findings("occasions.yaml", occasions, lambda: check_occasions(*known))
    if countries.model:
        nations = countries.model.countries
        reader.findings("countries.yaml", countries, lambda: check_countries(nations))
    calendar = (reader.whole("calendar.yaml", CalendarFile) or CalendarFile()).calendar()
    settings = reader.whole("settings.yaml", OfficeSettings) or OfficeSettings(
        sender=PLACEHOLDER, operator=PLACEHOLDER, rehearsal=PLACEHOLDER, message_id_domain="dunghen.invalid"
    )
    office = Office(
        settings, directory, calendar, tuple(occasions.sound("occasions")), tuple(countries.sound("countries"))
    )
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


def _names(entry: Any) -> Iterator[str]:
    """By what other entries may call this one, as far as it can be read."""
    if isinstance(entry, dict):
        facts = entry.get("facts")
        given = [*(entry.get(key) for key in _NAMES), *(facts if isinstance(facts, list) else ())]
        yield from {name for name in given if isinstance(name, str)}


class _Reader:
    """Reads files of one configuration folder and gathers the problems it meets."""

    def __init__(self, folder: Path, decided: Mapping[str, str]) -> None:
        self.folder = folder
        self._decided = decided
        self.problems: list[ConfigProblem] = []
        self.hashes: dict[str, str] = {}
        """Of the bytes of each file that could be read."""
        self._parsed: dict[str, YamlDocument | None] = {}
        self._faulty: dict[str, list[ConfigProblem]] = defaultdict(list)
        """Of what bears a name and cannot be used: what is wrong with it."""
        self._unread: dict[str, list[ConfigProblem]] = {}
        """Of a file that cannot be read, or of which a whole list cannot."""

    def add(
        self, file: str, line: int, path: str, what: str, value: str | None = None, suggestion: str | None = None
    ) -> ConfigProblem:
        problem = ConfigProblem(file, line, path, what, value, suggestion)
        self.problems.append(problem)
        return problem

    def parsed(self, name: str, *, required: bool = True) -> YamlDocument | None:
        """The file as YAML, with what the office decided laid over it; None, and a problem, where it cannot be read."""
        if name not in self._parsed:
            before = len(self.problems)
            signed = self._parse(name, required)
            is_unread = signed is None and len(self.problems) > before
            both = self._with_decisions(name, signed)
            self._parsed[name] = None if is_unread else both
            if self._parsed[name] is None:
                self._unread[name] = self.problems[before:]
        return self._parsed[name]

    def _with_decisions(self, name: str, signed: YamlDocument | None) -> YamlDocument | None:
        """A shared file of which nobody knows what was decided is not used; a plan stands still, and is judged as signed."""
        origin, before, is_shared = f"{OFFICE}/{name}", len(self.problems), family(name) == name
        decided = self._parse(origin, required=False)
        if decided is None or decided.data is None:
            return None if is_shared and len(self.problems) > before else signed
        below = signed or YamlDocument(None, {(): 1})
        found = list(islice(refused(name, below.data, decided.data), MOST_TOLD))
        for path, finding in found:
            problem = self.add(origin, decided.line(path), where(decided, path), *finding)
            if is_shared and len(path) >= _ENTRY:
                self._faulty[str(path[1])].append(problem)
        both = self.hashes.get(name, "") + self.hashes[origin]
        self.hashes[name] = hashlib.sha256(both.encode("ascii")).hexdigest()
        if len(found) == MOST_TOLD or any(len(path) < _ENTRY for path, _ in found):
            return None if is_shared else signed
        # A bad entry of a shared file breaks only what needs it; a plan is broken by any, and all else is told too.
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

    def file(
        self, name: str, model: type[Model], *, required: bool = True, stand_ins: Mapping[str, Any] | None = None
    ) -> Validated[Model]:
        """The file, part by part; each faulty entry of it is kept in mind by its name."""
        document = self.parsed(name, required=required)
        if document is None or (document.data is None and not required):
            return Validated(None)
        read = validate(model, document, name, stand_ins)
        self.problems += read.problems
        for part, problems in read.faults.items():
            for slug in _names(document.value(part)) if len(part) == _ENTRY else ():
                self._faulty[slug] += problems
        self._unread[name] = [problem for part in read.faults if len(part) < _ENTRY for problem in read.faults[part]]
        return read

    def whole(self, name: str, model: type[Model]) -> Model | None:
        """The file as one model; None where anything is wrong with it."""
        read = self.file(name, model)
        return None if read.faults else read.model

    def findings(self, name: str, read: Validated[Any], check: Callable[[], Findings]) -> list[ConfigProblem]:
        """Tells what a check on a loaded file finds, at its lines.

        Returns:
            What is the matter with entries that are named and cannot be used: it was told where they stand.
        """
        document = self.parsed(name)
        try:
            found = list(check())
        except Exception as error:  # noqa: BLE001 - whatever one file says must not hide all others
            found = [((), (f"không kiểm tra được: {type(error).__name__}: {error}", None, UNCHECKED))]
        owed: list[ConfigProblem] = []
        for at, finding in found:
            path = read.path(at)
            if isinstance(finding, UnknownName) and (known := self._what_is_wrong_with(finding.value)):
                owed += known
            elif path[:1] not in read.cut:
                origin, line = document.place(path, name) if document else (name, 1)
                problem = self.add(origin, line, where(document, path) if document else "", *finding)
                if isinstance(finding, UnknownName) and path[:1] == ("groups",):
                    # Whoever names the group is told of the group's mistake, not of one of its own.
                    self._faulty[finding.value].append(problem)
        return owed

    def _what_is_wrong_with(self, name: str) -> Sequence[ConfigProblem]:
        """The problems of what bears this name; of a file that cannot be read, nobody knows what it names."""
        return self._faulty.get(name) or [problem for file in _NAMING for problem in self._unread.get(file, ())]

    def plan(self, file: Path, office: Office) -> Plan | BrokenPlan:
        """One plan file, checked; broken where anything is wrong with it, or with what it names."""
        before = len(self.problems)
        faulty = self._faulty.copy()
        plan, owed = self._plan(file, f"plans/{file.name}", office)
        # The names of duties and facts are the plan's own matter.
        self._faulty = faulty
        if plan is None or len(self.problems) > before or owed:
            return BrokenPlan(file.stem, foremost([*self.problems[before:], *owed]))
        return plan

    def _plan(self, file: Path, name: str, office: Office) -> tuple[Plan | None, list[ConfigProblem]]:
        document = self.parsed(name)
        if document is None:
            return None, []
        read = self.file(name, plan_model(), stand_ins=_stand_ins(file.stem, document, office))
        plan = read.model
        if plan is None:
            return None, []
        if ("period",) in read.cut:
            plan = plan.model_copy(update={"period": Period.model_construct(since=date.min, until=date.max)})
        if plan.id != file.stem and ("id",) not in read.cut:
            self.add(name, document.line(("id",)), "id", "phải trùng tên tệp", plan.id, file.stem)
        if plan.tasks:
            plan = self._with_tasks(plan, name, document, office)
        whole, owed = self._with_events(plan, office)
        return whole, [*owed, *self.findings(name, read, lambda: check_plan(whole, read.data, office))]

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

    def _with_events(self, plan: Plan, office: Office) -> tuple[Plan, list[ConfigProblem]]:
        """The plan with its event calendar, where the office keeps one."""
        name = f"events/{plan.id}.yaml"
        read = self.file(name, EventsFile, required=False)
        if read.model is None:
            return plan, []
        filled = plan.model_copy(update={"events": read.model.events, "event_steps": read.model.steps})
        owed: list[ConfigProblem] = []
        for check_events in filter(None, (kind.check_events for kind in all_kinds())):
            owed += self.findings(name, read, partial(check_events, filled, office))
        return filled, owed

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
