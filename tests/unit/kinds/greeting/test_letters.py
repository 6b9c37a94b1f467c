"""Greetings from draft to partner: approved early, sent on the day, handed over, refused, remembered a year later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dunghen.keys import CycleKey
from dunghen.records import ApprovalState, MessageState, Realm, Record
from dunghen.running.approve import decide, question
from dunghen.testing import ListMailer, MemoryFiles, MemoryLedger
from tests.unit.conftest import Desk, morning
from tests.unit.kinds.greeting.cases import (
    OCCASIONS,
    PLAN,
    a_country,
    a_greeting_office,
    a_greeting_plan,
    a_partner,
    an_occasion,
)

if TYPE_CHECKING:
    from dunghen.directory.partner import Partner

DUTY = "chuc-mung-quoc-khanh"
CYCLE = CycleKey(PLAN, DUTY, "2025-quoc-khanh-dai-su-quan-ha-lan")
OUTWARD = f"{CYCLE}/deliver-outward"
EMBASSY = f"{OUTWARD}/dai-su-quan-ha-lan"
PAPER = f"{OUTWARD}/so-ngoai-vu"
DRAFT = f"{CYCLE}/draft/so-ngoai-vu"
TO_RECORD = f"{CYCLE}/remind-1/so-ngoai-vu"


def a_desk(partner: Partner | None = None, **plan: Any) -> Desk:
    """A live installation, so that every mail bears its true recipient."""
    office = a_greeting_office(partner or a_partner())
    plan = {"effective_from": date(2025, 3, 1), **plan}
    return Desk(a_greeting_plan(**plan), office, MemoryLedger(Realm.LIVE), ListMailer(), MemoryFiles())


def with_partner(desk: Desk, partner: Partner) -> Desk:
    """The same desk after an edit of ``partners.yaml``."""
    return replace(desk, office=a_greeting_office(partner))


def answer(desk: Desk, day: str, *, approved: bool = True) -> None:
    """A named person answers every question that is open."""
    for asked in desk.ledger.approvals(state=ApprovalState.REQUESTED):
        decide(
            desk.app,
            asked.key,
            approved=approved,
            by="Phó Chủ tịch phụ trách",
            automatic=False,
            reason=None,
            now=morning(day),
        )


def ended(desk: Desk, key: str) -> tuple[MessageState, str | None]:
    message = desk.ledger.message(key)
    assert message is not None
    return message.state, message.reason


def recipients(desk: Desk) -> list[str]:
    return [one.to for one in desk.mailer.sent]


def recorded(desk: Desk, day: str) -> None:
    """The operator records that the signed paper was handed over."""
    desk.ledger.add_record(
        Record(CYCLE, "handed-over", "", date.fromisoformat(day), "Chuyên viên phụ trách", morning(day))
    )


def test_the_draft_goes_to_the_unit_that_proposes_it_with_the_letter_as_a_document() -> None:
    desk = a_desk()
    desk.run("2025-04-04")
    assert recipients(desk) == ["so-ngoai-vu@bo.invalid"]
    message = desk.ledger.message(DRAFT)
    assert message is not None
    assert [one.name for one in message.attachments] == ["thu-chuc-mung-2025-quoc-khanh-dai-su-quan-ha-lan.docx"]
    assert "- Quốc khánh, 26/04/2025" in (message.text or "")
    assert "- Trình người có tên duyệt: thứ Hai, 14/04/2025" in (message.text or "")
    assert "- Gửi thư: thứ Bảy, 26/04/2025" in (message.text or "")
    assert "Sổ không có thư nào gửi đối tác này nhân dịp này năm trước." in (message.text or "")


def test_a_letter_approved_early_waits_for_its_day() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-14")
    for day in ("2025-04-14", "2025-04-15", "2025-04-25"):
        desk.run(day)
        assert "dai-su-quan-ha-lan@doi-tac.invalid" not in recipients(desk)
    desk.run("2025-04-26")
    assert recipients(desk)[-1] == "dai-su-quan-ha-lan@doi-tac.invalid"
    assert ended(desk, EMBASSY)[0] is MessageState.SENT


def test_the_person_who_approves_reads_when_the_letter_will_go() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    (asked,) = desk.ledger.approvals(state=ApprovalState.REQUESTED)
    assert "**Gửi không sớm hơn:** 08:00, thứ Bảy, 26/04/2025" in question(desk.app, asked)


def test_the_letter_goes_as_it_is_without_a_vietnamese_frame_around_it() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-14")
    desk.run("2025-04-26")
    body = desk.mailer.sent[-1].mail.get_body(("plain",))
    assert body is not None
    text = body.get_content().strip()
    assert list(desk.mailer.sent[-1].mail.iter_attachments()) == []
    assert text.startswith("Your Excellency,")
    assert "Kính gửi: dai-su-quan-ha-lan" not in text
    assert "Cục Hợp tác quốc tế" not in text


def with_national_day(desk: Desk, day: str) -> Desk:
    """The same desk after the office has corrected ``countries.yaml``."""
    countries = tuple(
        one if one.iso != "NL" else a_country("NL", day, "1973-04-09", "nl") for one in desk.office.countries
    )
    return replace(desk, office=a_greeting_office(a_partner(), countries=countries))


def test_an_approved_letter_does_not_go_on_a_day_that_has_been_corrected_since() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-14")
    with_national_day(desk, "04-30").run("2025-04-26")
    assert "dai-su-quan-ha-lan@doi-tac.invalid" not in recipients(desk)
    assert ended(desk, EMBASSY) == (
        MessageState.SUPPRESSED,
        "ngày của dịp «Quốc khánh» đã đổi sau khi soạn thư, nay là 30/04/2025",
    )


def test_a_letter_for_an_occasion_that_the_office_has_taken_out_does_not_go() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-14")
    without = a_greeting_office(a_partner(), occasions=OCCASIONS[1:])
    replace(desk, office=without).run("2025-04-26")
    assert ended(desk, EMBASSY) == (MessageState.SUPPRESSED, "dịp này không còn trong lịch chúc mừng của đối tác")


def test_an_occasion_entered_later_beside_an_approved_letter_does_not_stop_it() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-14")
    near = an_occasion("ngay-them", "other", name="ngày do văn phòng thêm", day="04-29")
    replace(desk, office=a_greeting_office(a_partner(), occasions=(*OCCASIONS, near))).run("2025-04-26")
    assert ended(desk, EMBASSY)[0] is MessageState.SENT


def test_the_draft_says_in_which_language_and_on_what_the_occasion_rests() -> None:
    desk, ours = a_desk(), a_desk(a_partner(**{"class": "vietnamese-mission-abroad"}))
    desk.run("2025-04-04")
    ours.run("2025-04-04")
    text, own = (one.ledger.message(DRAFT) for one in (desk, ours))
    assert text is not None
    assert own is not None
    assert "Ngôn ngữ: tiếng Anh, kèm bản gốc tiếng Việt." in (text.text or "")
    assert "Dịp được chúc: Quốc khánh: cơ quan đặt." in (text.text or "")
    assert "Ngôn ngữ: tiếng Việt.\n" in (own.text or "")


def test_silence_is_not_leave_and_the_day_that_passes_is_shown() -> None:
    desk = a_desk()
    for day in ("2025-04-14", "2025-04-26", "2025-04-28"):
        desk.run(day)
    assert "dai-su-quan-ha-lan@doi-tac.invalid" not in recipients(desk)
    assert ended(desk, EMBASSY) == (MessageState.EXPIRED, "hết hiệu lực trước khi gửi được")


def test_a_letter_that_is_not_approved_ends_under_the_name_of_who_refused() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-15", approved=False)
    desk.run("2025-04-26")
    assert "dai-su-quan-ha-lan@doi-tac.invalid" not in recipients(desk)
    assert ended(desk, EMBASSY) == (MessageState.SUPPRESSED, "không được duyệt (Phó Chủ tịch phụ trách)")


def test_running_a_day_again_writes_and_sends_nothing_again() -> None:
    desk = a_desk()
    for day in ("2025-04-04", "2025-04-04", "2025-04-14", "2025-04-14"):
        desk.run(day)
    answer(desk, "2025-04-14")
    for day in ("2025-04-26", "2025-04-26"):
        desk.run(day)
    assert recipients(desk).count("dai-su-quan-ha-lan@doi-tac.invalid") == 1
    assert recipients(desk).count("so-ngoai-vu@bo.invalid") == 1


def test_paper_to_be_handed_over_goes_to_the_lead_once_approved_and_nothing_to_the_partner() -> None:
    desk = a_desk(a_partner(handed_over=True))
    desk.run("2025-04-14")
    assert ended(desk, PAPER)[0] is MessageState.QUEUED
    answer(desk, "2025-04-14")
    desk.run("2025-04-15")
    assert ended(desk, PAPER)[0] is MessageState.SENT
    paper = desk.ledger.message(PAPER)
    assert paper is not None
    assert "trao tận tay" in (paper.text or "")
    assert [one.name for one in paper.attachments] == ["thu-chuc-mung-2025-quoc-khanh-dai-su-quan-ha-lan.docx"]
    assert set(recipients(desk)) == {"so-ngoai-vu@bo.invalid"}


@pytest.mark.parametrize(
    ("approved", "recorded_on", "end"),
    [
        (True, None, (MessageState.SENT, None)),
        (True, "2025-04-25", (MessageState.SUPPRESSED, "đã ghi nhận «handed-over» ngày 25/04/2025")),
        (False, None, (MessageState.SUPPRESSED, "thư chưa được duyệt, không có gì để trao")),
    ],
)
def test_the_lead_is_asked_to_record_the_hand_over_only_while_it_is_open(
    *, approved: bool, recorded_on: str | None, end: tuple[MessageState, str | None]
) -> None:
    desk = a_desk(a_partner(handed_over=True))
    desk.run("2025-04-14")
    answer(desk, "2025-04-14", approved=approved)
    desk.run("2025-04-15")
    if recorded_on:
        recorded(desk, recorded_on)
    desk.run("2025-04-28")
    state, reason = ended(desk, TO_RECORD)
    assert state is end[0]
    assert end[1] is None or reason == end[1]


def test_do_not_send_is_written_down_with_its_reason_and_until_when() -> None:
    barred = {"reason": "đang rà soát quan hệ", "until": date(2025, 12, 31)}
    desk = a_desk(a_partner(do_not_send=barred))
    for day in ("2025-04-04", "2025-04-14"):
        desk.run(day)
    why = (MessageState.SUPPRESSED, "không gửi đến hết 31/12/2025: đang rà soát quan hệ")
    assert ended(desk, DRAFT) == why
    assert ended(desk, EMBASSY) == why
    assert recipients(desk) == []


def test_a_bar_that_is_over_on_the_day_of_sending_stops_nothing() -> None:
    desk = a_desk(a_partner(do_not_send={"reason": "chờ tân Đại sứ", "until": date(2025, 4, 25)}))
    desk.run("2025-04-14")
    answer(desk, "2025-04-15")
    desk.run("2025-04-26")
    assert recipients(desk)[-1] == "dai-su-quan-ha-lan@doi-tac.invalid"


def test_a_bar_entered_after_the_approval_stops_the_letter() -> None:
    desk = a_desk()
    desk.run("2025-04-14")
    answer(desk, "2025-04-14")
    desk = with_partner(desk, a_partner(do_not_send={"reason": "theo chỉ đạo"}))
    desk.run("2025-04-26")
    assert "dai-su-quan-ha-lan@doi-tac.invalid" not in recipients(desk)
    assert ended(desk, EMBASSY) == (MessageState.SUPPRESSED, "không gửi: theo chỉ đạo")


def test_a_letter_that_needs_a_top_leaders_signature_is_refused_with_the_decree() -> None:
    desk = a_desk(a_partner(protocol_level="top-leaders"))
    for day in ("2025-04-04", "2025-04-14"):
        desk.run(day)
    for key in (DRAFT, EMBASSY):
        state, reason = ended(desk, key)
        assert state is MessageState.SUPPRESSED
        assert "Nghị định 18/2022/NĐ-CP, khoản 1 Điều 35" in (reason or "")
    assert desk.ledger.approvals() == ()


def test_last_years_letter_lies_beside_this_years_draft() -> None:
    desk = a_desk(effective_from=date(2024, 2, 15))
    desk.run("2024-04-05")
    desk.run("2024-04-12")
    answer(desk, "2024-04-12")
    desk.run("2024-04-26")
    desk.run("2025-04-04")
    message = desk.ledger.message(DRAFT)
    assert message is not None
    assert "Năm 2024: đã gửi thư (26/04/2024)." in (message.text or "")
    assert [one.name for one in message.attachments] == [
        "thu-chuc-mung-2025-quoc-khanh-dai-su-quan-ha-lan.docx",
        "nam-truoc-thu-chuc-mung-2024-quoc-khanh-dai-su-quan-ha-lan.docx",
    ]


def test_a_letter_that_did_not_go_last_year_is_told_with_its_reason() -> None:
    desk = a_desk(effective_from=date(2024, 2, 15))
    desk.run("2024-04-12")
    answer(desk, "2024-04-15", approved=False)
    desk.run("2025-04-04")
    message = desk.ledger.message(DRAFT)
    assert message is not None
    assert "Năm 2024: không gửi: không được duyệt (Phó Chủ tịch phụ trách) (15/04/2024)." in (message.text or "")


@pytest.mark.parametrize(
    ("realm", "written"),
    [(Realm.REHEARSAL, "dai-su-quan-ha-lan@chua-co-dia-chi.invalid"), (Realm.LIVE, None)],
)
def test_a_partner_without_an_address_is_rehearsed_and_never_written_to(realm: Realm, written: str | None) -> None:
    desk = replace(a_desk(a_partner(email=None)), ledger=MemoryLedger(realm))
    desk.run("2025-04-14")
    message = desk.ledger.message(EMBASSY)
    assert (message.address if message else None) == written
