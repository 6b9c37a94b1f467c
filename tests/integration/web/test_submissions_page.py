"""*Tình hình nộp*, asked of the application: what it shows, what it hands out, and what it costs."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import pytest

from dunghen.records import Problem, Severity, SubmissionState
from dunghen.testing import a_cycle_key, a_submission
from dunghen.wording.dates import HANOI

HEAT_MAP = "/tinh-hinh-nop"
U1 = "/tinh-hinh-nop/ke-hoach/bao-cao/2024/u-1"
IN_TIME = datetime(2024, 11, 20, 9, tzinfo=HANOI)
"""Thứ Tư; the deadline is thứ Sáu, 29/11/2024."""


def handed_in(ledger, store, unit: str, cycle: str = "2024", content: bytes = b"PK report", **changes):
    key = a_cycle_key(cycle, plan="ke-hoach", duty="bao-cao")
    kept = store.put(content)
    return ledger.add_submission(
        a_submission(unit, **{"cycle": key, "received_at": IN_TIME, "sha256": kept, **changes})
    )[0]


def test_a_unit_stands_in_words_and_colour_and_the_rates_are_those_of_all(client, ledger, store):
    handed_in(ledger, store, "u-1")
    page = client.get(HEAT_MAP, params={"den-ky": "2024"}).text
    assert f'<td class="good"><a href="/dunghen{U1}">Đúng hạn</a></td>' in page
    assert page.count('<td class="bad"><a') == 2
    assert '<b>33%</b> <span class="of">1/3</span>' in page
    assert "hạn thứ Sáu, 29/11/2024" in page


def test_what_comes_in_shows_at_the_next_look(client, ledger, store):
    assert client.get(HEAT_MAP, params={"den-ky": "2024"}).text.count('class="bad"><a') == 3
    handed_in(ledger, store, "u-1")
    assert client.get(HEAT_MAP, params={"den-ky": "2024"}).text.count('class="bad"><a') == 2


def test_a_unit_s_name_is_text_and_never_markup(client, ledger, store):
    handed_in(ledger, store, "u-2", original_name="<img src=x onerror=alert(1)>.xlsx")
    for address in (HEAT_MAP, "/tinh-hinh-nop/ke-hoach/bao-cao/2024/u-2"):
        page = client.get(address).text
        assert "<script" not in page
        assert "<img" not in page
        assert "Cục &lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_is_searched_for_is_escaped_too(client):
    page = client.get(HEAT_MAP, params={"ten": '"><script>alert(1)</script>'}).text
    assert "<script" not in page
    assert "Không có đơn vị nào như vậy." in page


def test_the_versions_tell_time_channel_verdict_and_problems_with_sheet_and_cell(client, ledger, store):
    wrong = Problem(Severity.BLOCKER, "empty", "Thiếu kết quả", "Ghi kết quả vào ô", sheet="Nhiệm vụ", cell="E9")
    handed_in(ledger, store, "u-1", content=b"1", state=SubmissionState.REJECTED, rows=(), problems=(wrong,))
    late = datetime(2024, 12, 2, 8, 30, tzinfo=HANOI)
    handed_in(ledger, store, "u-1", content=b"2", received_at=late, channel="inbox")
    page = client.get(U1).text
    assert page.index("Lần nộp 2") < page.index("Lần nộp 1")
    for told in ("08:30, thứ Hai, 02/12/2024", "thư mục nhận tệp", "bị trả lại", "sau hạn", "Nhiệm vụ", "E9"):
        assert told in page
    assert "Thiếu kết quả" in page
    assert "Ghi kết quả vào ô" in page


def test_a_version_is_downloaded_as_it_came_under_a_harmless_name(client, ledger, store):
    kept = handed_in(ledger, store, "u-1", original_name='../../etc/"Báo cáo\r\nSet-Cookie: a=b.xlsx')
    answer = client.get(f"{U1}/tep/{kept.sha256}")
    assert answer.content == b"PK report"
    assert answer.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="_Bao caoSet-Cookie_ a=b.xlsx"; '
        "filename*=UTF-8''_B%C3%A1o%20c%C3%A1oSet-Cookie_%20a%3Db.xlsx"
    )
    assert "set-cookie" not in answer.headers


def test_a_page_that_a_unit_handed_in_is_bytes_and_never_shown(client, ledger, store):
    kept = handed_in(ledger, store, "u-1", content=b"<script>alert(1)</script>", original_name="bao-cao.html")
    answer = client.get(f"{U1}/tep/{kept.sha256}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["..%2F..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "....//....//etc/passwd", "..%5C..%5Csecret", "secret"]
)
def test_no_path_leads_out_of_what_the_unit_handed_in(client, ledger, store, name):
    handed_in(ledger, store, "u-1")
    assert client.get(f"{U1}/tep/{name}").status_code == 404


def test_another_unit_s_file_is_not_found_under_this_one(client, ledger, store):
    other = handed_in(ledger, store, "u-2", content=b"another's")
    assert other.sha256 == sha256(b"another's").hexdigest()
    assert client.get(f"{U1}/tep/{other.sha256}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/tinh-hinh-nop?nhiem-vu=khong/co",
        "/tinh-hinh-nop/ke-hoach/bao-cao/1999/u-1",
        "/tinh-hinh-nop/ke-hoach/bao-cao/2024/khong-co",
        "/tinh-hinh-nop/khong-co/bao-cao/2024/u-1",
    ],
)
def test_what_does_not_exist_is_told_and_not_shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.text


def test_the_number_of_statements_does_not_grow_with_the_rows(client, ledger, store, statements):
    def cost(address: str) -> int:
        statements.clear()
        assert client.get(address).status_code == 200
        return len(statements)

    handed_in(ledger, store, "u-1", content=b"first")
    cost(HEAT_MAP)  # opens the ledger
    few = cost(HEAT_MAP) + 1, cost(U1)  # and once for what has come in since
    for number in range(60):
        handed_in(ledger, store, f"u-{number % 3}", str(2024 + number % 3), content=f"{number}".encode())
    assert (cost(HEAT_MAP), cost(U1)) == few
