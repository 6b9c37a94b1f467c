"""Calendars to subscribe to: who may, what is in them, and that a moved deadline moves."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.web.access import READS
from dunghen.entrypoints.web.installation import installation
from dunghen.keys import CycleKey
from dunghen.links.signed import FeedLink, FeedOf, Links
from dunghen.links.unit_link import feed_url, plan_feed_url
from dunghen.mail.invitation import deadline_uid
from dunghen.records import Realm
from dunghen.wording.dates import HANOI
from tests.integration.web.made_pages import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Component

CONFIG = Path(__file__).resolve().parents[3] / "config"
PUBLIC = "https://dung-hen.invalid"
PLAN, UNIT = "nq59-2025-2030", "cuc-dien-anh"
UID = deadline_uid(CycleKey(PLAN, "annual-report", "2026"), UNIT)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


@pytest.fixture
def reader(tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("DUNGHEN_CONFIG", str(config))
    monkeypatch.setenv("DUNGHEN_FILES", str(tmp_path / "var"))
    monkeypatch.setenv("DUNGHEN_BASE_URL", PUBLIC)
    monkeypatch.setenv("DUNGHEN_SECRET", "a secret of the office")
    made, served = pages("feeds"), FastAPI()
    made.dependency_overrides[now_in_hanoi] = lambda: datetime(2026, 11, 2, 10, 0, tzinfo=HANOI)
    served.mount("/dunghen", made)
    with TestClient(served) as reader:
        yield reader


def address(*, plan: str = "", unit: str = "") -> str:
    with installation() as (app, _):
        url = plan_feed_url(app, plan) if plan else feed_url(app, unit)
    assert url
    return url.removeprefix(PUBLIC)


def entries(reader: TestClient, path: str) -> dict[str, Component]:
    answer = reader.get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    return {str(one["UID"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_unit_sees_its_deadline_under_the_uid_of_its_mails(reader: TestClient):
    entry = entries(reader, address(unit=UNIT))[UID]
    assert entry.decoded("dtstart") == date(2026, 11, 27)
    assert entry["SEQUENCE"] == 0


def test_a_moved_deadline_moves_its_entry_and_counts_once(reader: TestClient, config: Path):
    path = address(unit=UNIT)
    first = entries(reader, path)
    assert {uid: one["SEQUENCE"] for uid, one in entries(reader, path).items()} == dict.fromkeys(first, 0)
    plan = config / "plans" / f"{PLAN}.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace('before: "11-30"', 'before: "11-20"'), encoding="utf-8")
    for _ in range(2):
        moved = entries(reader, path)[UID]
        assert moved.decoded("dtstart") == date(2026, 11, 19)
        assert moved["SEQUENCE"] == 1


def test_a_plan_shows_its_agenda(reader: TestClient):
    found = entries(reader, address(plan=PLAN)).values()
    compiled = [one for one in found if str(one["SUMMARY"]).startswith("compile: Báo cáo")]
    assert datetime(2026, 12, 4, 1, 0, tzinfo=UTC) in [one.decoded("dtstart") for one in compiled]


def test_a_revoked_or_foreign_link_opens_no_calendar(reader: TestClient):
    path = address(unit=UNIT)
    foreign = Links("a secret of another office", Realm.REHEARSAL).sign_feed(FeedLink(FeedOf.UNIT, UNIT))
    assert reader.get(f"/dunghen/lich/{foreign}.ics").status_code == 404
    with installation() as (app, _):
        app.ledger.set_switch(FeedLink(FeedOf.UNIT, UNIT).switch, "1", by="test", now=datetime(2026, 11, 2, tzinfo=UTC))
    assert reader.get(path).status_code == 404
    assert reader.get(address(unit=UNIT)).status_code == 200


def test_an_operator_finds_the_address_of_a_plans_calendar(reader: TestClient):
    made = reader.app.routes[-1].app  # type: ignore[attr-defined]
    made.dependency_overrides[READS.dependency] = lambda: None
    answer = reader.get("/dunghen/dang-ky-lich", params={"ke-hoach": PLAN})
    assert f'href="{PUBLIC}{address(plan=PLAN)}"' in answer.text
    assert reader.get("/dunghen/dang-ky-lich", params={"ke-hoach": "khong-co"}).status_code == 404
