"""One rehearsed mail: as its recipient would get it, with its files."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from dunghen.entrypoints.rehearsals.shelf import Rehearsal
from dunghen.entrypoints.web.download import download
from dunghen.entrypoints.web.page import MAIL_HEADERS, absent, page
from dunghen.entrypoints.web.rehearsal.kept import HERE, NONE, finished
from dunghen.views.rehearsal import Mail

router = APIRouter(prefix="/dien-tap/{name}/thu/{number}")


@router.get("")
def mail_page(name: str, number: int) -> HTMLResponse:
    """To whom and why; then the mail as it is received."""
    found = _mail(name, number)
    if found is None:
        return absent(HERE, NONE)
    one, mail, content = found
    parsed = _parsed(content)
    here = f"/dunghen/dien-tap/{one.name}/thu/{mail.number}"
    files = [(f"{here}/tep/{index}", file) for index, (file, _) in enumerate(_files(parsed), start=1)]
    shown = page(
        "rehearsal_mail.html",
        here=HERE,
        one=one,
        mail=mail,
        plan=next((plan for plan in one.result.plans if plan.id == mail.plan), None),
        files=[*files, (f"{here}/thu.eml", "Cả thư (.eml)")],
        html=_body(parsed, "html"),
        text=_body(parsed, "plain"),
        count=len(one.result.mails),
    )
    shown.headers.update(MAIL_HEADERS)
    return shown


@router.get("/thu.eml")
def whole_mail(name: str, number: int) -> Response:
    """The mail as it would go over the wire."""
    found = _mail(name, number)
    return download(found[2], found[1].file) if found else absent(HERE, NONE)


@router.get("/tep/{index}")
def attached_file(name: str, number: int, index: int) -> Response:
    """The file of this place in the mail, counted from 1."""
    found = _mail(name, number)
    files = dict(enumerate(_files(_parsed(found[2])), start=1)) if found else {}
    if index not in files:
        return absent(HERE, NONE)
    file, content = files[index]
    return download(content, file)


def _mail(name: str, number: int) -> tuple[Rehearsal, Mail, bytes] | None:
    """Of a rehearsal that is kept, the mail of this number, and its bytes."""
    one = finished(name)
    try:
        mail = next((mail for mail in one.result.mails if mail.number == number), None) if one else None
        return (one, mail, one.mail(mail.file)) if one and mail else None
    except OSError:  # cleared away meanwhile
        return None


def _parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, _class=EmailMessage, policy=default)


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""


def _files(mail: EmailMessage) -> list[tuple[str, bytes]]:
    return [
        (one.get_filename() or "tep", bytes(one.get_payload(decode=True) or b"")) for one in mail.iter_attachments()
    ]
