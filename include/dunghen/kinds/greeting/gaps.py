"""What is not known yet of the partners to be greeted, in a few lines rather than one for each partner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from dunghen.directory.occasion import Occasion, OccasionKind
from dunghen.directory.partner import Partner, PartnerClass, ProtocolLevel
from dunghen.kinds.greeting.occasions import OF_STATES, STATELESS, OccasionBook, is_greeted
from dunghen.plans.gap import Gap

_NAMED = 4


def gaps(
    book: OccasionBook,
    partners: Sequence[Partner],
    kinds: Collection[OccasionKind],
    classes: Collection[PartnerClass],
    years: range,
) -> Iterator[Gap]:
    """What the office has still to enter.

    Args:
        book: what is known of days.
        partners: the partners of the plan.
        kinds: the kinds of occasion that the duty greets.
        classes: the classes of partners that it greets.
        years: the years of the plan.
    """
    # An organisation has no national day: nothing is missing there.
    wanted = {*classes} - (STATELESS if OF_STATES.intersection(kinds) else set())
    mine = [partner for partner in partners if partner.partner_class in wanted]
    occasions = [occasion for occasion in book.occasions if occasion.kind in kinds]
    for occasion in occasions:
        yield from _undated(book, occasion, [one for one in mine if is_greeted(one, occasion, classes)], years)
    yield from _unready(mine, occasions, classes)


def _unready(
    partners: Sequence[Partner], occasions: Sequence[Occasion], classes: Collection[PartnerClass]
) -> Iterator[Gap]:
    """Those without any occasion, those without an address, and those to whom others write."""
    ungreeted = (one for one in partners if not any(is_greeted(one, occasion, classes) for occasion in occasions))
    yield from _of_partners("chưa đặt dịp nào, nên không gửi", ungreeted)
    unaddressed = (one for one in partners if not (one.email or one.handed_over or one.do_not_send))
    yield from _of_partners("chưa có địa chỉ", unaddressed)
    top = (one for one in partners if one.protocol_level is ProtocolLevel.TOP_LEADERS)
    yield from _of_partners("cần chữ ký lãnh đạo cấp cao, Bộ Ngoại giao dự thảo, không soạn ở đây", top)


def _undated(book: OccasionBook, occasion: Occasion, partners: Sequence[Partner], years: range) -> Iterator[Gap]:
    """Those without any day, and the years in which a rule tells none, each reason in one line."""
    what = f"chưa có ngày của dịp «{occasion.name}»"
    yield from _of_partners(what, (one for one in partners if not book.has_day(one, occasion)))
    found: dict[tuple[str, tuple[int, ...]], list[Partner]] = {}
    for partner in partners:
        why: dict[str, tuple[int, ...]] = {}
        for year in years:
            if reason := book.why_unknown(partner, occasion, year):
                why[reason] = (*why.get(reason, ()), year)
        for same in why.items():
            found.setdefault(same, []).append(partner)
    for (reason, unknown), concerned in found.items():
        of_years = ", ".join(map(str, unknown))
        yield from _of_partners(f"{what} năm {of_years} ({reason})", concerned)


def _of_partners(what: str, partners: Iterable[Partner]) -> Iterator[Gap]:
    if names := [partner.name for partner in partners]:
        first = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield Gap(f"{what}: {len(names)} đối tác ({first})")
