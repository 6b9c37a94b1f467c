"""*Lịch việc*, asked of the application. The plan's report of 2026 is due «trước ngày 30/11»: thứ Sáu, 27/11/2026."""

from __future__ import annotations

import pytest

NOVEMBER = {"tu": "2026-11-01", "den": "2026-11-30"}


def test_each_day_is_written_out_and_each_act_says_on_what_it_rests(client) -> None:
    shown = client.get("/lich-viec", params=NOVEMBER).text

    assert "<h2>thứ Ba, 17/11/2026</h2>" in shown  # mười ngày trước hạn
    assert "chậm nhất thứ Sáu, 27/11/2026" in shown
    assert "cơ quan đặt" in shown
    assert "dòng 1" in shown


def test_days_in_a_year_without_announced_days_off_are_marked(client) -> None:
    mark = "tạm tính: lịch nghỉ chưa công bố"

    assert mark not in client.get("/lich-viec", params=NOVEMBER).text
    assert mark in client.get("/lich-viec", params={"tu": "2028-11-01", "den": "2028-11-30"}).text
    assert mark in client.get("/lich-viec", params={"thang": "2028-11"}).text


@pytest.mark.parametrize(
    "chosen", [{"loai": "event"}, {"ke-hoach": "khac"}, {"don-vi": "bo"}], ids=lambda one: next(iter(one))
)
def test_what_was_not_chosen_is_not_shown(client, chosen: dict[str, str]) -> None:
    assert "Không có việc nào trong khoảng ngày này." in client.get("/lich-viec", params={**NOVEMBER, **chosen}).text


def test_the_month_links_each_day_to_its_list(client) -> None:
    shown = client.get("/lich-viec", params={"thang": "2026-11", "loai": "report"}).text

    assert 'aria-label="1 việc, thứ Ba, 17/11/2026"' in shown
    assert 'href="?tu=2026-11-17&amp;den=2026-11-17&amp;loai=report"' in shown
    assert 'href="?thang=2026-12&amp;loai=report"' in shown


@pytest.mark.parametrize(
    "asked",
    [{"tu": "hôm qua"}, {"den": "2026-02-30"}, {"thang": "2026-13"}, {"tu": "9999-12-31"}, {"thang": "<script>"}],
    ids=str,
)
def test_what_is_no_day_is_answered_by_the_page_with_a_sentence(client, asked: dict[str, str]) -> None:
    answer = client.get("/lich-viec", params=asked)

    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text
    assert "<button>Xem</button>" in answer.text
