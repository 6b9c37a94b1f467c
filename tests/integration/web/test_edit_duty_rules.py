"""*Sửa*, duties: what a form never does, and what is told on the way: moves, what goes at once, what is ticked off."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from dunghen.agenda.build import fire_days
from dunghen.kinds.meeting.model import MeetingDuty
from dunghen.loading.load import load_config
from dunghen.wording.dates import long_date, short_date
from tests.integration.web.browser import send
from tests.integration.web.conftest import MONDAY

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

MEETING = "/sua/nhiem-vu?ke-hoach=ngoai-giao-van-hoa-2030&nhiem-vu=hop-thuong-nien"
STATED = "/sua/nhiem-vu?ke-hoach=nq59-2025-2030&nhiem-vu=annual-report"
DRAFT = "/sua/nhiem-vu?ke-hoach=quoc-te-hoa-van-hoa-du-thao&nhiem-vu=bao-cao-ban-bi-thu"
YEARLY = "/sua/nhiem-vu?ke-hoach=nq59-2025-2030&nhiem-vu=ke-hoach-nam-don-vi"


def meeting(config: Path) -> MeetingDuty:
    plan = next(one for one in load_config(config).sound_plans if one.id == "ngoai-giao-van-hoa-2030")
    duty = plan.duty("hop-thuong-nien")
    assert isinstance(duty, MeetingDuty)
    return duty


def test_a_meeting_that_moves_is_told_and_may_move_on(client: TestClient, shipped: Path) -> None:
    today = MONDAY.date()
    assert send(client, MEETING, {"dates.day[0]": "2029-05-16"}).status_code == 303

    preview = send(client, MEETING, {"dates.day[0]": "2029-05-23"}, "xem")
    assert f"dời từ 16/05/2029, báo dời ngày {short_date(today)}" in preview.text
    assert "Thông báo — Họp thường niên" in preview.text
    assert send(client, MEETING, {"dates.day[0]": "2029-05-23", "dates.place[0]": "Hội trường"}).status_code == 303
    assert send(client, MEETING, {"dates.day[0]": "2029-05-16"}).status_code == 303

    (held,) = meeting(shipped).dates
    assert (held.day, held.place) == (date(2029, 5, 16), "Hội trường")
    assert [(move.was, move.on) for move in held.moves] == [(date(2029, 5, 16), today), (date(2029, 5, 23), today)]


def test_a_typing_error_in_a_meetings_day_is_mended_in_silence(client: TestClient, shipped: Path) -> None:
    send(client, MEETING, {"dates.day[0]": "2029-05-16"})

    answer = send(client, MEETING, {"dates.day[0]": "2029-05-15", "dates.neu-doi-ngay[0]": "go-sai"})

    assert answer.status_code == 303
    (held,) = meeting(shipped).dates
    assert (held.day, held.moves) == (date(2029, 5, 15), ())


def test_of_two_meetings_the_one_that_is_left_keeps_its_own_moves(client: TestClient, shipped: Path) -> None:
    send(client, MEETING, {"dates.day[0]": "2028-05-17", "dates.day[1]": "2029-05-16"})
    wrong = send(client, MEETING, {"dates.day[0]": "", "steps.invite[0]": "0"})
    assert wrong.status_code == 422

    assert send(client, MEETING, {"dates.day[0]": ""}).status_code == 303

    assert [(one.day, one.moves) for one in meeting(shipped).dates] == [(date(2029, 5, 16), ())]


def test_a_move_into_the_past_is_refused(client: TestClient, shipped: Path) -> None:
    send(client, MEETING, {"dates.day[0]": "2029-05-16"})

    answer = send(client, MEETING, {"dates.day[0]": "2026-03-04"})

    assert answer.status_code == 422
    assert "phải trước ngày họp (04/03/2026)" in answer.text
    assert meeting(shipped).dates[0].day == date(2029, 5, 16)


def test_the_deadline_that_the_document_states_is_shown_and_no_forged_form_changes_it(
    client: TestClient, shipped: Path
) -> None:
    page = client.get(STATED).text
    assert "«trước ngày 30 tháng 11 hàng năm» — 003_0a4df062fe43253d.txt, dòng 371-377, điểm d khoản 1 mục IV" in page
    assert "Hạn do văn bản ấn định, không sửa ở đây: mỗi năm, trước ngày 30/11 của chính năm ấy" in page
    forged = {"every.nhip": "year", "every.ngay-thang": "15/12", "covers.regime": "calendar", "every": "12-15"}

    assert "Không có gì thay đổi" in send(client, STATED, forged).text
    assert send(client, STATED, {**forged, "steps.request[0]": "45"}).status_code == 303

    plan = next(one for one in load_config(shipped).sound_plans if one.id == "nq59-2025-2030")
    kept = plan.duty("annual-report").model_dump()
    assert kept["every"]["year"]["before"] == "11-30"
    assert str(kept["steps_"]["request"]) == "-45d"
    assert (shipped / "office/plans/nq59-2025-2030.yaml").read_text(encoding="utf-8").split("\n", 2)[2] == (
        "duties:\n  annual-report:\n    steps:\n      request: -45d\n"
    )


def test_a_draft_can_be_edited_and_stays_inert(client: TestClient, shipped: Path) -> None:
    typed = {
        "every.nhip": "year",
        "every.ngay-thang": "15/12",
        "covers.regime": "calendar",
        "steps.request[0]": "30",
        "steps.compile[0]": "3",
        "steps.deliver.to": ["dang-uy-bo-van-hoa-the-thao-va-du-lich"],
    }
    assert "Kế hoạch còn là dự thảo" in client.get(DRAFT).text

    answer = send(client, DRAFT, typed)

    assert answer.status_code == 303, re.findall(r'<p class="fault[^>]*>(.*?)</p>', answer.text)
    config = load_config(shipped)
    draft = next(one for one in config.sound_plans if one.is_draft)
    assert draft.duty("bao-cao-ban-bi-thu").waits(draft) == ()
    assert fire_days(draft, config.office) == ()


def test_the_preview_names_what_would_be_done_at_once(client: TestClient, shipped: Path) -> None:
    soon = MONDAY.date() + timedelta(days=20)

    preview = send(
        client, "/sua/nhiem-vu?ke-hoach=nq59-2025-2030&nhiem-vu=de-an-trung-tam-van-hoa", {"due": str(soon)}, "xem"
    )

    at_once = re.search(r"việc đến hạn ngay.*?</div>", preview.text, re.DOTALL)
    assert at_once
    assert "Nhắc trước hạn — Đề án thành lập mới các trung tâm văn hóa" in at_once[0]
    assert long_date(soon) not in at_once[0]


def test_what_has_no_input_of_its_own_is_ticked_off_with_a_note(client: TestClient, shipped: Path) -> None:
    assert "Cấp phê duyệt" in client.get("/can-cau-hinh").text

    answer = send(client, YEARLY, {"waiting_for": ["cấp phê duyệt"], "note": "Thủ trưởng đơn vị phê duyệt."})

    assert answer.status_code == 303
    plan = next(one for one in load_config(shipped).sound_plans if one.id == "nq59-2025-2030")
    assert plan.duty("ke-hoach-nam-don-vi").waiting_for == ("hạn lập kế hoạch hằng năm (due)", "mẫu kế hoạch")
    assert plan.duty("ke-hoach-nam-don-vi").note == "Thủ trưởng đơn vị phê duyệt."


def test_a_decision_that_was_written_is_no_longer_asked_for_and_counts(client: TestClient, shipped: Path) -> None:
    before = client.get("/can-cau-hinh").text
    assert "đã quyết 0/101" in before

    send(client, YEARLY, {"waiting_for": ["mẫu kế hoạch"], "note": "Mẫu do Cục Hợp tác quốc tế hướng dẫn."})

    shown = client.get("/can-cau-hinh").text
    assert "Mẫu kế hoạch" in before
    assert "Mẫu kế hoạch" not in shown
    assert "đã quyết 1/101" in shown


def test_every_decision_leads_to_the_input_that_settles_it(
    application: FastAPI, client: TestClient, shipped: Path
) -> None:
    routes = {getattr(route, "path", "") for route in application.routes}
    links = {unescape(one) for one in re.findall(r'class="decide" href="([^"]+)"', client.get("/can-cau-hinh").text)}
    assert len(links) > 50

    pages: dict[str, str] = {}
    for link in links:
        parts = urlsplit(link.removeprefix("/dunghen"))
        if parts.path not in routes:
            continue
        address = f"{parts.path}?{parts.query}"
        if address not in pages:
            answer = client.get(address)
            assert answer.status_code == 200, link
            pages[address] = answer.text
        assert not parts.fragment or f'id="{parts.fragment}"' in pages[address], link
    assert sum(one.startswith("/sua/nhiem-vu") for one in pages) == 32


def test_the_plans_page_finds_duties_without_marks_and_names_broken_plans(client: TestClient, shipped: Path) -> None:
    listed = client.get("/sua/ke-hoach", params={"tim": "hop thuong nien"}).text
    assert "Họp thường niên Ban Chỉ đạo" in listed
    assert "Đề án Ngày Văn hóa Kazakhstan" not in listed

    (shipped / "office" / "plans").mkdir(parents=True)
    (shipped / "office" / "plans" / "kazakhstan-2025-2027.yaml").write_text(
        "duties: {khong-co: {}}\n", encoding="utf-8"
    )

    broken = client.get("/sua/ke-hoach").text
    assert "Kế hoạch «kazakhstan-2025-2027» đang có lỗi" in broken
    assert "office/plans/kazakhstan-2025-2027.yaml:1" in broken
    assert client.get("/sua/nhiem-vu?ke-hoach=kazakhstan-2025-2027&nhiem-vu=ky-niem-35-nam").status_code == 404


@pytest.mark.parametrize("query", ["ke-hoach=../settings&nhiem-vu=x", "ke-hoach=nq59-2025-2030&nhiem-vu=khong-co"])
def test_only_duties_that_exist_have_a_form(client: TestClient, shipped: Path, query: str) -> None:
    assert client.get(f"/sua/nhiem-vu?{query}").status_code == 404
