"""What changed from one rehearsal to the next, told by the names of the ledger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from dunghen.views.rehearsal import AttachedFile, Mail
from dunghen.views.rehearsal_changes import Change, ChangeKind, Difference, Rehearsing, changes
from dunghen.wording.dates import HANOI
from tests.unit.views.rehearsals import PLAN, a_mail, a_part, a_rehearsed

NOVEMBER = Rehearsing(date(2026, 11, 1), date(2026, 11, 30), None)
UNIT, OTHER = (f"{PLAN}/annual-report/2026/request/{unit}" for unit in ("cuc-dien-anh", "cuc-bao-chi"))


def on(day: int, month: int = 11, hour: int = 8) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=HANOI)


def between(before: list[Mail], after: list[Mail], common: Rehearsing = NOVEMBER) -> list[Change]:
    return changes(a_rehearsed(*before), a_rehearsed(*after), common)


def told(found: list[Change]) -> list[tuple[str, str]]:
    return [(one.kind.value, one.latest.part.key) for one in found]


def differences(mail: dict[str, Any] | None = None, **part: Any) -> tuple[Difference, ...]:
    (change,) = between([a_mail()], [a_mail(a_part(**part), **(mail or {}))])
    assert change.kind is ChangeKind.CHANGED
    return change.differences


def test_the_same_mails_are_no_change() -> None:
    assert between([a_mail()], [a_mail()]) == []


def test_number_and_file_of_a_mail_are_nothing_that_people_see() -> None:
    assert between([a_mail()], [a_mail(number=7, file=f"{PLAN}/khac.eml")]) == []


def test_what_only_one_of_them_has_is_new_or_gone() -> None:
    unit, other = a_mail(a_part(UNIT)), a_mail(a_part(OTHER))

    assert told(between([unit], [unit, other])) == [("new", OTHER)]
    assert told(between([unit, other], [other])) == [("gone", UNIT)]


def test_a_mail_on_another_day_has_moved_and_says_what_else_reads_otherwise() -> None:
    (change,) = between([a_mail(at=on(17))], [a_mail(a_part(text="d" * 64, subject="Còn 12 ngày"), at=on(13))])

    assert change.kind is ChangeKind.MOVED
    assert change.before
    assert change.before.mail.day == date(2026, 11, 17)
    assert change.after
    assert change.after.mail.day == date(2026, 11, 13)
    assert change.differences == (Difference("Tiêu đề", "Báo cáo năm 2026", "Còn 12 ngày"),)
    assert change.texts == ("a" * 64, "d" * 64)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"address": "moi@bo.invalid"}, ("Địa chỉ", "cuc-dien-anh@bo.invalid", "moi@bo.invalid")),
        ({"address": ""}, ("Địa chỉ", "cuc-dien-anh@bo.invalid", "chưa có")),
        ({"addressed": "Quyền Cục trưởng"}, ("Kính gửi", "Cục trưởng Cục Điện ảnh", "Quyền Cục trưởng")),
        ({"subject": "Khác"}, ("Tiêu đề", "Báo cáo năm 2026", "Khác")),
        ({"attachments": ()}, ("Tệp kèm theo", "bieu-mau.xlsx", "không có")),
        ({"outward": True}, ("Ra ngoài cơ quan", "không", "có")),
        ({"approval": True}, ("Phải có người duyệt", "không", "có")),
        ({"html": "d" * 64}, ("Cách trình bày", "", "bản HTML khác trước, lời thư không đổi")),
        (
            {"attachments": (AttachedFile(name="bieu-mau.xlsx", seen="d" * 64),)},
            ("Nội dung tệp kèm theo", "", "bieu-mau.xlsx"),
        ),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)
def test_what_reads_otherwise_is_told_before_and_after(changed: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert differences(**changed) == (Difference(*expected),)


def test_the_header_of_the_mail_is_compared_too() -> None:
    assert differences({"at": on(17, hour=9)}) == (Difference("Giờ gửi", "08:00", "09:00"),)
    sender = "Văn phòng <van-phong@bo.invalid>"
    assert differences({"sender": sender}) == (Difference("Người gửi", "Văn thư <van-thu@bo.invalid>", sender),)


def test_another_text_is_a_change_and_its_layout_is_not_told_besides() -> None:
    (change,) = between([a_mail()], [a_mail(a_part(text="d" * 64, html="e" * 64))])

    assert (change.kind, change.differences) == (ChangeKind.CHANGED, ())
    assert change.texts == ("a" * 64, "d" * 64)


def test_a_message_that_joins_the_mail_of_another_changes_only_itself() -> None:
    apart = [a_mail(a_part(UNIT), at=on(16)), a_mail(a_part(OTHER), at=on(17))]
    together = [a_mail(a_part(OTHER), a_part(UNIT), at=on(17), subject="Đúng Hẹn: 2 việc")]

    assert told(between(apart, together)) == [("moved", UNIT)]


def test_only_days_that_both_have_rehearsed_are_compared() -> None:
    outside = a_mail(a_part(OTHER), at=on(2, month=12))

    assert between([a_mail()], [a_mail(), outside]) == []
    assert told(between([a_mail()], [a_mail(at=on(2, month=12))])) == [("moved", UNIT)]


def test_of_one_plan_only_that_plan_is_compared() -> None:
    other = a_mail(a_part("ke-hoach-khac/bao-cao/2026/request/cuc-bao-chi"), plan="ke-hoach-khac")
    only = Rehearsing(NOVEMBER.first, NOVEMBER.last, PLAN)

    assert between([a_mail(), other], [a_mail()], only) == []
    assert len(between([a_mail(), other], [a_mail()])) == 1


def test_moved_ones_stand_before_changed_new_and_gone_ones() -> None:
    keys = [f"{PLAN}/annual-report/2026/request/u-{number}" for number in range(4)]
    gone, changed, moved, new = (a_part(key) for key in keys)
    before = [a_mail(gone), a_mail(changed), a_mail(moved, at=on(20))]
    after = [a_mail(changed.model_copy(update={"address": "x@bo.invalid"})), a_mail(moved, at=on(19)), a_mail(new)]

    assert [kind for kind, _ in told(between(before, after))] == ["moved", "changed", "new", "gone"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Rehearsing(date(2026, 11, 20), date(2027, 1, 31), None), (date(2026, 11, 20), date(2026, 11, 30), None)),
        (Rehearsing(date(2026, 11, 30), date(2026, 11, 30), PLAN), (date(2026, 11, 30), date(2026, 11, 30), PLAN)),
    ],
)
def test_two_rehearsals_have_their_common_days_in_common(other: Rehearsing, expected: tuple[Any, ...]) -> None:
    assert NOVEMBER.common(other) == other.common(NOVEMBER) == Rehearsing(*expected)


def test_two_plans_or_two_periods_have_nothing_in_common() -> None:
    of_a_plan = Rehearsing(NOVEMBER.first, NOVEMBER.last, PLAN)

    assert of_a_plan.common(Rehearsing(NOVEMBER.first, NOVEMBER.last, "ke-hoach-khac")) is None
    assert NOVEMBER.common(Rehearsing(date(2026, 12, 1), date(2026, 12, 31), None)) is None
