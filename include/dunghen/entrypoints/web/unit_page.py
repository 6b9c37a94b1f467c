"""*Nộp báo cáo*: what a unit head opens by the link of a mail. No login; the link opens one unit and one cycle."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from dunghen.app import App
from dunghen.collecting.asking_letter import form_data
from dunghen.cycles.extensions import action_of
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.link import Link, closed, refusal
from dunghen.entrypoints.web.page import HEADERS, NOW, page
from dunghen.entrypoints.web.sent_form import MAX_FILE, SENT, TOO_LARGE, SentForm
from dunghen.intake.receive import receive, report_nil
from dunghen.links.delegate import delegates
from dunghen.links.unit_link import PAGE, Opened, feed_url, open_link, send_new_link
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
    with installation() as (app, _):
        found = open_link(app, link, now)
        return _owed(app, found, link, now, version=version) if found else closed(link)


@router.get("/bieu-mau.xlsx")
def form(link: Link, now: datetime = NOW) -> Response:
    """The unit's own form."""
    with installation() as (app, _):
        found = open_link(app, link, now)
        if found is None:
            return closed(link)
        content = make_form(form_data(app, action_of(app, found.action, found.unit.slug), found.unit.slug), app.secret)
        name = f"bao-cao-{found.cycle.cycle}-{found.unit.slug}.xlsx"
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=XLSX, headers=headers)


@router.post("")
def upload(request: Request, link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Take a file; the answer is on the page at once, and goes by mail."""
    with request.app.state.readings.alone(link), installation() as (app, _):
        found = open_link(app, link, now)
        if found is None:
            return closed(link)
        if sent.too_large:
            return _owed(app, found, link, now, status=413, trouble=TOO_LARGE)
        if trouble := refusal(sent, link):
            return _owed(app, found, link, now, status=403, trouble=trouble)
        if sent.content is None:
            return _owed(app, found, link, now, status=422, trouble=NO_FILE)
        hint = (found.cycle, found.unit.slug)
        receipt = receive(app, sent.content, sent.name, channel=CHANNEL, now=now, hint=hint)
        return _seen(link, receipt.submission.version if receipt.submission else 0)


@router.get("/khong-phat-sinh")
def nil(link: Link, now: datetime = NOW) -> Response:
    """Asks whether there is really nothing to report."""
    with installation() as (app, _):
        found = open_link(app, link, now)
        return _nil(found, link) if found else closed(link)


@router.post("/khong-phat-sinh")
def nil_report(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Nothing to report, confirmed."""
    with installation() as (app, _):
        found = open_link(app, link, now)
        if found is None:
            return closed(link)
        if trouble := refusal(sent, link):
            return _nil(found, link, status=403, trouble=trouble)
        receipt = report_nil(app, found.cycle, found.unit.slug, channel=CHANNEL, now=now)
        return _seen(link, receipt.submission.version if receipt.submission else 0)


@router.post("/gui-lai")
def send_again(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Send a link that opens to the address on file. The answer is the same for everybody, and tells nothing."""
    if trouble := refusal(sent, link):
        return page("link_closed.html", status=403, link=link, csrf=csrf.token(link), trouble=trouble, asked=False)
    with installation() as (app, _):
        send_new_link(app, link, now)
    return page("link_closed.html", link=link, csrf=csrf.token(link), trouble="", asked=True)


def _owed(
    app: App, found: Opened, link: str, now: datetime, *, version: int = 0, status: int = 200, trouble: str = ""
) -> Response:
    action, source = action_of(app, found.action, found.unit.slug), found.action.duty.source
    submissions = [one for one in app.ledger.submissions(found.cycle) if one.unit == found.unit.slug]
    return page(
        "unit.html",
        status=status,
        link=link,
        csrf=csrf.token(link),
        trouble=trouble,
        action=action,
        unit=found.unit,
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


def _nil(found: Opened, link: str, *, status: int = 200, trouble: str = "") -> Response:
    return page(
        "unit_nil.html",
        status=status,
        link=link,
        csrf=csrf.token(link),
        trouble=trouble,
        action=found.action,
        unit=found.unit,
        span=span(*found.action.cycle.covers),
    )


def _seen(link: str, version: int) -> Response:
    """After a form comes a page: who loads that anew sends nothing again."""
    return RedirectResponse(f"{PAGE}/{link}?lan={version}", status_code=303)
