"""Checks that reach across fields and files. Each finding is a path in the file → (what, value, suggestion)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import Any

from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.mail.variables import ALLOWED_VARIABLES, undeclared
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.values.problem import Finding, Findings, Path, UnknownName
from dunghen.wording.nearest import nearest, suggesting

_YEAR_KEYS = frozenset({"year"})
_CLOSING_KEYS = frozenset({"settlement"})
"""Days of closing work, which may lie after the plan's end."""


def check_directory(directory: Directory) -> Findings:
    """Slugs that stand twice, validity that overlaps, successors and members that do not exist."""
    near = suggesting(directory.slugs)
    places: dict[str, list[tuple[int, Unit]]] = defaultdict(list)
    for index, unit in enumerate(directory.units):
        places[unit.slug].append((index, unit))
        for key, slug in (("successor", unit.successor), ("superior", unit.superior)):
            if slug and slug not in directory.slugs:
                yield ("units", index, key), UnknownName("không có đơn vị này", slug, near(slug))
        for first, second in _overlapping([(d.since, d.until) for d in unit.delegations]):
            what = "ủy quyền chồng thời gian"
            yield ("units", index, "delegations", second), (what, f"{first + 1} và {second + 1}", None)
        yield from ((("units", index, key), finding) for key, finding in _wrong_successor(directory, unit))
    yield from _overlapping_units(places)
    yield from _wrong_groups(directory, places)


def _overlapping_units(places: Mapping[str, Sequence[tuple[int, Unit]]]) -> Findings:
    for slug, records in places.items():
        spans = [(unit.valid_from or date.min, unit.valid_to or date.max) for _, unit in records]
        for _, second in _overlapping(spans):
            what = "đơn vị ghi hai lần, thời gian hiệu lực chồng nhau"
            yield ("units", records[second][0], "slug"), (what, slug, None)


def _wrong_groups(directory: Directory, units: Collection[str]) -> Findings:
    near = suggesting(units)
    for index, group in enumerate(directory.groups):
        if group.slug in units:
            yield ("groups", index, "slug"), ("trùng tên ngắn với một đơn vị", group.slug, None)
        for place, member in enumerate(group.members or ()):
            if member not in units:
                yield ("groups", index, "members", place), UnknownName("không có đơn vị này", member, near(member))


def _wrong_successor(directory: Directory, unit: Unit) -> Iterator[tuple[str, Finding]]:
    if not unit.successor:
        return
    if unit.valid_to is None:
        yield "successor", ("có đơn vị kế tiếp thì cần valid_to", unit.successor, None)
        return
    if directory.houses(unit.slug, date.min) != {unit.house}:
        what = "đơn vị kế tiếp thuộc cơ quan khác: thư nội bộ sẽ ra ngoài mà không ai duyệt"
        yield "successor", (what, unit.successor, "để trống, đơn vị chỉ hết hiệu lực")
    day_after = unit.valid_to + timedelta(days=1)
    heir = directory.unit(unit.successor, day_after)
    if heir and not heir.is_valid(day_after):
        what = f"«{unit.successor}» chưa có hiệu lực ngay sau {unit.valid_to}"
        yield "valid_to", (what, str(unit.valid_to), None)
    if _chain_returns(directory, unit):
        yield "successor", ("chuỗi kế tiếp quay vòng", unit.successor, None)


def _chain_returns(directory: Directory, unit: Unit) -> bool:
    seen, current = {unit.slug}, unit
    while current.successor:
        if current.successor in seen:
            return True
        seen.add(current.successor)
        following = directory.unit(current.successor, date.max)
        if following is None:
            return False
        current = following
    return False


def _overlapping(spans: Sequence[tuple[date, date]]) -> Iterator[tuple[int, int]]:
    """Pairs of indices whose spans (both ends included) share a day."""
    order = sorted(range(len(spans)), key=lambda index: spans[index])
    for one, other in pairwise(order):
        if spans[other][0] <= spans[one][1]:
            yield one, other


def check_plan(plan: Plan, data: Any, office: Office) -> Findings:
    """Names that do not exist, ids that stand twice, dates outside the period, unknown variables, unapproved exits.

    Args:
        plan: with the duties that are sound.
        data: of which the plan was made, as it is written.
        office: against which it is read.
    """
    yield from _unknown_names(plan, office.directory)
    yield from _twice(plan)
    for path, value, first, last in _dates(data.get("duties"), ("duties",)):
        if last < plan.period.since or first > plan.period.until:
            span = f"từ {plan.period.since} đến {plan.period.until}"
            yield path, ("nằm ngoài giai đoạn của kế hoạch", value, span)
    if plan.effective_from > plan.period.until:
        what = "sau khi kế hoạch đã kết thúc"
        yield ("effective_from",), (what, str(plan.effective_from), str(plan.period.until))
    for index, duty in enumerate(plan.duties):
        for field, finding in chain(_unknown_variables(duty), duty.findings(plan, office)):
            yield ("duties", index, *field.split(".")), finding
    houses = {unit.house for unit in office.directory.units}
    if plan.house in houses:
        yield from _unapproved_exits(plan, office)
    else:
        what = "không đơn vị nào thuộc cơ quan này"
        yield ("house",), UnknownName(what, plan.house, nearest(plan.house, houses))


def _unknown_names(plan: Plan, directory: Directory) -> Findings:
    near = suggesting(directory.slugs)
    for path, slug in _named(plan):
        if slug not in directory.slugs:
            yield path, UnknownName("không có đơn vị này trong units.yaml, partners.yaml", slug, near(slug))
        group = directory.group(slug)
        # A group that lacks a member would quietly leave that unit out: better a plan that visibly stands still.
        for member in (group.members or ()) if group else ():
            if member not in directory.slugs:
                yield path, UnknownName(f"nhóm «{slug}» có đơn vị không dùng được", member, "sửa trong units.yaml")


def _named(plan: Plan) -> Iterator[tuple[Path, str]]:
    yield ("lead",), plan.lead
    yield ("document", "issuer"), plan.document.issuer
    yield from ((("units", index), slug) for index, slug in enumerate(plan.units))
    for index, duty in enumerate(plan.duties):
        for field, slug in duty.named_slugs():
            yield ("duties", index, *field.split(".")), slug


def _unknown_variables(duty: Duty) -> Iterator[tuple[str, Finding]]:
    for field, text in duty.templates():
        if unknown := sorted(undeclared(text)):
            what = f"mẫu thư không có biến này (có: {', '.join(sorted(ALLOWED_VARIABLES))})"
            hints = dict.fromkeys(hint for name in unknown if (hint := nearest(name, ALLOWED_VARIABLES)))
            yield field, (what, ", ".join(unknown), ", ".join(hints) or None)


def _twice(plan: Plan) -> Findings:
    ids = Counter(duty.id for duty in plan.duties)
    facts = Counter(plan.facts)
    near = suggesting(facts)
    what = "nội dung của văn bản được ghi hai lần"
    for index, duty in enumerate(plan.duties):
        if ids[duty.id] > 1:
            yield ("duties", index, "id"), ("hai nhiệm vụ trùng id", duty.id, f"{duty.id}-2")
        yield from ((("duties", index, "facts"), (what, fact, None)) for fact in duty.facts if facts[fact] > 1)
    for index, idle in enumerate(plan.not_scheduled):
        if facts[idle.fact] > 1:
            yield ("not_scheduled", index, "fact"), (what, idle.fact, None)
        if idle.same_as and idle.same_as not in facts:
            unknown = UnknownName("không có nội dung này", idle.same_as, near(idle.same_as))
            yield ("not_scheduled", index, "same_as"), unknown


def _dates(data: Any, path: Path) -> Iterator[tuple[Path, str, date, date]]:
    """Every date, and every year, anywhere in the duties as written: its text, first and last day.

    A year is the value of ``year``, or the key of what is entered for it.
    """
    if isinstance(data, date):
        yield path, str(data), date.min if path[-1] in _CLOSING_KEYS else data, data
    elif path[-1] in _YEAR_KEYS and _is_year(data):
        yield path, str(data), date(data, 1, 1), date(data, 12, 31)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _dates(value, (*path, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            if _is_year(key):
                yield (*path, str(key)), str(key), date(key, 1, 1), date(key, 12, 31)
            yield from _dates(value, (*path, str(key)))


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and date.min.year < value < date.max.year


def _unapproved_exits(plan: Plan, office: Office) -> Findings:
    """Nothing may be handed to another house but through an approved step (ADR 0004)."""
    what = "nơi nhận ở ngoài cơ quan phải chờ người có tên duyệt"
    hint = "chuyển sang then: {to: [...], approve: required}"
    for index, duty in enumerate(plan.duties):
        for field, slug in duty.named_slugs():
            if field in duty.INTERNAL_RECIPIENTS and (outside := _outside(slug, plan, office.directory)):
                yield ("duties", index, *field.split(".")), (what, outside, hint)
        # «units: all» names nobody; whom it means stands at the head of the plan.
        means_all = duty.collection and duty.collection.from_.units == "all"
        for place, slug in enumerate(plan.units if means_all else ()):
            if outside := _outside(slug, plan, office.directory):
                remedy = f"bỏ khỏi units, hoặc sửa house trong units.yaml ({duty.id})"
                yield ("units", place), (what, outside, remedy)


def _outside(slug: str, plan: Plan, directory: Directory) -> str | None:
    """The partner, or the unit of another house, that this slug is or that the group of this slug holds.

    A unit that another house takes over later is outside from the beginning: mail follows whoever took over.
    """
    group = directory.group(slug)
    for member in (group.members or ()) if group else (slug,):
        if directory.partner(member) or directory.houses(member, plan.period.since) - {plan.house}:
            return member
    return None
