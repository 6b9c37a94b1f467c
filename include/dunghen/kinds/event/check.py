"""Checks of a plan's event calendar that reach across it and its plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dunghen.events.event import Event
from dunghen.kinds.event.model import EventDuty
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.values.problem import Finding, Findings, Path, UnknownName
from dunghen.wording.nearest import suggesting


def check_events(plan: Plan, office: Office) -> Findings:
    """Duties and units that do not exist, days outside the plan or its duty's year, ids that stand twice."""
    yield from _unknown_names(plan, office)
    yield from _unapproved_reviewers(plan, office)
    ids = Counter(event.id for event in plan.events)
    duties = {duty.id: duty for duty in plan.duties if isinstance(duty, EventDuty)}
    near = suggesting(duties)
    for index, event in enumerate(plan.events):
        at: Path = ("events", index)
        if ids[event.id] > 1:
            yield (*at, "id"), ("mã sự kiện ghi hai lần", event.id, None)
        duty = duties.get(event.duty)
        if duty is None:
            what = "không phải nhiệm vụ loại event của kế hoạch"
            yield (*at, "duty"), UnknownName(what, event.duty, near(event.duty))
        else:
            yield from _of_duty(event, duty, at)
        for key, day in (("from", event.since), ("to", event.until)):
            if day and not plan.period.contains(day):
                span = f"từ {plan.period.since} đến {plan.period.until}"
                yield (*at, key), ("nằm ngoài giai đoạn của kế hoạch", str(day), span)


def _of_duty(event: Event, duty: EventDuty, at: Path) -> Iterator[tuple[Path, Finding]]:
    if duty.is_around:
        what = "nhiệm vụ này làm quanh mọi sự kiện, không có sự kiện riêng"
        yield (*at, "duty"), (what, event.duty, None)
    if not (event.lead or duty.lead):
        yield (*at, "lead"), ("văn bản không nêu đơn vị chủ trì: ghi lead của sự kiện", None, None)
    if duty.year and event.since and event.since.year != duty.year:
        yield (*at, "from"), (f"văn bản ghi năm {duty.year}", str(event.since), None)


def _unknown_names(plan: Plan, office: Office) -> Findings:
    slugs = office.directory.slugs
    named: list[tuple[Path, str]] = [
        (("events", index, field), slug)
        for index, event in enumerate(plan.events)
        for field, slug in event.named_slugs()
    ]
    named += [(("steps", field), slug) for field, slug in plan.event_steps.named_slugs()]
    what = "không có đơn vị này trong units.yaml, partners.yaml"
    near = suggesting(slugs)
    yield from ((path, UnknownName(what, slug, near(slug))) for path, slug in named if slug not in slugs)


def _unapproved_reviewers(plan: Plan, office: Office) -> Findings:
    """Who reviews gets mail without anybody's approval, so it must be of the house (ADR 0004)."""
    for slug in plan.event_steps.reviewers:
        unit = office.directory.unit(slug, plan.period.since)
        if office.directory.partner(slug) or (unit and unit.house != plan.house):
            yield ("steps", "reviewers"), ("đơn vị thẩm định phải thuộc cơ quan", slug, None)
