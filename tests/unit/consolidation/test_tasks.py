"""The task table: what the lead unit says, what it said last year, what the others add."""

from __future__ import annotations

import pytest

from dunghen.consolidation.consolidated import LeadLine, Statement, StatusCount
from dunghen.records import SubmissionRow
from tests.unit.consolidation.cases import BAO_CHI, DIEN_ANH, HTQT, REJECTED, at, compiled, task_of, told

DONE, GOING_ON, NOT_BEGUN = "Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"
SILENT = "Chưa có báo cáo của đơn vị chủ trì"


def test_a_task_has_the_word_of_its_lead_unit():
    report = compiled([told(DIEN_ANH, SubmissionRow("21", DONE, "02 liên hoan phim"))])
    task = task_of(report, "21")
    assert (task.status, task.per_unit) == (DONE, False)
    assert task.leads == (LeadLine("Cục Điện ảnh", DONE, "", "02 liên hoan phim"),)


def test_the_newest_version_that_counts_is_told():
    report = compiled(
        [
            told(DIEN_ANH, SubmissionRow("21", GOING_ON, "lần một")),
            told(DIEN_ANH, SubmissionRow("21", DONE, "lần hai"), version=2, received_at=at(25)),
            told(DIEN_ANH, SubmissionRow("21", NOT_BEGUN), version=3, received_at=at(26), state=REJECTED),
        ]
    )
    assert task_of(report, "21").leads == (LeadLine("Cục Điện ảnh", DONE, "", "lần hai"),)


def test_every_task_of_the_plan_is_there_though_nobody_reported():
    report = compiled([])
    assert [(task.tt, task.status) for task in report.tasks] == [
        ("1", SILENT),
        ("2", SILENT),
        ("21", SILENT),
        ("27", SILENT),
    ]
    assert task_of(report, "1").lead_names == "Các đơn vị thuộc Bộ"


def test_a_coordinating_unit_does_not_speak_for_the_lead():
    report = compiled([told(HTQT, SubmissionRow("21", DONE, "Đã mời 12 đoàn"))])
    task = task_of(report, "21")
    assert task.status == SILENT
    assert task.coordinators == (Statement("Cục Hợp tác quốc tế", "Đã mời 12 đoàn", "21"),)


def test_a_nil_report_of_the_lead_is_its_word_on_the_task():
    report = compiled([told(DIEN_ANH, nil=True)])
    assert task_of(report, "21").status == "Không phát sinh"


def test_a_lead_that_left_the_task_out_has_not_told_it():
    report = compiled([told(DIEN_ANH, SubmissionRow("1", DONE, "xong"))])
    assert task_of(report, "21").status == SILENT


def test_last_years_word_stands_beside_this_years():
    last = [told(DIEN_ANH, SubmissionRow("21", NOT_BEGUN)), told(BAO_CHI, SubmissionRow("27", GOING_ON))]
    report = compiled([told(DIEN_ANH, SubmissionRow("21", GOING_ON, "đang làm"))], previous=last)
    assert (task_of(report, "21").last_status, task_of(report, "21").status) == (NOT_BEGUN, GOING_ON)
    assert (task_of(report, "27").last_status, task_of(report, "27").status) == (GOING_ON, SILENT)
    assert report.has_previous


def test_a_task_led_by_all_is_told_unit_by_unit():
    report = compiled(
        [
            told(HTQT, SubmissionRow("1", DONE, "xong")),
            told(DIEN_ANH, SubmissionRow("1", GOING_ON, "đang làm")),
        ]
    )
    task = task_of(report, "1")
    assert (task.status, task.per_unit) == ("Khác nhau giữa các đơn vị", True)
    assert [(lead.unit, lead.status) for lead in task.leads] == [
        ("Cục Hợp tác quốc tế", DONE),
        ("Cục Điện ảnh", GOING_ON),
        ("Cục Báo chí", SILENT),
    ]
    assert task.status_counts == {DONE: 1, GOING_ON: 1, SILENT: 1}


def test_a_task_led_by_all_has_the_word_that_all_agree_on():
    report = compiled([told(unit, SubmissionRow("1", GOING_ON, "…")) for unit in (HTQT, DIEN_ANH, BAO_CHI)])
    assert task_of(report, "1").status == GOING_ON


def test_a_group_that_nobody_has_listed_is_led_by_whoever_wrote_about_the_task():
    report = compiled(
        [
            told(BAO_CHI, SubmissionRow("2", DONE, "phối hợp")),
            told(DIEN_ANH, SubmissionRow("2", GOING_ON, "rà soát phim")),
        ]
    )
    task = task_of(report, "2")
    assert [(lead.unit, lead.status) for lead in task.leads] == [("Cục Điện ảnh", GOING_ON)]
    assert [one.unit for one in task.coordinators] == ["Cục Báo chí"]


def test_tasks_are_counted_by_status_in_the_order_of_the_form():
    report = compiled(
        [told(DIEN_ANH, SubmissionRow("21", NOT_BEGUN)), told(BAO_CHI, SubmissionRow("27", DONE, "xong"))],
        previous=[told(DIEN_ANH, SubmissionRow("21", NOT_BEGUN)), told(BAO_CHI, SubmissionRow("27", GOING_ON))],
    )
    assert report.statuses == (
        StatusCount(DONE, 1, 0),
        StatusCount(GOING_ON, 0, 1),
        StatusCount(NOT_BEGUN, 1, 1),
        StatusCount(SILENT, 2, 0),
    )


def test_difficulties_and_proposals_are_verbatim_by_unit_with_the_task():
    report = compiled(
        [
            told(BAO_CHI, remarks={"difficulties": "Thiếu người.", "contact": "024 0000"}),
            told(
                DIEN_ANH,
                SubmissionRow("21", GOING_ON, "…", difficulty="Kinh phí chậm.\r\nThiếu rạp.", proposal="=1+1"),
                remarks={"difficulties": "  ", "assessment": "Đúng tiến độ."},
            ),
        ]
    )
    assert report.difficulties == (
        Statement("Cục Điện ảnh", "Kinh phí chậm.\nThiếu rạp.", "21"),
        Statement("Cục Báo chí", "Thiếu người.", None),
    )
    assert report.proposals == (Statement("Cục Điện ảnh", "=1+1", "21"),)
    assert report.assessments == (Statement("Cục Điện ảnh", "Đúng tiến độ.", None),)


@pytest.mark.parametrize("column", ["status", "result", "difficulty", "proposal"])
def test_what_xml_refuses_is_taken_out_of_every_column_and_joins_no_words(column):
    words = {"status": DONE, "result": "kết quả", column: "a\x00b\x0b\ud800c\ufffe"}
    report = compiled([told(DIEN_ANH, SubmissionRow("21", **words))])
    task = task_of(report, "21")
    said = {task.status, *(lead.result for lead in task.leads)}
    said |= {one.text for one in (*report.difficulties, *report.proposals)}
    assert "a b\n\ufffdc\ufffd" in said
