"""The page of one plan, asked of the application: a report of every month, «trước ngày 30/11» in a year."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dunghen.keys import CycleKey
from dunghen.testing import a_draft, a_key, a_submission, an_approval
from tests.integration.web.office import UNTIL_TODAY, plan_yaml

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
NEVER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def monthly(files: Path) -> str:
    """The plan asks for a report every month, thirty days before its end, so that a cycle is always open."""
    path = files.parent / "config" / "plans" / "ke-hoach.yaml"
    path.write_text(plan_yaml(UNTIL_TODAY).replace("request: -10d", "request: -40d"), encoding="utf-8")
    return "/ke-hoach/ke-hoach"


def test_the_page_tells_what_the_plan_is_and_how_it_stands(client) -> None:
    shown = client.get("/ke-hoach/ke-hoach").text

    assert "<h1>Kế hoạch thử</h1>" in shown
    assert "01/01/2024 – 31/12/2030" in shown
    assert "đang thực hiện" in shown
    assert "diễn tập: thư chỉ tới hộp thư diễn tập" in shown


def test_what_comes_next_says_when_what_to_whom_and_why(client) -> None:
    shown = client.get("/ke-hoach/ke-hoach").text
    coming = shown[shown.index('id="sap-toi"') : shown.index('id="dang-thu"')]

    assert "Đề nghị — Báo cáo định kỳ, năm " in coming
    assert "Gửi: 3 đơn vị · căn cứ dòng 1 · ngày: cơ quan đặt" in coming


def test_an_open_cycle_shows_how_much_has_come_in(client, monthly: str, ledger) -> None:
    shown = client.get(monthly).text
    assert "Đã nộp <b>0/3</b> (0%)" in shown

    [name] = {part.split('"')[0] for part in shown.split("den-ky=")[1:2]}
    cycle = CycleKey("ke-hoach", "bao-cao", name)
    ledger.add_submission(a_submission("u-1", cycle=cycle, received_at=NOON))

    assert "Đã nộp <b>1/3</b> (33%)" in client.get(monthly).text


def test_letters_lead_into_the_outbox_by_their_state_and_approvals_to_airflow(client, ledger) -> None:
    key = a_key("u-1", plan="ke-hoach", duty="bao-cao")
    ledger.queue([a_draft("u-1", key=key)], now=NOON)
    waiting = an_approval(key="ke-hoach/bao-cao/2026/deliver-outward", subject="Gửi <Bộ>", expires_at=NEVER)
    ledger.request_approval(waiting)
    ledger.request_approval(
        an_approval(key="ke-hoach-khac/bao-cao/2026/deliver-outward", subject="Của kế hoạch khác", expires_at=NEVER)
    )

    shown = client.get("/ke-hoach/ke-hoach").text

    assert 'href="/dunghen/so-thu?ke-hoach=ke-hoach&amp;trang-thai=queued">chờ gửi: 1</a>' in shown
    assert "<b>1 thư chờ duyệt</b>" in shown
    assert "Gửi &lt;Bộ&gt;" in shown
    assert "Của kế hoạch khác" not in shown
    assert 'data-airflow href="/dags/ke-hoach/required_actions?response_received=false"' in shown


def test_the_other_pages_are_linked_with_this_plan_chosen(client) -> None:
    shown = client.get("/ke-hoach/ke-hoach").text

    for address in (
        "/dunghen/lich-viec?ke-hoach=ke-hoach",
        "/dunghen/tinh-hinh-nop?nhiem-vu=ke-hoach/bao-cao",
        "/dunghen/so-thu?ke-hoach=ke-hoach",
        "/dunghen/dang-ky-lich?ke-hoach=ke-hoach",
    ):
        assert f'href="{address}"' in shown
        assert client.get(address.removeprefix("/dunghen")).status_code == 200


def test_the_number_of_queries_does_not_grow_with_units_and_letters(client, monthly: str, ledger, statements) -> None:
    def asked() -> int:
        del statements[:]
        assert client.get(monthly).status_code == 200
        return len(statements)

    asked()
    before = asked()
    ledger.queue([a_draft("u-1", key=a_key("u-1", plan="ke-hoach", step=f"s-{n}")) for n in range(40)], now=NOON)
    for n in range(20):
        ledger.request_approval(an_approval(key=f"ke-hoach/bao-cao/{n}/deliver-outward", expires_at=NEVER))

    assert asked() == before <= 6


@pytest.mark.parametrize("dag_id", ["hong", "broken_plan__hong"])
def test_a_broken_plan_shows_its_problems_with_file_and_line(client, files: Path, dag_id: str) -> None:
    plans = files.parent / "config" / "plans"
    sound = (plans / "ke-hoach.yaml").read_text(encoding="utf-8")
    broken = sound.replace("id: ke-hoach\n", "id: hong\n").replace("status: active", 'status: "act<b>ve"')
    (plans / "hong.yaml").write_text(broken, encoding="utf-8")

    answer = client.get(f"/ke-hoach/{dag_id}")

    assert answer.status_code == 200
    assert "<code>plans/hong.yaml:5</code>" in answer.text
    assert "act&lt;b&gt;ve" in answer.text


def test_a_mended_plan_is_told_apart_from_a_broken_one(client) -> None:
    answer = client.get("/ke-hoach/broken_plan__ke-hoach")

    assert answer.status_code == 200
    assert "Tệp của kế hoạch này đọc được" in answer.text
    assert 'href="/dunghen/ke-hoach/ke-hoach"' in answer.text


def test_the_service_dag_is_explained(client) -> None:
    answer = client.get("/ke-hoach/dunghen_intake")

    assert answer.status_code == 200
    assert "không thuộc kế hoạch nào" in answer.text
    assert 'href="/dunghen/"' in answer.text


def test_an_unknown_dag_is_answered_with_the_plan_that_is_near(client) -> None:
    answer = client.get("/ke-hoach/ke-hoch")

    assert answer.status_code == 404
    assert "Không có kế hoạch nào mang mã «ke-hoch»." in answer.text
    assert 'href="/dunghen/ke-hoach/ke-hoach"' in answer.text


def test_a_plan_that_is_a_draft_promises_nothing(client, files: Path) -> None:
    path = files.parent / "config" / "plans" / "ke-hoach.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: active", "status: draft"), encoding="utf-8")

    shown = client.get("/ke-hoach/ke-hoach").text

    assert '<span class="tag bad">dự thảo</span>' in shown
    assert "dự thảo, không chạy" in shown
    assert "Không kỳ nào đang mở." in shown
