"""Whom a duty of a plan may write to unasked, and who among those it names is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dunghen.plans.gap import Gap, Register
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan


def inside(slugs: Iterable[str], plan: Plan, office: Office, day: date) -> tuple[str, ...]:
    """The units meant by these slugs that belong to the plan's house, each once: those that may be written to unasked.

    Partners and offices of another house are left out: what goes to them waits for an approval.
    """
    units = office.directory.expand(slugs, day)
    return tuple(unit.slug for unit in units if unit.house == plan.house)


def left_out(slugs: Iterable[str], plan: Plan, office: Office) -> Iterator[Gap]:
    """Who among these is not of the plan's house, and so gets none of the letters that go unasked (see ``inside``)."""
    directory, named = office.directory, dict.fromkeys(slugs)
    others = [unit.name for unit in directory.expand(named, plan.period.since) if unit.house != plan.house]
    others += [partner.name for partner in map(directory.partner, named) if partner]
    for name in others:
        yield Gap(f"«{name}» ở ngoài cơ quan nên không được gửi thư tự động: văn phòng tự liên hệ")


def unreached(slugs: Iterable[str | None], plan: Plan, office: Office) -> Iterator[Gap]:
    """Of those whom a duty names (None: nobody), who gets none of the letters that go unasked, and why."""
    named = [slug for slug in slugs if slug]
    yield from unlisted(named, office)
    yield from left_out(named, plan, office)


def unlisted(slugs: Iterable[str], office: Office) -> Iterator[Gap]:
    """The groups among these whose members nobody has listed: their units get no letter until somebody does."""
    for group in filter(None, map(office.directory.group, slugs)):
        if not group.members:
            members, why = f"danh sách thành viên của «{group.name}»", "chưa có nên chưa gửi được cho các đơn vị ấy"
            line = f"{members} (units.yaml): {why}"
            yield Gap(f"{members}: {why}", ("members",), Register.GROUPS, group.slug, line)
