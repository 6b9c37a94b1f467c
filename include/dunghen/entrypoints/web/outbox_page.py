"""*Sổ thư*: every message and every act that will not be done, with its reason; one message as it was received."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import StringConstraints

from dunghen.adapters.ledger.transitions import possible
from dunghen.app import App
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.download import download
from dunghen.entrypoints.web.held_page import why_held
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import MAIL_HEADERS, NOW, absent, page
from dunghen.exceptions import TransitionError
from dunghen.loading.config import Config
from dunghen.records import Message, MessageState
from dunghen.terms import MESSAGE_STATES, MESSAGE_TONES

router = APIRouter(prefix="/so-thu")

HERE = "so-thu"
_NONE = "Sổ không có thư hoặc tệp nào như vậy."
SHOWN = 50
"""Messages on one page."""

Sent = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=r"^[^\x00]+$"), Form()
]


@router.get("")
def outbox_page(
    plan: Annotated[str, Query(alias="ke-hoach")] = "",
    state: Annotated[str, Query(alias="trang-thai")] = "",
    recipient: Annotated[str, Query(alias="don-vi")] = "",
    number: Annotated[int, Query(alias="trang", ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """The newest change first, fifty at a time."""
    wanted = MessageState(state) if state in list(MessageState) else None
    with installation() as (app, config):
        count = app.ledger.message_count(plan=plan or None, state=wanted, recipient=recipient or None)
        pages = max(1, ceil(count / SHOWN))
        number = min(number, pages)
        messages = app.ledger.messages(
            plan=plan or None, state=wanted, recipient=recipient or None, limit=SHOWN, offset=(number - 1) * SHOWN
        )
        realm, held = app.realm, why_held(app)
    return page(
        "outbox.html",
        here=HERE,
        messages=messages,
        realm=realm,
        held=held,
        count=count,
        pages=pages,
        number=number,
        asked={"ke-hoach": plan, "trang-thai": wanted or "", "don-vi": recipient},
        plans=config.sound_plans,
        directory=config.office.directory,
        states=MESSAGE_STATES,
        tones=MESSAGE_TONES,
    )


@router.get("/thu/{key:path}")
def message_page(key: str, token: str = TOKEN, now: datetime = NOW) -> HTMLResponse:
    """One message: what it says, its attachments and its history, and what an operator may do with it."""
    with _message(key) as (app, config, message):
        if message is None:
            return absent(HERE, _NONE)
        return _message_page(app, config, message, token, now)


@router.get("/tep/{sha256}/{key:path}")
def attachment_file(sha256: str, key: str) -> Response:
    """An attachment of the message, or the whole mail as it was sent. No other file is found under this address."""
    with _message(key) as (app, _, message):
        names = {one.sha256: one.name for one in message.attachments} if message else {}
        if message and message.mail_sha256:
            names[message.mail_sha256] = "thu-da-gui.eml"
        if sha256 not in names:
            return absent(HERE, _NONE)
        try:
            return download(app.files.get(sha256), names[sha256])
        except LookupError:
            return absent(HERE, "Tệp này không còn trong kho.")


@router.post("/gui-lai", dependencies=[ACTS])
def resend(key: Sent, reason: Sent, by: By, token: str = TOKEN, now: datetime = NOW) -> Response:
    """Queue the message once more; the next run sends it. What goes out of the house still needs its approval."""
    return _change(key, MessageState.QUEUED, reason, by, token, now)


@router.post("/thoi-gui", dependencies=[ACTS])
def suppress(key: Sent, reason: Sent, by: By, token: str = TOKEN, now: datetime = NOW) -> Response:
    """Do not send the message any more."""
    return _change(key, MessageState.SUPPRESSED, reason, by, token, now)


def _change(key: str, state: MessageState, reason: str, by: str, token: str, now: datetime) -> Response:
    with _message(key) as (app, config, message):
        if message is None:
            return absent(HERE, _NONE)
        try:
            app.ledger.change(key, state, now=now, by=by, reason=reason)
        except TransitionError as error:
            return _message_page(app, config, message, token, now, refused=str(error))
    return RedirectResponse(f"/dunghen/so-thu/thu/{message.key}", status_code=303)


def _message_page(
    app: App,
    config: Config,
    message: Message,
    token: str,
    now: datetime,
    refused: str | None = None,
) -> HTMLResponse:
    shown = page(
        "message.html",
        status=409 if refused else 200,
        here=HERE,
        message=message,
        files=[(f"/dunghen/so-thu/tep/{sha256}/{message.key}", name) for sha256, name in _files(message)],
        refused=refused,
        events=app.ledger.events(str(message.key)),
        possible=possible(message) if token else frozenset(),
        is_void=message.expires_at <= now,
        plan=app.plans.get(message.key.plan),
        recipient_name=config.office.directory.name(message.key.recipient),
        states=MESSAGE_STATES,
        tones=MESSAGE_TONES,
        csrf=token,
    )
    shown.headers.update(MAIL_HEADERS)
    return shown


def _files(message: Message) -> Iterator[tuple[str, str]]:
    yield from ((one.sha256, one.name) for one in message.attachments)
    if message.mail_sha256:
        yield message.mail_sha256, "Cả thư như đã gửi (.eml)"


@contextmanager
def _message(key: str) -> Iterator[tuple[App, Config, Message | None]]:
    with installation() as (app, config):
        yield app, config, app.ledger.message(key)
