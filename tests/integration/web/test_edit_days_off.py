"""*Sửa → Ngày nghỉ*: the year as a picture; a swap moves what is due; what was entered can be taken away."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.loading.load import load_config
from dunghen.wording.dates import HANOI
from tests.integration.web.browser import send, token_on

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

SWAP = "/sua/ngay-nghi/them?nam=2026"
MONDAY_OFF = {"nghi": "2026-11-30", "lam-bu": "2026-11-28", "van-ban": "Thông báo số 9"}


@pytest.fixture(autouse=True)
def today(application: FastAPI) -> None:
    """thứ Năm 01/10/2026."""
    application.dependency_overrides[now_in_hanoi] = lambda: datetime(2026, 10, 1, 9, tzinfo=HANOI)


def working(config: Path, day: date) -> bool:
    loaded = load_config(config)
    assert loaded.problems == ()
    return loaded.office.calendar.is_working(day)


def test_the_preview_of_a_swap_names_every_act_that_moves(client: TestClient, config: Path) -> None:
    # «trước ngày 30/11»: the last day on time is Chủ nhật 29/11, so thứ Sáu 27/11; with thứ Bảy 28/11 worked, the 28th.
    preview = send(client, SWAP, MONDAY_OFF, "xem").text

    assert "đi làm → <b>nghỉ (Thông báo số 9)</b>" in preview
    moved = re.findall(r"<li>([^<]*) → <b>([^<]*)</b>: ([^<—]*) —", preview)
    assert moved == [
        ("thứ Ba, 17/11/2026", "thứ Tư, 18/11/2026", "Đề nghị"),
        ("thứ Sáu, 04/12/2026", "thứ Hai, 07/12/2026", "Tổng hợp"),
        ("thứ Sáu, 04/12/2026", "thứ Hai, 07/12/2026", "Trình trong cơ quan"),
    ]
    assert not (config / "office").exists()


def test_a_swap_is_written_in_one_decision_and_taken_back_day_by_day(client: TestClient, config: Path) -> None:
    written = send(client, SWAP, MONDAY_OFF)
    assert written.headers["location"] == "/dunghen/sua/ngay-nghi?nam=2026&da-ghi=1"
    assert (working(config, date(2026, 11, 30)), working(config, date(2026, 11, 28))) == (False, True)
    year = client.get("/sua/ngay-nghi?nam=2026").text
    assert "<b>thứ Hai, 30/11/2026</b>" in year
    assert "Thông báo số 9 · không có văn bản này thì đi làm" in year

    removed = send(client, "/sua/ngay-nghi/ngay?ngay=2026-11-30", {"bo": "1"})

    assert removed.status_code == 303
    assert (working(config, date(2026, 11, 30)), working(config, date(2026, 11, 28))) == (True, True)
    assert client.get("/sua/ngay-nghi/ngay?ngay=2026-11-30").status_code == 404


def test_a_day_of_the_signed_table_is_taken_away_and_comes_back_by_undo(client: TestClient, config: Path) -> None:
    # thứ Sáu 02/01/2026 is off by the signed table alone; without it the library says the same or not, so the table is asked.
    day = date(2026, 1, 2)
    assert send(client, f"/sua/ngay-nghi/ngay?ngay={day}", {"bo": "1"}).status_code == 303
    assert day not in load_config(config).office.calendar.overrides
    token = token_on(client, "/sua/nhat-ky")
    undo = {"csrf": token, "tep": "calendar.yaml", "so": "1", "vi-sao": "nhầm"}
    assert client.post("/sua/hoan-tac", data=undo).status_code == 303
    assert load_config(config).office.calendar.overrides[day] is False


def test_a_year_is_announced_with_the_number_of_its_document(client: TestClient, config: Path) -> None:
    assert "Chưa công bố" in client.get("/sua/ngay-nghi?nam=2027").text
    assert send(client, "/sua/ngay-nghi/cong-bo?nam=2027", {"document": "Thông báo 1/TB"}).status_code == 303
    assert not load_config(config).office.calendar.is_provisional(date(2027, 2, 5))
    assert "Đã công bố: Thông báo 1/TB" in client.get("/sua/ngay-nghi?nam=2027").text


def test_the_picture_says_in_words_what_its_colours_say(client: TestClient) -> None:
    year = client.get("/sua/ngay-nghi?nam=2026").text
    assert '<td class="made-up"><a href="/dunghen/sua/ngay-nghi/ngay?ngay=2026-01-10"' in year
    assert 'aria-label="thứ Bảy, 10/01/2026: làm bù"' in year
    assert year.count("<caption>") == 12
    assert "<b>thứ Tư, 02/09/2026</b>" in year


@pytest.mark.parametrize("year", ["1999", "2101", "x"])
def test_a_year_beyond_all_calendars_is_refused(client: TestClient, year: str) -> None:
    assert client.get("/sua/ngay-nghi", params={"nam": year}).status_code == 422
