"""*Cần cấu hình*: the open decisions, plan by plan and duty by duty, each with the form, and the file and key, to enter it in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dunghen.kinds.event.model import EventDuty
from dunghen.loading.config import Config
from dunghen.loading.open_decisions import OpenDecision, open_decisions, without_keys
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One thing to decide, and where to enter it.

    ``form`` is the address of the form in which to enter it. ``file`` lies below ``config/``; ``keys`` are keys of the
    entry (of the duty, of the unit), empty where the decision has no key of its own and is ticked off with a note.
    """

    what: str
    form: str
    file: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one duty waits for, with the words that leave it open."""

    duty: Duty
    form: str
    """The address of the duty's own form."""
    seed: str | None
    lines: str | None
    entries: tuple[ToEnter, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the decisions that the signed files leave open have been taken."""

    decided: int
    of: int


@dataclass(frozen=True, slots=True)
class PlanDecisions:
    """What one plan waits for, or waited for."""

    plan: Plan
    waiting: tuple[Waiting, ...]
    progress: Progress

    @property
    def count(self) -> int:
        """How many single decisions."""
        return sum(len(one.entries) for one in self.waiting)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that is open: of the office as a whole, and of each plan."""

    office: tuple[ToEnter, ...]
    plans: tuple[PlanDecisions, ...]
    progress: Progress

    @property
    def count(self) -> int:
        """How many single decisions."""
        return len(self.office) + sum(one.count for one in self.plans)


def decisions(config: Config, today: date, signed: Config | None = None) -> Decisions:
    """The open decisions of the plans that have not ended, in the order of the plans and of their duties.

    Args:
        config: as it holds.
        today: tells which plans have ended, and the years to come.
        signed: the same without anything that the office decided, from which progress is counted.
    """
    plans = {plan.id: plan for plan in config.sound_plans}
    office, by_plan = [], defaultdict(list)
    now = open_decisions(config, today)
    before = open_decisions(signed, today) if signed else now
    for one in now:
        plan_id = one.place.partition("/")[0]
        if plan_id in plans:
            by_plan[plan_id].append(one)
        else:
            office.append(_of_office(one, today))
    asked = dict.fromkeys(name for one in (*now, *before) if (name := one.place.partition("/")[0]) in plans)
    found = (
        PlanDecisions(
            plans[name],
            tuple(_by_duty(plans[name], by_plan[name], config.office)),
            _progress([one for one in now if one.place.startswith(f"{name}/")], before, f"{name}/"),
        )
        for name in plans
        if name in asked
    )
    return Decisions(tuple(office), tuple(found), _progress(now, before, ""))


def _progress(now: list[OpenDecision], before: list[OpenDecision], place: str) -> Progress:
    """Those that are open no more, of those and all that are still open or came up since."""
    left = set(map(_matter, now))
    taken = sum(1 for one in before if one.place.startswith(place) and _matter(one) not in left)
    return Progress(taken, taken + len(now))


def _matter(one: OpenDecision) -> tuple[str, str]:
    """What makes it the same decision: of those that count units or years, that there are any."""
    return one.place, one.what if "/" in one.place else ""


def _by_duty(plan: Plan, of_plan: list[OpenDecision], office: Office) -> Iterator[Waiting]:
    duties = {duty.id: duty for duty in plan.duties}
    for place, of_duty in groupby(of_plan, key=lambda one: one.place):
        duty, found = duties[place.partition("/")[2]], list(of_duty)
        entries = tuple(_of_duty(plan, duty, one.what, office) for one in found)
        seed, lines = duty.source.seed or plan.document.seed, duty.source.lines
        yield Waiting(duty, _duty_form(plan, duty), seed, lines, entries)


FORMS = "/dunghen/sua"
_NAMED_FILE = re.compile(r" \((units|partners)\.yaml\)")
_NAMED_KEYS = re.compile(r"\(([a-z_]+(?:, [a-z_]+)*)\)")
_NAMED_GROUP = re.compile(r"danh sách thành viên của «(.+?)»")
_NAMED_ADDRESS = re.compile(r"địa chỉ thư điện tử của (.+)")
_FILES: Mapping[str, tuple[str, ...]] = {"units": ("members",), "partners": ("email",)}
_WHO = re.compile(r"đơn vị (chủ trì|đầu mối|tổ chức)")
_DAY_KEYS: Mapping[str, tuple[str, ...]] = {
    "bulletin": ("every",),
    "budget": ("dates",),
    "deliverable": ("due",),
    "meeting": ("dates",),
    "report": ("every", "covers", "steps"),
    "review": ("on",),
}
"""Where a kind of duty keeps its days."""
_DAYS = re.compile(r"\b(ngày|hạn|kỳ|nhịp)\b")
_DAYS_AROUND = re.compile(r"số ngày")
_YEAR = re.compile(r"\b\d{4}\b")


def _of_duty(plan: Plan, duty: Duty, what: str, office: Office) -> ToEnter:
    """The form, the file and the keys that the words name, or those that the kind has for it."""
    if named := _NAMED_FILE.search(what):
        words = _NAMED_FILE.sub("", what)
        return ToEnter(words, _directory_form(words, office), f"{named[1]}.yaml", _FILES[named[1]])
    if duty.kind == "greeting":
        return ToEnter(what, f"{FORMS}/doi-tac", "partners.yaml", ("partners",))
    in_plan, words = f"plans/{plan.id}.yaml", without_keys(what)
    if named := _NAMED_KEYS.search(what):
        keys = tuple(named[1].split(", "))
        return ToEnter(words, _duty_form(plan, duty, keys[0]), in_plan, keys)
    if _WHO.match(what):
        return ToEnter(words, _duty_form(plan, duty, "lead"), in_plan, ("lead",))
    if isinstance(duty, EventDuty):
        return _of_event(plan, duty, words)
    keys = _DAY_KEYS.get(duty.kind, ()) if _DAYS.search(what) else ()
    return ToEnter(words, _duty_form(plan, duty, keys[0] if keys else "waiting_for"), in_plan, keys)


def _of_event(plan: Plan, duty: EventDuty, words: str) -> ToEnter:
    if not duty.is_around:
        form = f"{FORMS}/su-kien/moi?ke-hoach={plan.id}&nhiem-vu={duty.id}"
        if duty.events(plan):
            form = f"{FORMS}/su-kien?ke-hoach={plan.id}"
        return ToEnter(words, form, f"events/{plan.id}.yaml", ("events",))
    if not plan.events and not duty.waiting_for:
        return ToEnter(words, f"{FORMS}/su-kien?ke-hoach={plan.id}", f"events/{plan.id}.yaml", ("events",))
    if _DAYS_AROUND.search(words):
        return ToEnter(words, _duty_form(plan, duty, "steps.inform"), f"plans/{plan.id}.yaml", ("steps",))
    return ToEnter(words, _duty_form(plan, duty, "waiting_for"), f"plans/{plan.id}.yaml", ())


def _duty_form(plan: Plan, duty: Duty, field: str = "") -> str:
    # A report's steps are several fields; the first of them is where its form begins to ask for them.
    anchor = {"steps": "steps.request"}.get(field, field)
    return f"{FORMS}/nhiem-vu?ke-hoach={plan.id}&nhiem-vu={duty.id}" + (f"#{anchor}" if anchor else "")


def _directory_form(words: str, office: Office) -> str:
    """The form of the group or partner that the words name."""
    if found := _NAMED_GROUP.search(words):
        slug = next((one.slug for one in office.directory.groups if one.name == found[1]), None)
        return f"{FORMS}/nhom?ma={slug}" if slug else f"{FORMS}/nhom"
    found = _NAMED_ADDRESS.search(words)
    partner = next((one.slug for one in office.directory.partners if found and one.name == found[1]), None)
    return f"{FORMS}/doi-tac?ma={partner}" if partner else f"{FORMS}/doi-tac"


def _of_office(one: OpenDecision, today: date) -> ToEnter:
    """A group without members, a unit without an address, a year whose days off are not announced."""
    file, _, entry = one.place.partition("/")
    if file == "calendar.yaml":
        year = found[0] if (found := _YEAR.search(one.what)) else str(today.year)
        return ToEnter(one.what, f"{FORMS}/ngay-nghi?nam={year}", file, ("announced", "overrides"))
    is_group = one.what.startswith("danh sách thành viên")
    key = "members" if is_group else "email"
    form = f"{FORMS}/{'nhom' if is_group else 'don-vi'}" + (f"?ma={entry}" if entry else "")
    return ToEnter(one.what, form, file, (f"{entry}: {key}" if entry else key,))
