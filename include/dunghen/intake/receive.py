"""Intake: one file in, whatever door it came by; a receipt or the list of its problems out. Nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256 as hashed

from dunghen.app import App
from dunghen.collecting.form_lookup import FormLookup
from dunghen.cycles.extensions import cycle_of
from dunghen.exceptions import UnreadableWorkbookError
from dunghen.keys import OPERATOR, ActionKey, CycleKey
from dunghen.letters.matter import plan_words
from dunghen.letters.writing import party_of
from dunghen.links.unit_link import upload_url
from dunghen.mail.media_types import XLSX
from dunghen.mail.render import render
from dunghen.ports.files import LeftLying
from dunghen.records import Attachment, Draft, Problem, Severity, Submission, SubmissionState
from dunghen.submissions.annotate import annotate
from dunghen.submissions.check import Checked, check
from dunghen.submissions.original_name import shown_name
from dunghen.submissions.paper import Paper, received_on
from dunghen.submissions.read import read_workbook, unreadable
from dunghen.views.unit_report import is_late
from dunghen.wording.dates import local_day

TEMPLATES = __package__ or ""

ANSWER_HOLDS = timedelta(days=30)
"""A receipt or a list of problems that could not be sent for so long is of no use any more."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file.

    ``submission`` is None where nobody can tell whose report it is; the file is kept all the same, under ``sha256``.
    ``known`` tells that exactly this file had been handed in before; ``elsewhere`` that it may belong to a plan that this
    installation was opened without: it is left for one that knows them all.
    """

    submission: Submission | None
    problems: tuple[Problem, ...]
    sha256: str
    known: bool = False
    elsewhere: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the unit has reported by this file."""
        return self.submission is not None and self.submission.counts


def receive(
    app: App,
    content: bytes,
    original_name: str,
    *,
    channel: str,
    now: datetime,
    hint: tuple[CycleKey, str] | None = None,
    lookup: FormLookup | None = None,
    paper: Paper | None = None,
) -> Receipt:
    """Check one file, keep it as the next version of its unit's report, and queue the answer.

    ``original_name`` is data only, kept as ``shown_name`` gives it; no path is ever built from it. ``hint`` is the cycle and the unit as named by the
    person who hands the file in; without it the form's own signed key says whose report it is. ``lookup``: one that has
    found the forms of other files already. ``paper``: what the file was filled in from; then only acceptance is answered
    to the unit, what is wrong with the file is the clerk's to mend.
    """
    sha256, name = app.files.put(content), shown_name(original_name)
    lookup = lookup or FormLookup(app)
    try:
        checked = check(read_workbook(content), expect=lookup, secret=app.secret, hint=hint)
    except UnreadableWorkbookError as error:
        cycle, unit = hint or (None, None)
        checked = Checked(cycle, unit, problems=(unreadable(error),))
    if checked.cycle is None or checked.unit is None or lookup(checked.cycle, checked.unit) is None:
        if app.only and (checked.cycle is None or checked.cycle.plan != app.only):
            return Receipt(None, (), sha256, elsewhere=True)
        _tell_operator(app, sha256, name, checked.problems, now)
        return Receipt(None, checked.problems, sha256)
    submission = Submission(
        cycle=checked.cycle,
        unit=checked.unit,
        version=0,
        state=checked.state,
        received_at=paper.received_at(now) if paper else now,
        channel=channel,
        sha256=sha256,
        original_name=name,
        nil=checked.nil,
        rows=checked.rows,
        remarks={**checked.remarks, **(paper.remarks(now) if paper else {})},
        problems=checked.problems,
    )
    kept, is_new = app.ledger.add_submission(submission)
    if kept.counts or not paper:
        answer(app, kept, content, now)
    return Receipt(kept, kept.problems, sha256, known=not is_new)


def report_nil(
    app: App, cycle: CycleKey, unit: str, *, channel: str, now: datetime, paper: Paper | None = None
) -> Receipt:
    """Keep «nothing to report» as the unit's next version, without a file, and queue the receipt.

    Said twice it is kept once; said after a file it takes the file's place, as any newer version does.
    """
    versions = app.ledger.submissions(cycle, (unit,), taken_back=True)
    held = app.ledger.submissions(cycle, (unit,))
    newest = next((one for one in reversed(held) if one.counts), None)
    if newest and newest.nil:
        answer(app, newest, b"", now)
        return Receipt(newest, (), newest.sha256, known=True)
    # The ledger keeps the same content once; what is said again after a file is said anew.
    content = f"Không phát sinh: {cycle}, {unit}, lần {len(versions) + 1}\n".encode()
    submission = Submission(
        cycle=cycle,
        unit=unit,
        version=0,
        state=SubmissionState.ACCEPTED,
        received_at=paper.received_at(now) if paper else now,
        channel=channel,
        sha256=app.files.put(content),
        original_name=paper.title("không phát sinh") if paper else "báo không phát sinh, không kèm tệp",
        nil=True,
        remarks=paper.remarks(now) if paper else {},
    )
    kept, is_new = app.ledger.add_submission(submission)
    answer(app, kept, content, now)
    return Receipt(kept, (), kept.sha256, known=not is_new)


def answer(app: App, submission: Submission, content: bytes, now: datetime) -> None:
    """Queue the receipt, or the problems with the file and its marked cells, to the unit; once for each version.

    A file that was recorded, and whose answer failed, is answered when it is taken again.
    """
    template = "receipt" if submission.counts else "rejection"
    key = submission.cycle.action(f"{template}-{submission.version}", submission.unit)
    if app.ledger.message(str(key)):
        return
    unit = party_of(app, submission.unit, local_day(now))
    address = unit.address_on(local_day(now)) if unit else None
    if unit is None or address is None:
        return
    plan = app.plans[submission.cycle.plan]
    duty = plan.duty(submission.cycle.duty)
    own = next(one for one in duty.cycles(plan, app.office) if one.name == submission.cycle.cycle)
    cycle = cycle_of(app, submission.cycle, own, submission.unit)
    attachments: tuple[Attachment, ...] = ()
    if not submission.counts and (marked := annotate(content, submission.problems)):
        attachments = (Attachment(f"can-sua-{submission.unit}-{submission.version}.xlsx", XLSX, app.files.put(marked)),)
    context = {
        **plan_words(plan),
        "duty_title": duty.title,
        "cycle_name": cycle.name,
        "unit_name": unit.name,
        "head": unit.head,
        "deadline": cycle.deadline,
        "deadline_text": cycle.deadline_text,
        "clause": duty.source.clause,
        "lines": duty.source.lines,
        "version": submission.version,
        "received_at": submission.received_at,
        "received_on": received_on(submission),
        "original_name": submission.original_name,
        "late": is_late(cycle, submission),
        "nil": submission.nil,
        "blockers": [one for one in submission.problems if one.severity is Severity.BLOCKER],
        "warnings": [one for one in submission.problems if one.severity is Severity.WARNING],
        "has_form": bool(attachments),
        "upload_url": upload_url(app, submission.cycle, submission.unit),
        "operator": app.office.settings.operator,
    }
    rendered = render(template, context, TEMPLATES)
    app.ledger.queue([_draft(key, address, rendered.subject, rendered.text, rendered.html, attachments, now)], now=now)


def _tell_operator(app: App, sha256: str, original_name: str, problems: Sequence[Problem], now: datetime) -> None:
    """A file that nobody can place goes to the operator, whole."""
    lines = [f"Tệp «{original_name}» không rõ của đơn vị nào. Tệp được giữ trong kho và đính kèm thư này."]
    lines += [f"{one.what} {one.remedy}" for one in problems]
    key = ActionKey("intake", "unplaced", local_day(now).isoformat(), f"notice-{sha256[:12]}", OPERATOR)
    attachment = Attachment("tep-khong-ro-nguon.bin", "application/octet-stream", sha256)
    _notify(app, key, "Tệp nộp không rõ nguồn", lines, now, (attachment,))


def tell_left_lying(app: App, lying: LeftLying, now: datetime) -> None:
    """What lies in the drop folder and is never taken is told to the operator, once as it lies; it stays there."""
    lines = [
        f"«{lying.name}» trong thư mục nhận bài {lying.what}, nên không được đọc và vẫn nằm đó.",
        "Hãy xem của ai, lấy biểu báo cáo (.xlsx) bên trong ra đặt thẳng vào thư mục nhận bài, rồi xóa phần còn lại.",
    ]
    which = hashed(f"{lying.name}\n{lying.what}".encode()).hexdigest()[:12]
    key = ActionKey("intake", "left-lying", local_day(lying.since).isoformat(), f"notice-{which}", OPERATOR)
    _notify(app, key, "Thư mục nhận bài có thứ không nhận được", lines, now)


def _notify(
    app: App, key: ActionKey, title: str, lines: list[str], now: datetime, attachments: tuple[Attachment, ...] = ()
) -> None:
    rendered = render("operator-notice", {"title": title, "lines_of_notice": lines})
    email = app.office.settings.operator.email
    app.ledger.queue([_draft(key, email, rendered.subject, rendered.text, rendered.html, attachments, now)], now=now)


def _draft(
    key: ActionKey, address: str, subject: str, text: str, html: str, attachments: tuple[Attachment, ...], now: datetime
) -> Draft:
    return Draft(key, address, subject, text, html, due_at=now, expires_at=now + ANSWER_HOLDS, attachments=attachments)
