"""*Sửa → Sự kiện*: an event is added, moved, called off; whoever knew the former days is told once."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.loading.load import load_config
from dunghen.wording.dates import HANOI
from tests.integration.web.browser import form_at, send

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from dunghen.events.event import Event

PLAN = "?ke-hoach=ke-hoach"
LIST, NEW, STEPS = f"/sua/su-kien{PLAN}", f"/sua/su-kien/moi{PLAN}", f"/sua/su-kien/moc{PLAN}"
EVENT = f"/sua/su-kien/muc{PLAN}&ma=tuan-phim-duc"
DUTY = """\
  - id: tuan-phim
    kind: event
    title: Tuần phim
    facts: [tuan-phim]
    source: {lines: 2, quote: "tuần phim", basis: stated}
    lead: u-1
"""
FILM_WEEK = {
    "title": "Tuần phim Đức",
    "duty": "tuan-phim",
    "status": "confirmed",
    "from": "2027-05-12",
    "to": "2027-05-15",
    "place": "Hà Nội",
}
ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bo//lich//VI
BEGIN:VEVENT
UID:a@bo.invalid
SUMMARY:Triển lãm ảnh
DTSTART;VALUE=DATE:20270601
DTEND;VALUE=DATE:20270604
LOCATION:Huế
END:VEVENT
BEGIN:VEVENT
UID:b@bo.invalid
SUMMARY:Giao ban
DTSTART;VALUE=DATE:20270603
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:c@bo.invalid
SUMMARY:<script>alert(1)</script>
DTSTART;VALUE=DATE:20270610
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def plan_with_events(config: Path) -> None:
    file = config / "plans" / "ke-hoach.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("not_scheduled:", DUTY + "not_scheduled:"), encoding="utf-8")


@pytest.fixture(autouse=True)
def today(application: FastAPI) -> None:
    """thứ Hai 01/3/2027, at the edge alone."""
    application.dependency_overrides[now_in_hanoi] = lambda: datetime(2027, 3, 1, 9, tzinfo=HANOI)


def events(config: Path) -> dict[str, Event]:
    loaded = load_config(config)
    assert loaded.problems == ()
    (plan,) = loaded.sound_plans
    return {one.id: one for one in plan.events}


def test_a_new_event_is_called_after_its_title_for_ever(client: TestClient, config: Path) -> None:
    preview = send(client, NEW, FILM_WEEK, "xem")
    assert "việc mới" in preview.text
    written = send(client, NEW, FILM_WEEK)
    assert written.headers["location"] == f"/dunghen{EVENT}&da-ghi=1"

    send(client, EVENT, {"title": "Tuần phim Pháp"})

    assert events(config)["tuan-phim-duc"].title == "Tuần phim Pháp"
    assert "Từ thứ Tư, 12/05/2027 đến thứ Bảy, 15/05/2027" in client.get(LIST).text
    assert "đã chốt" in client.get(LIST).text


def test_a_second_event_of_the_same_title_gets_a_name_of_its_own(client: TestClient, config: Path) -> None:
    send(client, NEW, FILM_WEEK)
    send(client, NEW, FILM_WEEK)
    assert set(events(config)) == {"tuan-phim-duc", "tuan-phim-duc-2"}


def test_a_second_click_adds_no_second_event(client: TestClient, config: Path) -> None:
    sent = form_at(client, NEW) | {name: [value] for name, value in FILM_WEEK.items()} | {"buoc": ["ghi"]}
    assert [client.post(NEW, data=sent).status_code for _ in range(2)] == [303, 422]
    assert set(events(config)) == {"tuan-phim-duc"}


def test_a_duty_that_leads_to_the_form_is_chosen_there(client: TestClient) -> None:
    assert form_at(client, f"{NEW}&nhiem-vu=tuan-phim")["duty"] == ["tuan-phim"]
    assert form_at(client, f"{NEW}&nhiem-vu=la")["duty"] == [""]


def test_a_move_keeps_the_former_days_and_the_reason(client: TestClient, config: Path) -> None:
    send(client, NEW, FILM_WEEK)
    moved = {"from": "2027-06-02", "to": "2027-06-05", "ly-do-bao-lai": "phía bạn đề nghị"}
    preview = send(client, EVENT, moved, "xem")
    assert "quyết định thứ Hai, 01/03/2027, lịch cũ 12/05/2027 - 15/05/2027" in preview.text

    send(client, EVENT, moved)

    (change,) = events(config)["tuan-phim-duc"].changes
    assert (change.on, change.since, change.until) == (date(2027, 3, 1), date(2027, 5, 12), date(2027, 5, 15))
    assert change.why == "phía bạn đề nghị"


def test_a_slip_of_the_pen_leaves_no_trace(client: TestClient, config: Path) -> None:
    send(client, NEW, FILM_WEEK)
    send(client, EVENT, {"from": "2027-05-11", "chi-sua-loi-go": "1"})
    found = events(config)["tuan-phim-duc"]
    assert (found.since, found.changes) == (date(2027, 5, 11), ())


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_putting_off_and_calling_off_say_when(client: TestClient, config: Path, status: str) -> None:
    send(client, NEW, FILM_WEEK)
    assert send(client, EVENT, {"status": status}).status_code == 303
    (change,) = events(config)["tuan-phim-duc"].changes
    assert (change.on, change.since) == (date(2027, 3, 1), date(2027, 5, 12))


def test_an_event_in_the_calendar_does_not_become_an_idea_again(client: TestClient, config: Path) -> None:
    send(client, NEW, FILM_WEEK)
    answer = send(client, EVENT, {"status": "idea"})
    assert answer.status_code == 422
    assert "chọn hoãn hoặc hủy" in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "x"}, "chữ quá ngắn"),
        ({"from": ""}, "cần ngày bắt đầu"),
        ({"to": "2027-05-01"}, "trước ngày bắt đầu"),
        ({"from": "2031-01-01", "to": ""}, "ngoài giai đoạn"),
        ({"duty": "bao-cao"}, "không có trong danh sách"),
        ({"lead": "khong-co"}, "không có trong danh sách"),
        ({"status": "chac-chan"}, "không có trong danh sách"),
    ],
)
def test_what_cannot_be_is_told_and_not_written(
    client: TestClient, config: Path, change: dict[str, str], said: str
) -> None:
    answer = send(client, NEW, FILM_WEEK | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert not (config / "office" / "events").exists()


def test_the_days_around_every_event_are_the_offices(client: TestClient, config: Path) -> None:
    send(client, NEW, FILM_WEEK)
    sent = form_at(client, STEPS)
    assert (sent["draft"], sent["draft.side"]) == (["10"], ["-wd"])

    written = client.post(STEPS, data=sent | {"draft": ["12"], "press": [], "buoc": ["ghi"]})

    assert written.status_code == 303
    (plan,) = load_config(config).sound_plans
    assert str(plan.event_steps.draft) == "-12wd"
    assert (config / "office/events/ke-hoach.yaml").read_text(encoding="utf-8").count("wd") == 1


def upload(client: TestClient, content: bytes, name: str = "lich.ics") -> tuple[int, str]:
    token = form_at(client, NEW)["csrf"][0]
    answer = client.post(
        f"/sua/su-kien/tep{PLAN}", data={"csrf": token}, files={"tep": (name, content, "text/calendar")}
    )
    return answer.status_code, answer.headers.get("location", answer.text)


def test_a_calendar_file_is_shown_chosen_from_and_written_in_one_decision(client: TestClient, config: Path) -> None:
    status, form = upload(client, ICS.encode())
    assert status == 303
    form = form.removeprefix("/dunghen")
    page = client.get(form).text
    assert "Triển lãm ảnh, từ thứ Ba, 01/06/2027 đến thứ Năm, 03/06/2027" in page
    assert "«Giao ban»: sự kiện lặp lại" in page
    assert "<script>alert" not in page

    sent = form_at(client, form)
    assert len(sent["them"]) == 2
    written = client.post(form, data=sent | {"duty": ["tuan-phim"], "buoc": ["ghi"]})

    assert written.status_code == 303
    assert set(events(config)) == {"trien-lam-anh", "script-alert-1-script"}
    assert events(config)["trien-lam-anh"].uid == "a@bo.invalid"
    # The same file once more: nothing is new.
    assert "«Triển lãm ảnh»: đã có" in client.get(form).text
    assert "&lt;script&gt;" in client.get(LIST).text


def test_what_was_read_from_a_file_can_be_taken_back(client: TestClient, config: Path) -> None:
    form = upload(client, ICS.encode())[1].removeprefix("/dunghen")
    client.post(form, data=form_at(client, form) | {"duty": ["tuan-phim"], "buoc": ["ghi"]})
    token = form_at(client, NEW)["csrf"]
    undo = {"csrf": token, "tep": "events/ke-hoach.yaml", "so": "1", "vi-sao": "nhầm tệp"}
    assert client.post("/sua/hoan-tac", data=undo).status_code == 303
    assert events(config) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"khong phai lich", "Không đọc được tệp lịch"),
        (b"\xff\xfe\0", "Không đọc được"),
        (b"x" * 1_100_000, "1 MB"),
        (b"", "Chưa chọn"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(client: TestClient, content: bytes, said: str) -> None:
    status, text = upload(client, content, "../../<b>lich</b>.ics")
    assert status in (413, 422)
    assert said in text
    assert "<b>lich" not in text


@pytest.mark.parametrize("address", [EVENT, f"{NEW}x", f"/sua/su-kien/nhap{PLAN}&tep={'0' * 64}", f"{LIST}-la"])
def test_what_does_not_exist_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
