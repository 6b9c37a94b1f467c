"""A heat-map is drawn once for all its readers, and anew as soon as anything that it shows is another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fastapi.responses import HTMLResponse

from dunghen.consolidation.standing import figures
from dunghen.entrypoints.web import page_cache as kept
from dunghen.entrypoints.web.page_cache import cached
from dunghen.loading.config import Config
from dunghen.plans.cycle import Cycle
from dunghen.plans.office import Office
from dunghen.testing import an_office
from dunghen.views.cycle_bars import bar
from dunghen.views.heat_map import Column

DAY = date(2026, 11, 27)


def a_column() -> Column:
    return Column(Cycle("2026", DAY, (DAY, DAY)), {}, figures([]), bar([]))


def a_config(office: Office) -> Config:
    return Config(office, (), (), {})


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(kept, "_pages", type(kept._pages)())
    return []


def look(drawings: list[str], asked: Any, config: Config, columns: list[Column]) -> str:
    def draw() -> HTMLResponse:
        drawings.append("drawn")
        return HTMLResponse(f"page {len(drawings)}")

    return bytes(cached(asked, config, columns, draw).body).decode()


def test_what_has_not_changed_is_drawn_once(drawings):
    config, columns = a_config(an_office()), [a_column()]

    assert [look(drawings, "2026", config, list(columns)) for _ in range(3)] == ["page 1"] * 3


def test_another_column_configuration_or_question_is_drawn_anew(drawings):
    config, columns = a_config(an_office()), [a_column()]
    look(drawings, "2026", config, columns)

    assert look(drawings, "2026", config, [a_column()]) == "page 2"
    assert look(drawings, "2026", a_config(an_office()), columns) == "page 3"
    assert look(drawings, "2027", config, columns) == "page 4"
    assert look(drawings, "2026", config, [*columns, a_column()]) == "page 5"


def test_no_more_pages_are_kept_than_a_process_can_hold(drawings):
    config, columns = a_config(an_office()), [a_column()]
    for number in range(kept.KEPT + 5):
        look(drawings, number, config, columns)

    assert len(kept._pages) == kept.KEPT


def test_what_is_looked_at_stays_and_what_nobody_looks_at_makes_room(drawings, monkeypatch):
    monkeypatch.setattr(kept, "KEPT", 2)
    config, columns = a_config(an_office()), [a_column()]
    first = [look(drawings, asked, config, columns) for asked in ("2025", "2026", "2025", "2027")]

    assert first == ["page 1", "page 2", "page 1", "page 3"]
    assert look(drawings, "2025", config, columns) == "page 1"
    assert look(drawings, "2026", config, columns) == "page 4"
