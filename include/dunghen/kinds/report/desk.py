"""The form of a report: how often, or what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dunghen.collecting.desk import collection_steps
from dunghen.fields.deadlines import FREQUENCIES, covered_days, recurring
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.report.model import ReportDuty


def _is_locked(form: DutyForm) -> bool:
    return bool(form.signed.get("every")) and "every" not in form.decidable


def _sections(form: DutyForm) -> tuple[Section, ...]:
    if _is_locked(form):
        return ()
    hint = "Văn bản không ấn định hạn: hạn ghi ở đây là thiết lập của văn phòng."
    asked_for = tuple(replace(one, blank=1) for one in inputs_of(ReportDuty, "ad_hoc"))  # type: ignore[call-arg]  # Rows
    return (
        Section("Báo cáo định kỳ", (recurring("every", "Nhịp và hạn nộp", tuple(FREQUENCIES), hint), covered_days())),
        Section("Báo cáo khi có yêu cầu", asked_for),
    )


def _locked(form: DutyForm) -> Iterator[str]:
    if _is_locked(form):
        deadline = recurring("every", "", tuple(FREQUENCIES)).text(form.signed["every"])
        yield f"Hạn do văn bản ấn định, không sửa ở đây: {deadline}. Chỉ các mốc nhắc là của văn phòng."
        if covers := form.signed.get("covers"):
            yield f"Kỳ số liệu: {covered_days().text(covers)}."


DESK = Desk(lambda form: collection_steps(form, "steps"), _sections, _locked)
