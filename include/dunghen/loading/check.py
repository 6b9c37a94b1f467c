"""Checks that reach across fields and files. Each finding is a path in the file → (what, value, suggestion)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.mail.variables import ALLOWED_VARIABLES, undeclared
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.values.problem import Findings, Path
from dunghen.wording.nearest import nearest, suggesting

_YEAR_KEYS = frozenset({"year"})
_CLOSING_KEYS = frozenset({"settlement"})
"""Days of closing work, which may lie after the plan's end."""


def check_directory(directory: Directory) -> Findings:
    """Slugs that stand twice, validity that overlaps, successors and members that do not exist."""
    findings: Findings = {}
    slugs = directory.slugs
    near = suggesting(slugs)
    places: dict[str, list[tuple[int, Unit]]] = defaultdict(list)
    for index, unit in enumerate(directory.units):
        places[unit.slug].append((index, unit))
        for key, slug in (("successor", unit.successor), ("superior", unit.superior)):
            if slug and slug not in slugs:
                findings["units", index, key] = ("không có đơn vị này", slug, near(slug))
        for one, other in _overlapping([(d.since, d.until) for d in unit.delegations]):
            findings["units", index, "delegations", other] = (
                "ủy quyền chồng thời gian",
                f"{one + 1} và {other + 1}",
                None,
            )
        if unit.successor and unit.valid_to is None:
            findings["units", index, "successor"] = ("có đơn vị kế tiếp thì cần valid_to", unit.successor, None)
    findings |= _overlapping_units(places) | _wrong_successors(directory)
    near = suggesting(places)
    for index, group in enumerate(directory.groups):
        if group.slug in places:
            findings["groups", index, "slug"] = ("trùng tên ngắn với một đơn vị", group.slug, None)
        for place, member in enumerate(group.members or ()):
            if member not in places:
                findings["groups", index, "members", place] = ("không có đơn vị này", member, near(member))
    return findings


def _overlapping_units(places: dict[str, list[tuple[int, Unit]]]) -> Findings:
    findings: Findings = {}
    for slug, records in places.items():
        spans = [(unit.valid_from or date.min, unit.valid_to or date.max) for _, unit in records]
        for _, other in _overlapping(spans):
            findings["units", records[other][0], "slug"] = (
                "đơn vị ghi hai lần, thời gian hiệu lực chồng nhau",
                slug,
                None,
            )
    return findings


def _wrong_successors(directory: Directory) -> Findings:
    findings: Findings = {}
    for index, unit in enumerate(directory.units):
        if not (unit.successor and unit.valid_to):
            continue
        if directory.houses(unit.slug, date.min) != {unit.house}:
            what = "đơn vị kế tiếp thuộc cơ quan khác: thư nội bộ sẽ ra ngoài mà không ai duyệt"
            findings["units", index, "successor"] = (what, unit.successor, "để trống, đơn vị chỉ hết hiệu lực")
        heir = directory.unit(unit.successor, unit.valid_to + timedelta(days=1))
        if heir and not heir.is_valid(unit.valid_to + timedelta(days=1)):
            what = f"«{unit.successor}» chưa có hiệu lực ngay sau {unit.valid_to}"
            findings["units", index, "valid_to"] = (what, str(unit.valid_to), None)
        if _chain_returns(directory, unit):
            findings["units", index, "successor"] = ("chuỗi kế tiếp quay vòng", unit.successor, None)
    return findings


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
    """Names that do not exist, ids that stand twice, dates outside the period, unknown variables, unapproved exits."""
    findings = _unknown_names(plan, office.directory) | _twice(plan)
    houses = {unit.house for unit in office.directory.units}
    if plan.house not in houses:
        findings["house",] = ("không đơn vị nào thuộc cơ quan này", plan.house, nearest(plan.house, houses))
    for path, value, first, last in _dates(data.get("duties"), ("duties",)):
        if last < plan.period.since or first > plan.period.until:
            span = f"từ {plan.period.since} đến {plan.period.until}"
            findings[path] = ("nằm ngoài giai đoạn của kế hoạch", value, span)
    if plan.effective_from > plan.period.until:
        findings["effective_from",] = ("sau khi kế hoạch đã kết thúc", str(plan.effective_from), str(plan.period.until))
    return findings | _unknown_variables(plan) | _unapproved_exits(plan, office) | _of_duties(plan, office)


def _of_duties(plan: Plan, office: Office) -> Findings:
    """What each kind finds wrong by itself."""
    return {
        ("duties", index, *field.split(".")): finding
        for index, duty in enumerate(plan.duties)
        for field, finding in duty.findings(plan, office)
    }


def _unknown_names(plan: Plan, directory: Directory) -> Findings:
    findings: Findings = {}
    slugs = directory.slugs
    near = suggesting(slugs)
    for path, slug in _named(plan):
        if slug not in slugs:
            findings[path] = ("không có đơn vị này trong units.yaml, partners.yaml", slug, near(slug))
        group = directory.group(slug)
        # A group that lacks a member would quietly leave that unit out: better a plan that visibly stands still.
        for member in (group.members or ()) if group else ():
            if member not in slugs:
                findings[path] = (f"nhóm «{slug}» có đơn vị không dùng được", member, "sửa trong units.yaml")
    return findings


def _unknown_variables(plan: Plan) -> Findings:
    findings: Findings = {}
    for index, duty in enumerate(plan.duties):
        for field, text in duty.templates():
            if unknown := sorted(undeclared(text)):
                what = f"mẫu thư không có biến này (có: {', '.join(sorted(ALLOWED_VARIABLES))})"
                hints = dict.fromkeys(hint for one in unknown if (hint := nearest(one, ALLOWED_VARIABLES)))
                findings["duties", index, field] = (what, ", ".join(unknown), ", ".join(hints) or None)
    return findings


def _named(plan: Plan) -> Iterator[tuple[Path, str]]:
    yield ("lead",), plan.lead
    yield ("document", "issuer"), plan.document.issuer
    yield from ((("units", index), slug) for index, slug in enumerate(plan.units))
    for index, duty in enumerate(plan.duties):
        for field, slug in duty.named_slugs():
            yield ("duties", index, *field.split(".")), slug


def _twice(plan: Plan) -> Findings:
    findings: Findings = {}
    ids = Counter(duty.id for duty in plan.duties)
    facts = Counter(plan.facts)
    near = suggesting(facts)
    for index, duty in enumerate(plan.duties):
        if ids[duty.id] > 1:
            findings["duties", index, "id"] = ("hai nhiệm vụ trùng id", duty.id, f"{duty.id}-2")
        for fact in duty.facts:
            if facts[fact] > 1:
                findings["duties", index, "facts"] = ("nội dung của văn bản được ghi hai lần", fact, None)
    for index, one in enumerate(plan.not_scheduled):
        if facts[one.fact] > 1:
            findings["not_scheduled", index, "fact"] = ("nội dung của văn bản được ghi hai lần", one.fact, None)
        if one.same_as and one.same_as not in facts:
            findings["not_scheduled", index, "same_as"] = (
                "không có nội dung này",
                one.same_as,
                near(one.same_as),
            )
    return findings


def _dates(data: Any, path: Path) -> Iterator[tuple[Path, str, date, date]]:
    """Every date, and every year, anywhere in the duties as written: its text, first and last day.

    A year is the value of ``year``, or the key of what is entered for it.
    """
    if isinstance(data, dict):
        for key, value in data.items():
            below = (*path, str(key))
            if isinstance(key, int) and date.min.year < key < date.max.year:
                yield below, str(key), date(key, 1, 1), date(key, 12, 31)
            if key in _CLOSING_KEYS and isinstance(value, date):
                yield below, str(value), date.min, value
                continue
            if key in _YEAR_KEYS and isinstance(value, int) and date.min.year < value < date.max.year:
                yield below, str(value), date(value, 1, 1), date(value, 12, 31)
            else:
                yield from _dates(value, below)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _dates(value, (*path, index))
    elif isinstance(data, date):
        yield path, str(data), data, data


def _unapproved_exits(plan: Plan, office: Office) -> Findings:
    """Nothing may be handed to another house but through an approved step (ADR 0004)."""
    findings: Findings = {}
    what = "nơi nhận ở ngoài cơ quan phải chờ người có tên duyệt"
    hint = "chuyển sang then: {to: [...], approve: required}"
    for index, duty in enumerate(plan.duties):
        for field, slug in duty.named_slugs():
            if field in duty.INTERNAL_RECIPIENTS and (outside := _outside(slug, plan, office.directory)):
                findings["duties", index, *field.split(".")] = (what, outside, hint)
        if duty.collection and duty.collection.from_.units == "all":
            # «units: all» names nobody; whom it means stands at the head of the plan.
            for place, slug in enumerate(plan.units):
                if outside := _outside(slug, plan, office.directory):
                    findings["units", place] = (
                        what,
                        outside,
                        f"bỏ khỏi units, hoặc sửa house trong units.yaml ({duty.id})",
                    )
    return findings


def _outside(slug: str, plan: Plan, directory: Directory) -> str | None:
    """The partner, or the unit of another house, that this slug is or that the group of this slug holds.

    A unit that another house takes over later is outside from the beginning: mail follows whoever took over.
    """
    group = directory.group(slug)
    for member in (group.members or ()) if group else (slug,):
        if directory.partner(member) or directory.houses(member, plan.period.since) - {plan.house}:
            return member
    return None
