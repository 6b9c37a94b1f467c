"""How units stand in the heat-map: the states, the rates, which cycles are shown, and in which order units come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from dunghen.consolidation.consolidated import Standing
from dunghen.records import SubmissionState
from dunghen.testing import REPORTING_UNITS, a_cycle_key, a_plan, a_submission, a_unit, an_office, default_units
from dunghen.views.heat_map import CellState, answered_for, column, cycles_to_show, newest_asked, rows, state_of, units
from dunghen.wording.dates import HANOI

HTQT, DIEN_ANH, BAO_CHI = REPORTING_UNITS
PLAN = a_plan()
OFFICE = an_office()
DUTY = PLAN.duties[0]
COLLECTING: Any = DUTY.collection
CYCLES = {cycle.name: cycle for cycle in DUTY.cycles(PLAN, OFFICE)}
OF_2026 = CYCLES["2026"]
"""Chậm nhất thứ Sáu, 27/11/2026; thứ Hai, 30/11/2026 is late."""
REJECTED = SubmissionState.REJECTED


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=HANOI)


def told(unit: str, at: datetime, **changes):
    return a_submission(unit, cycle=a_cycle_key(), received_at=at, **changes)


def standing(*submissions):
    return column(OF_2026, COLLECTING, PLAN, OFFICE, submissions, {})


@pytest.mark.parametrize(
    ("submissions", "today", "state"),
    [
        ((told(DIEN_ANH, on(27, 23)),), date(2026, 12, 1), CellState.ON_TIME),
        ((told(DIEN_ANH, on(29, 23)),), date(2026, 12, 1), CellState.ON_TIME),
        ((told(DIEN_ANH, on(30, 0)),), date(2026, 12, 1), CellState.LATE),
        ((told(DIEN_ANH, on(24), nil=True, rows=()),), date(2026, 12, 1), CellState.NIL),
        ((told(DIEN_ANH, on(24), state=REJECTED),), date(2026, 12, 1), CellState.RETURNED),
        (
            (told(DIEN_ANH, on(24), state=REJECTED), told(DIEN_ANH, on(30), version=2)),
            date(2026, 12, 1),
            CellState.LATE,
        ),
        ((), date(2026, 11, 29), CellState.OWED),
        ((), date(2026, 11, 30), CellState.OVERDUE),
        ((told(BAO_CHI, on(24)),), date(2026, 11, 30), CellState.OVERDUE),
    ],
)
def test_a_unit_stands_in_exactly_one_way(submissions, today, state):
    assert standing(*submissions).state(DIEN_ANH, today) is state


def test_a_unit_that_owes_nothing_has_no_state():
    assert standing(told("vu-la", on(24))).state("vu-la", date(2026, 12, 1)) is None


def test_where_nothing_is_owed_by_a_day_nothing_is_overdue():
    from dataclasses import replace

    assert state_of(Standing.MISSING, replace(OF_2026, late_from=None), date(2030, 1, 1)) is CellState.OWED


def test_every_state_says_in_words_what_its_colour_says():
    assert {state: (state.label, state.tone) for state in CellState} == {
        CellState.ON_TIME: ("Đúng hạn", "good"),
        CellState.LATE: ("Muộn", "warn"),
        CellState.NIL: ("Không phát sinh", "pale"),
        CellState.RETURNED: ("Bị trả lại", "back"),
        CellState.OWED: ("Chưa nộp, còn hạn", "open"),
        CellState.OVERDUE: ("Chưa nộp, quá hạn", "bad"),
    }


def test_the_rates_of_a_cycle_count_all_who_owed():
    figures = standing(
        told(DIEN_ANH, on(24), state=REJECTED), told(DIEN_ANH, on(30), version=2), told(BAO_CHI, on(24))
    ).figures
    assert (figures.expected, figures.received, figures.on_time, figures.late) == (3, 2, 1, 1)
    assert figures.valid_at_first == 1


def test_what_a_rehearsal_of_a_later_day_has_put_there_is_shown():
    assert standing(told(DIEN_ANH, datetime(2090, 1, 1, tzinfo=HANOI))).state(DIEN_ANH, date(2026, 1, 1)) is (
        CellState.LATE
    )


@pytest.mark.parametrize(
    ("name", "state", "slugs"),
    [
        ("", None, [HTQT, DIEN_ANH, BAO_CHI]),
        ("CỤC B", None, [BAO_CHI]),
        ("cục", CellState.OVERDUE, [HTQT, BAO_CHI]),
        ("điện ảnh", CellState.OVERDUE, []),
    ],
)
def test_units_come_in_the_order_of_the_plan_and_can_be_chosen(name, state, slugs):
    found = units([standing(told(DIEN_ANH, on(24)))], date(2026, 12, 1), name=name, state=state)
    assert list(found) == slugs


def test_a_row_has_one_state_for_each_cycle_the_oldest_first():
    earlier = column(CYCLES["2025"], COLLECTING, PLAN, OFFICE, (), {})
    chosen = [(HTQT, "Cục Hợp tác quốc tế"), (DIEN_ANH, "Cục Điện ảnh"), (BAO_CHI, "Cục Báo chí")]
    found = rows([earlier, standing(told(DIEN_ANH, on(24)))], chosen, date(2026, 11, 29))
    assert {row.slug: row.states for row in found} == {
        HTQT: (CellState.OVERDUE, CellState.OWED),
        DIEN_ANH: (CellState.OVERDUE, CellState.ON_TIME),
        BAO_CHI: (CellState.OVERDUE, CellState.OWED),
    }


def test_where_there_are_no_cycles_there_are_no_units():
    assert units([], date(2026, 12, 1)) == {}


@pytest.mark.parametrize(
    ("effective_from", "first"),
    [
        (date(2025, 1, 1), "2025"),
        (date(2025, 12, 5), "2025"),  # thứ Sáu, the day on which the cycle of 2025 is locked
        (date(2025, 12, 8), "2026"),
    ],
)
def test_cycles_that_had_passed_before_the_plan_began_are_left_out(effective_from, first):
    plan = a_plan(effective_from=effective_from)
    assert cycles_to_show(DUTY.cycles(plan, OFFICE), plan)[0].name == first


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (date(2025, 1, 1), "2025"),  # nobody has been asked yet
        (date(2026, 10, 27), "2025"),  # thứ Ba, the day before the request
        (date(2026, 10, 28), "2026"),  # thứ Tư
        (date(2099, 1, 1), "2030"),
    ],
)
def test_the_newest_cycle_is_the_one_that_was_asked_for_last(today, newest):
    cycles = cycles_to_show(CYCLES.values(), PLAN)
    assert cycles[newest_asked(cycles, COLLECTING, OFFICE, today)].name == newest


def test_a_merged_unit_is_answered_for_by_its_successor_from_the_day_of_the_merger():
    merged = a_unit("vu-cu", valid_to=date(2026, 6, 30), successor=DIEN_ANH)
    directory = an_office(units=[*default_units(), merged]).directory
    assert answered_for(DIEN_ANH, directory, date(2026, 11, 27)) == {DIEN_ANH, "vu-cu"}
    assert answered_for(DIEN_ANH, directory, date(2026, 6, 30)) == {DIEN_ANH}
    assert answered_for("khong-co", directory, date(2026, 6, 30)) == {"khong-co"}
