"""The money of programmes at the desk: who is reminded of which stage, and the table that the lead gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from dunghen.keys import CycleKey
from dunghen.records import MessageState, Record
from dunghen.testing import a_plan, an_office
from tests.unit.conftest import Desk, morning

if TYPE_CHECKING:
    from dunghen.records import Message

BUDGET = {
    "id": "kinh-phi",
    "kind": "budget",
    "title": "Kinh phí từng chương trình",
    "facts": ["kinh-phi"],
    "source": {
        "lines": "1951-1962; 2026-2028",
        "quote": "lập dự toán gửi Sở Tài chính thẩm định",
        "basis": "stated",
    },
    "lead": "cuc-hop-tac-quoc-te",
    "per": "programme",
    "stages": [{"act": "estimate", "by": "cuc-dien-anh"}, {"act": "appraisal", "by": "cuc-bao-chi"}],
    "expected": {"least_vnd": 180_000_000, "most_vnd": 500_000_000},
    "dates": {2025: {"estimate": date(2025, 3, 14), "appraisal": date(2025, 4, 18)}},
}
CYCLE = CycleKey("nq59-2025-2030", "kinh-phi", "2025")


@pytest.fixture
def reckoning(desk: Desk) -> Desk:
    plan = a_plan(duties=[BUDGET], effective_from=date(2025, 1, 1))
    return replace(desk, plan=plan, office=an_office())


def enter(desk: Desk, what: str, subject: str = "", **values: str | int) -> None:
    record = Record(CYCLE, what, subject, date(2025, 3, 10), "Chuyên viên", morning("2025-03-10"), values)
    desk.ledger.add_record(record)


def told(desk: Desk, step: str, recipient: str) -> Message:
    message = desk.ledger.message(f"{CYCLE}/{step}/{recipient}")
    assert message is not None
    return message


def test_who_does_the_stage_is_told_the_day_and_what_the_document_expects(reckoning: Desk) -> None:
    reckoning.run("2025-02-28")
    message = told(reckoning, "estimate-remind-10", "cuc-dien-anh")
    assert (message.subject or "").startswith("Nhắc, còn 10 ngày làm việc: lập dự toán năm 2025")
    assert "Chậm nhất thứ Sáu, 14/03/2025, còn 10 ngày làm việc." in (message.text or "")
    assert "Văn bản dự kiến 180 - 500 triệu đồng một chương trình" in (message.text or "")
    assert "(dòng 1951–1962; 2026–2028 của bản lưu)" in (message.text or "")


def test_a_stage_that_was_entered_as_done_is_not_reminded_of(reckoning: Desk) -> None:
    enter(reckoning, "estimate")
    reckoning.run("2025-03-12")
    message = told(reckoning, "estimate-remind-2", "cuc-dien-anh")
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, "đã ghi nhận «estimate» ngày 10/03/2025")


def test_an_overdue_stage_is_told_after_its_day(reckoning: Desk) -> None:
    reckoning.run("2025-03-17")
    message = told(reckoning, "estimate-overdue-1", "cuc-dien-anh")
    assert (message.subject or "").startswith("Chưa ghi nhận: lập dự toán năm 2025")
    assert "Ngày đã định: thứ Sáu, 14/03/2025." in (message.text or "")


def test_the_next_stage_names_the_programmes_that_have_not_come_through_it(reckoning: Desk) -> None:
    enter(reckoning, "estimate", "incheon", amount_vnd=200_000_000, title="Đoàn Incheon")
    enter(reckoning, "estimate", "udomxay", amount_vnd=300_000_000, title="Đoàn Udomxay")
    enter(reckoning, "appraisal", "incheon", amount_vnd=190_000_000)
    reckoning.run("2025-04-16")
    text = told(reckoning, "appraisal-remind-2", "cuc-bao-chi").text or ""
    assert "CHƯƠNG TRÌNH CHƯA QUA BƯỚC NÀY\n1. Đoàn Udomxay\n" in text
    assert "2. " not in text.split("VIỆC CẦN LÀM", maxsplit=1)[0]


def test_once_every_programme_has_come_through_a_stage_nobody_is_reminded_of_it(reckoning: Desk) -> None:
    enter(reckoning, "estimate", "incheon", amount_vnd=200_000_000)
    enter(reckoning, "appraisal", "incheon", amount_vnd=190_000_000)
    reckoning.run("2025-04-16")
    message = told(reckoning, "appraisal-remind-2", "cuc-bao-chi")
    assert message.state is MessageState.SUPPRESSED
    assert message.reason == "cả 1 chương trình đã ghi nhận đều qua bước này"


def test_the_lead_gets_the_sums_and_the_table_and_what_lies_outside_the_expected(reckoning: Desk) -> None:
    enter(reckoning, "estimate", "incheon", amount_vnd=180_000_000, title="Đoàn Incheon")
    enter(reckoning, "estimate", "udomxay", amount_vnd=650_000_000, title="Đoàn Udomxay")
    enter(reckoning, "estimate")
    reckoning.run("2025-03-24")
    message = told(reckoning, "estimate-check", "cuc-hop-tac-quoc-te")
    text = message.text or ""
    assert (
        "1. Lập dự toán (Cục Điện ảnh, chậm nhất 14/03/2025): 2 chương trình, cộng 830.000.000 đồng; "
        "đã xong ngày 10/03/2025\n"
    ) in text
    assert (
        "2. Thẩm định dự toán (Cục Báo chí, chậm nhất 18/04/2025): chưa ghi nhận số tiền của chương trình nào" in text
    )
    assert "- Đoàn Udomxay: 650.000.000 đồng nằm trên mức dự kiến 180 - 500 triệu đồng" in text
    (attachment,) = message.attachments
    assert attachment.name == "bang-kinh-phi-2025-estimate.xlsx"
    sheet = openpyxl.load_workbook(BytesIO(reckoning.files.get(attachment.sha256)))["Kinh phí"]
    assert [row[2].value for row in sheet.iter_rows(min_row=5)] == [180_000_000, 650_000_000, 830_000_000]


def test_without_any_amount_the_lead_is_told_so_and_gets_no_file(reckoning: Desk) -> None:
    reckoning.run("2025-03-24")
    message = told(reckoning, "estimate-check", "cuc-hop-tac-quoc-te")
    assert message.state is MessageState.SENT
    assert message.attachments == ()
    assert "chưa ghi nhận số tiền của chương trình nào" in (message.text or "")


def test_of_a_stage_that_was_missed_for_weeks_only_the_newest_notice_goes(reckoning: Desk) -> None:
    reckoning.run("2025-03-25")
    steps = ("estimate-remind-10", "estimate-remind-2", "estimate-overdue-1", "estimate-overdue-5")
    states = [told(reckoning, step, "cuc-dien-anh").state for step in steps]
    assert states == [MessageState.EXPIRED, MessageState.EXPIRED, MessageState.EXPIRED, MessageState.SENT]


def test_a_unit_of_its_own_is_called_by_its_name_and_done_for_itself_alone(desk: Desk) -> None:
    stages = [{"act": "estimate", "by": "cuc-dien-anh"}]
    plan = a_plan(
        duties=[{**BUDGET, "per": "year", "stages": stages, "dates": {2025: {"estimate": date(2025, 3, 14)}}}]
    )
    reckoning = replace(desk, plan=plan, office=an_office())
    enter(reckoning, "estimate", "cuc-dien-anh", amount_vnd=900_000_000)
    reckoning.run("2025-03-12")
    reckoning.run("2025-03-24")
    assert told(reckoning, "estimate-remind-2", "cuc-dien-anh").state is MessageState.SUPPRESSED
    message = told(reckoning, "estimate-check", "cuc-hop-tac-quoc-te")
    assert "1 khoản, cộng 900.000.000 đồng" in (message.text or "")
    sheet = openpyxl.load_workbook(BytesIO(reckoning.files.get(message.attachments[0].sha256)))["Kinh phí"]
    assert sheet["B5"].value == "Cục Điện ảnh"
