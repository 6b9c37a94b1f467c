"""*Lịch việc*, asked of the application. The plan's report of 2026 is due «trước ngày 30/11»: thứ Sáu, 27/11/2026."""

from __future__ import annotations

from pathlib import Path

import pytest

NOVEMBER = {"tu": "2026-11-01", "den": "2026-11-30"}


def test_each_day_is_written_out_and_each_act_says_on_what_it_rests(client) -> None:
    shown = client.get("/lich-viec", params=NOVEMBER).text

    assert "<h2>thứ Ba, 17/11/2026</h2>" in shown  # mười ngày trước hạn
    assert "chậm nhất thứ Sáu, 27/11/2026" in shown
    assert "cơ quan đặt" in shown
    assert "dòng 1" in shown


def test_days_in_a_year_without_announced_days_off_are_marked(client) -> None:
    assert "tạm tính" not in client.get("/lich-viec", params=NOVEMBER).text
    listed = client.get("/lich-viec", params={"tu": "2028-11-01", "den": "2028-11-30"}).text
    assert "tạm tính: ngày còn có thể dời" in listed
    assert "tạm tính: lịch nghỉ chưa công bố" in client.get("/lich-viec", params={"thang": "2028-11"}).text


@pytest.mark.parametrize(
    ("chosen", "told"),
    [({"loai": "event"}, "loại «sự kiện, truyền thông»"), ({"don-vi": "bo"}, "đơn vị «Bộ»")],
    ids=["loai", "don-vi"],
)
def test_where_nothing_is_found_the_choice_is_named_and_can_be_dropped(
    client, chosen: dict[str, str], told: str
) -> None:
    shown = client.get("/lich-viec", params={**NOVEMBER, **chosen}).text

    assert f"Không có việc nào từ Chủ nhật, 01/11/2026 đến thứ Hai, 30/11/2026, {told}." in shown
    assert "Sau đó cũng không có việc nào." in shown
    assert 'href="?tu=2026-11-01&amp;den=2026-11-30">Bỏ lọc' in shown


def test_where_nothing_is_found_the_next_day_with_something_is_offered(client) -> None:
    shown = client.get("/lich-viec", params={"tu": "2026-11-01", "den": "2026-11-16", "ke-hoach": "ke-hoach"}).text

    assert "kế hoạch «Kế hoạch thử»" in shown
    assert 'href="?tu=2026-11-17&amp;den=2026-11-17&amp;ke-hoach=ke-hoach">thứ Ba, 17/11/2026</a>' in shown


def test_where_a_plan_waits_for_a_decision_the_page_leads_to_it(client, files: Path) -> None:
    path = files.parent / "config" / "plans" / "ke-hoach.yaml"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "every:" not in line]
    path.write_text(
        "\n".join(kept).replace("    to: u-0", "    to: u-0\n    waiting_for: [ngày nộp]"), encoding="utf-8"
    )

    shown = client.get("/lich-viec", params={**NOVEMBER, "ke-hoach": "ke-hoach"}).text

    assert "Sau đó cũng không có việc nào." in shown
    assert 'href="/dunghen/can-cau-hinh#ke-hoach"' in shown


@pytest.mark.parametrize("asked", [{}, {"thang": "2026-11"}], ids=["list", "month"])
def test_an_unknown_plan_is_answered_with_the_one_that_is_near_and_offers_no_calendar(client, asked) -> None:
    answer = client.get("/lich-viec", params={**asked, "ke-hoach": "ke-hoch"})

    assert answer.status_code == 404
    assert "Không có kế hoạch nào mang mã «ke-hoch». Gần nhất là" in answer.text
    assert 'href="?ke-hoach=ke-hoach">Kế hoạch thử</a>' in answer.text
    assert "dang-ky-lich" not in answer.text


def test_a_calendar_of_an_unknown_plan_is_refused_in_words(client) -> None:
    answer = client.get("/dang-ky-lich", params={"ke-hoach": "ke-hoch"})

    assert answer.status_code == 404
    assert "không có lịch để đăng ký" in answer.text
    assert 'href="/dunghen/ke-hoach/ke-hoach"' in answer.text


def test_a_plan_whose_file_is_broken_is_not_called_unknown(client, files: Path) -> None:
    (files.parent / "config" / "plans" / "hong.yaml").write_text("id: [", encoding="utf-8")

    shown = client.get("/lich-viec", params={"ke-hoach": "hong"}).text

    assert "Tệp của kế hoạch «hong» có lỗi" in shown
    assert 'href="/dunghen/ke-hoach/hong"' in shown


def test_the_list_is_drawn_by_weeks_and_told_in_numbers(client) -> None:
    shown = client.get("/lich-viec", params=NOVEMBER).text

    assert 'aria-label="Số việc theo thời gian: 1 việc; nhiều nhất tuần 16/11/2026 – 22/11/2026: 1 việc."' in shown
    assert '<rect class="k-report"' in shown
    assert 'href="/dunghen/lich-viec?tu=2026-11-16&amp;den=2026-11-22">tuần 16/11/2026 – 22/11/2026</a>' in shown


def test_the_month_links_each_day_to_its_list(client) -> None:
    shown = client.get("/lich-viec", params={"thang": "2026-11", "loai": "report"}).text

    assert 'aria-label="1 việc, thứ Ba, 17/11/2026: 1 báo cáo"' in shown
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
