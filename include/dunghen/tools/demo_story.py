"""What the units do in the demonstration: who hands in what, on which day of 2026.

Eighteen units, eighteen files: fourteen units on time (one with nothing to report, one after a first attempt that is
sent back), three late, and one, Viện Văn hóa, Nghệ thuật, Thể thao và Du lịch Việt Nam, never. What the forms say is
made up and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import cycle

from dunghen.submissions.layout import Status
from dunghen.tools.filled_form import Breakage, fill


class Manner(StrEnum):
    """How a form is filled in."""

    WELL = "well"
    NIL = "nil"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class HandIn:
    """A form put into the drop folder."""

    day: date
    unit: str
    manner: Manner = Manner.WELL


STORY = (
    HandIn(date(2026, 11, 3), "cuc-hop-tac-quoc-te"),
    HandIn(date(2026, 11, 3), "vu-ke-hoach-tai-chinh"),
    HandIn(date(2026, 11, 3), "van-phong-bo", Manner.NIL),
    HandIn(date(2026, 11, 10), "cuc-di-san-van-hoa"),
    HandIn(date(2026, 11, 10), "cuc-du-lich-quoc-gia-viet-nam"),
    HandIn(date(2026, 11, 10), "cuc-dien-anh", Manner.WRONG),
    HandIn(date(2026, 11, 18), "cuc-dien-anh"),
    HandIn(date(2026, 11, 18), "cuc-nghe-thuat-bieu-dien"),
    HandIn(date(2026, 11, 18), "vu-khoa-hoc-cong-nghe-dao-tao-va-moi-truong"),
    HandIn(date(2026, 11, 18), "cuc-ban-quyen-tac-gia"),
    HandIn(date(2026, 11, 25), "cuc-the-duc-the-thao-viet-nam"),
    HandIn(date(2026, 11, 25), "cuc-my-thuat-nhiep-anh-va-trien-lam"),
    HandIn(date(2026, 11, 25), "vu-to-chuc-can-bo"),
    HandIn(date(2026, 11, 27), "cuc-thong-tin-co-so-va-thong-tin-doi-ngoai"),
    HandIn(date(2026, 11, 27), "cuc-phat-thanh-truyen-hinh-va-thong-tin-dien-tu"),
    HandIn(date(2026, 12, 1), "cuc-bao-chi"),
    HandIn(date(2026, 12, 1), "cuc-van-hoa-co-so-gia-dinh-va-thu-vien"),
    HandIn(date(2026, 12, 3), "trung-tam-chuyen-doi-so-van-hoa-the-thao-va-du-lich"),
)
"""In order of time. 27/11 is the last day on time."""

_STATUSES = (Status.GOING_ON, Status.GOING_ON, Status.DONE, Status.NOT_BEGUN)
_DIFFICULTIES = {"7": "Minh họa: kinh phí được giao chậm.", "21": "Minh họa: thiếu cán bộ biên dịch."}
_REASON = "Minh họa: chờ bố trí kinh phí; dự kiến thực hiện trong quý II năm 2027."
_REMARKS = {
    "assessment": "Số liệu minh họa: đơn vị triển khai các nhiệm vụ được giao theo Kế hoạch.",
    "contact": "Văn thư đơn vị",
}


def filled_in(form: bytes, manner: Manner) -> bytes:
    """The form as the unit hands it in."""
    if manner is Manner.NIL:
        return fill(form, nil=True)
    return fill(
        form,
        statuses=_status,
        results=lambda tt: "" if _is_not_begun(tt) else f"Số liệu minh họa: kết quả nhiệm vụ {tt}.",
        # Whoever fills in a form in haste gives no reasons: a first attempt shows what such warnings look like.
        difficulties=_DIFFICULTIES if manner is Manner.WRONG else _difficulty,
        proposals={"9": "Minh họa: ưu tiên kinh phí cho Tuần Văn hóa năm sau."},
        remarks=_REMARKS,
        breakages=[Breakage.STATUS_MISSPELT] if manner is Manner.WRONG else [],
    )


def _difficulty(tt: str) -> str:
    return _REASON if _is_not_begun(tt) else _DIFFICULTIES.get(tt, "")


def _is_not_begun(tt: str) -> bool:
    return _status(tt) == Status.NOT_BEGUN


def _status(tt: str) -> str:
    return _BY_ROW.get(tt, Status.GOING_ON).value


_BY_ROW: Mapping[str, Status] = {str(tt): status for tt, status in zip(range(1, 30), cycle(_STATUSES), strict=False)}
