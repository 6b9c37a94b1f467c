"""What is not known yet of the partners to be greeted, in a few lines rather than one for each partner."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dunghen.directory.occasion import Occasion, OccasionKind
from dunghen.directory.partner import Partner, PartnerClass, ProtocolLevel
from dunghen.kinds.greeting.occasions import OF_STATES, STATELESS, OccasionBook, is_greeted

_NAMED = 4


def gaps(
    book: OccasionBook,
    partners: Sequence[Partner],
    kinds: Collection[OccasionKind],
    classes: Collection[PartnerClass],
    years: range,
) -> Iterator[str]:
    """What the office has still to enter, in Vietnamese.

    Args:
        book: what is known of days.
        partners: the partners of the plan.
        kinds: the kinds of occasion that the duty greets.
        classes: the classes of partners that it greets.
        years: the years of the plan.
    """
    occasions = [one for one in book.occasions if one.kind in kinds]
    # An organisation has no national day: nothing is missing there.
    mine = [
        one
        for one in partners
        if one.partner_class in classes and not (one.partner_class in STATELESS and set(kinds) & OF_STATES)
    ]
    for occasion in occasions:
        concerned = [one for one in mine if is_greeted(one, occasion, classes)]
        yield from _told(
            f"chưa có ngày của dịp «{occasion.name}»", [one for one in concerned if not book.has_day(one, occasion)]
        )
        yield from _years_without(book, occasion, concerned, years)
    left_out = [one for one in mine if not any(is_greeted(one, occasion, classes) for occasion in occasions)]
    yield from _told("chưa đặt dịp nào, nên không gửi", left_out)
    unaddressed = [one for one in mine if not (one.email or one.handed_over or one.do_not_send)]
    yield from _told("chưa có địa chỉ", unaddressed)
    top = [one for one in mine if one.protocol_level is ProtocolLevel.TOP_LEADERS]
    yield from _told("cần chữ ký lãnh đạo cấp cao, Bộ Ngoại giao dự thảo, không soạn ở đây", top)


def _years_without(book: OccasionBook, occasion: Occasion, partners: Sequence[Partner], years: range) -> Iterator[str]:
    """The years in which a rule tells no day, each reason in one line."""
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
        yield from _told(f"chưa có ngày của dịp «{occasion.name}» năm {of_years} ({reason})", concerned)


def _told(what: str, partners: Sequence[Partner]) -> Iterator[str]:
    if partners:
        names = ", ".join(one.name for one in partners[:_NAMED]) + (", …" if len(partners) > _NAMED else "")
        yield f"{what}: {len(partners)} đối tác ({names})"
