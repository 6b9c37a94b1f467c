"""Who reported, and when: one line for each unit that owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dunghen.consolidation.consolidated import Figures, Standing
from dunghen.directory.directory import Directory
from dunghen.testing import a_unit
from tests.unit.consolidation.cases import (
    BAO_CHI,
    CYCLE,
    DIEN_ANH,
    HTQT,
    REJECTED,
    at,
    compiled,
    told,
    unit_of,
)

NOBODY = Figures(expected=3, received=0, on_time=0, late=0, nil=0, missing=3, returned=0, valid_at_first=0)


@pytest.mark.parametrize(
    ("received", "standing"),
    [
        pytest.param(at(27, 16), Standing.ON_TIME, id="Friday 27/11/2026, the last working day before"),
        pytest.param(at(29, 12), Standing.ON_TIME, id="Sunday 29/11/2026"),
        pytest.param(at(29, 23, 59, 59), Standing.ON_TIME, id="the last second of Sunday 29/11/2026"),
        pytest.param(at(30, 0), Standing.LATE, id="Monday 30/11/2026 at 00:00"),
        pytest.param(datetime(2026, 11, 29, 16, 59, tzinfo=UTC), Standing.ON_TIME, id="23:59 in Hà Nội, told in UTC"),
        pytest.param(datetime(2026, 11, 29, 17, 0, tzinfo=UTC), Standing.LATE, id="midnight in Hà Nội, told in UTC"),
        pytest.param(at(3, 9, month=12), Standing.LATE, id="Thursday 03/12/2026, before compiling"),
    ],
)
def test_a_report_is_late_from_midnight_of_30_november_in_ha_noi(received, standing):
    report = compiled([told(DIEN_ANH, received_at=received)])
    assert unit_of(report, DIEN_ANH).standing is standing


def test_a_cycle_without_a_deadline_knows_no_late_report():
    report = compiled([told(DIEN_ANH, received_at=at(3, month=12))], cycle=replace(CYCLE, late_from=None))
    assert unit_of(report, DIEN_ANH).standing is Standing.ON_TIME


def test_a_unit_that_sent_nothing_is_missing():
    report = compiled([])
    assert [unit.standing for unit in report.units] == [Standing.MISSING] * 3
    assert report.figures == NOBODY


def test_what_arrives_after_compiling_is_not_there_yet():
    report = compiled([told(DIEN_ANH, received_at=at(4, 8, 0, 1, month=12))])
    assert unit_of(report, DIEN_ANH).standing is Standing.MISSING


def test_what_arrives_at_the_instant_of_compiling_is_there():
    report = compiled([told(DIEN_ANH, received_at=at(4, 8, month=12))])
    assert unit_of(report, DIEN_ANH).standing is Standing.LATE


def test_only_returned_versions_leave_the_unit_missing_and_say_so():
    report = compiled([told(DIEN_ANH, state=REJECTED), told(DIEN_ANH, state=REJECTED, version=2, received_at=at(25))])
    unit = unit_of(report, DIEN_ANH)
    assert (unit.standing, unit.returned, unit.on_time, unit.version) == (Standing.RETURNED, 2, None, None)
    assert unit.standing.label == "Đã nộp nhưng bị trả lại"
    assert (report.figures.missing, report.figures.returned, report.figures.received) == (3, 1, 0)


def test_the_content_is_the_newest_version_and_the_time_is_the_first():
    report = compiled([told(DIEN_ANH), told(DIEN_ANH, version=2, received_at=at(1, month=12))])
    unit = unit_of(report, DIEN_ANH)
    assert (unit.version, unit.received_at, unit.first_received_at) == (2, at(1, month=12), at(24))
    assert (unit.standing, unit.on_time) == (Standing.ON_TIME, True)


def test_a_version_returned_in_time_and_mended_too_late_is_late():
    report = compiled([told(DIEN_ANH, state=REJECTED), told(DIEN_ANH, version=2, received_at=at(30))])
    unit = unit_of(report, DIEN_ANH)
    assert (unit.standing, unit.valid_at_first, unit.returned) == (Standing.LATE, False, 1)


def test_a_correction_that_is_returned_leaves_the_earlier_version_standing():
    report = compiled([told(DIEN_ANH), told(DIEN_ANH, version=2, state=REJECTED, received_at=at(25))])
    unit = unit_of(report, DIEN_ANH)
    assert (unit.standing, unit.version, unit.valid_at_first, unit.returned) == (Standing.ON_TIME, 1, True, 1)


@pytest.mark.parametrize(("received", "on_time"), [(at(24), True), (at(30), False)])
def test_a_nil_report_keeps_whether_it_came_in_time(received, on_time):
    report = compiled([told(DIEN_ANH, nil=True, received_at=received)])
    unit = unit_of(report, DIEN_ANH)
    assert (unit.standing, unit.on_time) == (Standing.NIL, on_time)


def test_a_full_report_after_a_nil_one_is_no_longer_nil():
    report = compiled([told(DIEN_ANH, nil=True), told(DIEN_ANH, version=2, received_at=at(25))])
    assert unit_of(report, DIEN_ANH).standing is Standing.ON_TIME


def test_the_figures_add_up():
    report = compiled(
        [
            told(HTQT, state=REJECTED, received_at=at(20)),
            told(HTQT, version=2, received_at=at(30)),
            told(DIEN_ANH, nil=True),
        ]
    )
    assert report.figures == Figures(
        expected=3, received=2, on_time=1, late=1, nil=1, missing=1, returned=0, valid_at_first=1
    )
    assert report.figures.completeness == pytest.approx(0.6667, abs=1e-4)
    assert report.figures.timeliness == pytest.approx(0.3333, abs=1e-4)
    assert report.figures.validity == 0.5
    assert [unit.name for unit in report.missing] == ["Cục Báo chí"]
    assert [unit.name for unit in report.late] == ["Cục Hợp tác quốc tế"]


def test_where_nobody_owes_there_are_no_rates():
    figures = compiled([], reporters=()).figures
    assert (figures.completeness, figures.timeliness, figures.validity) == (None, None, None)


def test_a_unit_that_was_not_asked_is_told_and_not_counted():
    report = compiled([told(DIEN_ANH), told("lanh-dao-bo", remarks={"proposals": "Đề nghị thêm."})])
    assert report.figures.received == 1
    assert [(one.unit, one.text) for one in report.proposals] == [("Lãnh đạo Bộ", "Đề nghị thêm.")]


def merged_directory():
    """Cục Cũ became part of Cục Điện ảnh on 01/03/2026."""
    old = a_unit("cuc-cu", name="Cục Cũ", valid_to=date(2026, 2, 28), successor=DIEN_ANH)
    return Directory(units=(old, *(a_unit(slug) for slug in (HTQT, DIEN_ANH, BAO_CHI))))


def test_what_a_merged_unit_sent_stands_for_its_successor():
    report = compiled([told("cuc-cu")], directory=merged_directory())
    assert unit_of(report, DIEN_ANH).standing is Standing.ON_TIME


def test_the_successors_own_report_goes_before_what_the_merged_unit_sent():
    report = compiled(
        [told(DIEN_ANH, received_at=at(10)), told("cuc-cu", nil=True, received_at=at(20))], directory=merged_directory()
    )
    assert unit_of(report, DIEN_ANH).standing is Standing.ON_TIME
