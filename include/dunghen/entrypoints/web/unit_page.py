"""*Nộp báo cáo*: what a unit head opens by the link of a mail. No login; the link opens one unit and one cycle."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from dunghen.collecting.asking_letter import form_data
from dunghen.cycles.extensions import action_of
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.link import Link, Visit, link_page, refusal, visit
from dunghen.entrypoints.web.page import HEADERS, NOW
from dunghen.entrypoints.web.sent_form import MAX_FILE, SENT, TOO_LARGE, SentForm
from dunghen.intake.receive import receive, report_nil
from dunghen.links.delegate import delegates
from dunghen.links.unit_link import PAGE, feed_url, send_new_link
from dunghen.mail.media_types import XLSX
from dunghen.mail.phrases import basis, opened, place, span
from dunghen.submissions.paper import received_words
from dunghen.submissions.sheets import make_form
from dunghen.views.unit_report import unit_report
from dunghen.wording.dates import local_day

router = APIRouter(prefix="/nop/{link}")

CHANNEL = "page"
NO_FILE = "Chưa chọn tệp. Hãy bấm «Chọn tệp», chọn biểu đã điền rồi bấm «Gửi báo cáo»."


@router.get("")
def unit_page(link: Link, version: Annotated[int, Query(alias="lan")] = 0, now: datetime = NOW) -> Response:
    """What is owed and why, by when, how it stands; the form; the history. ``lan``: what became of that version."""
    with visit(link, now) as visitor:
        return _owed(visitor, now, version=version)


@router.get("/bieu-mau.xlsx")
def form(link: Link, now: datetime = NOW) -> Response:
    """The unit's own form."""
    with visit(link, now) as visitor:
        app, found = visitor.app, visitor.opened
        content = make_form(form_data(app, action_of(app, found.action, found.unit.slug), found.unit.slug), app.secret)
        name = f"bao-cao-{found.cycle.cycle}-{found.unit.slug}.xlsx"
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=XLSX, headers=headers)


@router.post("")
def upload(request: Request, link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Take a file; the answer is on the page at once, and goes by mail."""
    with request.app.state.readings.alone(link), visit(link, now) as visitor:
        if sent.too_large:
            return _owed(visitor, now, status=413, trouble=TOO_LARGE)
        if trouble := refusal(sent, link):
            return _owed(visitor, now, status=403, trouble=trouble)
        if sent.content is None:
            return _owed(visitor, now, status=422, trouble=NO_FILE)
        hint = (visitor.opened.cycle, visitor.opened.unit.slug)
        receipt = receive(visitor.app, sent.content, sent.name, channel=CHANNEL, now=now, hint=hint)
        return _seen(link, receipt.submission.version if receipt.submission else 0)


@router.get("/khong-phat-sinh")
def nil(link: Link, now: datetime = NOW) -> Response:
    """Asks whether there is really nothing to report."""
    with visit(link, now) as visitor:
        return _nil(visitor)


@router.post("/khong-phat-sinh")
def nil_report(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Nothing to report, confirmed."""
    with visit(link, now) as visitor:
        if trouble := refusal(sent, link):
            return _nil(visitor, status=403, trouble=trouble)
        receipt = report_nil(visitor.app, visitor.opened.cycle, visitor.opened.unit.slug, channel=CHANNEL, now=now)
        return _seen(link, receipt.submission.version if receipt.submission else 0)


@router.post("/gui-lai")
def send_again(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Send a link that opens to the address on file. The answer is the same for everybody, and tells nothing."""
    if trouble := refusal(sent, link):
        return link_page(link, status=403, trouble=trouble)
    with installation() as (app, _):
        send_new_link(app, link, now)
    return link_page(link, asked=True)


def _owed(visitor: Visit, now: datetime, *, version: int = 0, status: int = 200, trouble: str = "") -> Response:
    app, found = visitor.app, visitor.opened
    action, source = action_of(app, found.action, found.unit.slug), found.action.duty.source
    submissions = [one for one in app.ledger.submissions(found.cycle) if one.unit == found.unit.slug]
    return visitor.page(
        "unit.html",
        status=status,
        trouble=trouble,
        action=action,
        until=found.until,
        basis=basis(source.clause, action.plan.title, source.lines),
        span=span(*action.cycle.covers),
        report=unit_report(action.cycle, submissions, local_day(now), version),
        delegates=[one for one in delegates(app, found) if one.holds],
        largest=MAX_FILE,
        feed=feed_url(app, found.unit.slug),
        operator=app.office.settings.operator,
        place=place,
        opened=opened,
        received=received_words,
    )


def _nil(visitor: Visit, *, status: int = 200, trouble: str = "") -> Response:
    covered = span(*visitor.opened.action.cycle.covers)
    return visitor.page("unit_nil.html", status=status, trouble=trouble, span=covered)


def _seen(link: str, version: int) -> Response:
    """After a form comes a page: who loads that anew sends nothing again."""
    return RedirectResponse(f"{PAGE}/{link}?lan={version}", status_code=303)
