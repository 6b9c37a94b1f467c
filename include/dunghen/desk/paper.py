"""Ghi nhận bản giấy: a report on paper becomes a version of its unit's; a wrong entry is taken back, and both are kept."""

from __future__ import annotations

from datetime import datetime

from dunghen.app import App
from dunghen.desk.unit_case import UnitCase, unit_case
from dunghen.exceptions import EntryError
from dunghen.intake.receive import Receipt, answer, receive, report_nil
from dunghen.keys import CycleKey
from dunghen.records import TAKEN_BACK, MessageState, Record, Submission, SubmissionState, taken_back_subject
from dunghen.submissions.paper import PAPER, WITHOUT_FIGURES, Paper
from dunghen.wording.dates import local_day


def record_paper(
    app: App, cycle: CycleKey, unit: str, paper: Paper, *, now: datetime, form: tuple[bytes, str] | None, nil: bool
) -> Receipt:
    """Keep a letter on paper as the unit's next version.

    Args:
        app: the open installation.
        cycle: of which it is the report.
        unit: whose it is.
        paper: when it came, and who enters it.
        now: this instant.
        form: the filled-in form (content, name) that the clerk enters for the unit, judged as at every other door; None:
            it counts as handed in, without figures.
        nil: it says that there is nothing to report.

    Raises:
        EntryError: the unit owes nothing in this cycle, the day cannot be, or a form and «không phát sinh» go together.
    """
    case = unit_case(app, cycle, unit)
    if why := paper.why_not(case.request.step.due, local_day(now)):
        raise EntryError(why)
    if nil and form:
        raise EntryError("Chọn một: không phát sinh, hoặc kèm biểu đã điền.")
    if nil:
        return report_nil(app, cycle, case.unit, channel=PAPER, now=now, paper=paper)
    if form:
        content, name = form
        return receive(app, content, name, channel=PAPER, now=now, hint=(cycle, case.unit), paper=paper)
    return _without_form(app, case, paper, now)


def _without_form(app: App, case: UnitCase, paper: Paper, now: datetime) -> Receipt:
    title = paper.title("không kèm biểu điện tử")
    content = f"{title}; {case.cycle}, {case.unit}, ngày {paper.day}\n".encode()
    submission = Submission(
        cycle=case.cycle,
        unit=case.unit,
        version=0,
        state=SubmissionState.ACCEPTED_WITH_WARNINGS,
        received_at=paper.received_at(now),
        channel=PAPER,
        sha256=app.files.put(content),
        original_name=title,
        remarks=paper.remarks(now),
        problems=(WITHOUT_FIGURES,),
    )
    kept, is_new = app.ledger.add_submission(submission)
    if is_new:
        answer(app, kept, content, now)
    return Receipt(kept, kept.problems, kept.sha256, known=not is_new)


def take_back(app: App, cycle: CycleKey, unit: str, version: int, reason: str, *, by: str, now: datetime) -> None:
    """A letter on paper was recorded by mistake: the version stays to be seen, and counts for nothing any more.

    Raises:
        EntryError: there is no such version, it did not come on paper, it has been taken back, or the reason is missing.
    """
    versions = app.ledger.submissions(cycle, (unit,))
    found = next((one for one in versions if one.version == version), None)
    if found is None or found.channel != PAPER:
        raise EntryError(f"Lần nộp {version} không phải bản giấy đang có hiệu lực, nên không rút được.")
    if not reason.strip():
        raise EntryError("Cần ghi lý do rút.")
    subject = taken_back_subject(unit, version)
    app.ledger.add_record(Record(cycle, TAKEN_BACK, subject, local_day(now), by, now, note=reason.strip()))
    receipt = app.ledger.message(str(cycle.action(f"receipt-{version}", unit)))
    if receipt and receipt.state is MessageState.QUEUED:
        why = "bản giấy đã rút lại"
        app.ledger.change(str(receipt.key), MessageState.SUPPRESSED, now=now, by=by, reason=why)
