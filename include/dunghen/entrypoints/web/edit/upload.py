"""A file that an operator hands in to fill a form: kept by its content, so that the next steps can read it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Response
from fastapi.responses import RedirectResponse

from dunghen.entrypoints.web.edit.flow import HERE
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import page
from dunghen.entrypoints.web.sent_form import SentForm

MOST = 1024 * 1024
"""Bytes."""


@dataclass(frozen=True)
class Upload:
    """A page that asks for a file.

    Attributes:
        title, note, label: what it says.
        accept: which files the browser offers.
        address: of the page.
        back: address and name of the page that led here.
        next: the address of the form that the file fills; the SHA-256 of the content is put at its end.
    """

    title: str
    note: str
    label: str
    accept: str
    address: str
    back: tuple[str, str]
    next: str


def upload_page(one: Upload, token: str, *, trouble: str = "", status: int = 200) -> Response:
    """Ask for the file."""
    return page(
        "edit_upload.html",
        status=status,
        here=HERE,
        title=one.title,
        note=one.note,
        label=one.label,
        accept=one.accept,
        address=one.address,
        back=one.back,
        trouble=trouble,
        csrf=token,
    )


def take(one: Upload, sent: SentForm, token: str, readable: Callable[[bytes], str]) -> Response:
    """Keep the file and go on to the form; ``readable`` says what is wrong with a content, or nothing."""
    if sent.too_large or len(sent.content or b"") > MOST:
        return upload_page(one, token, trouble="Tệp lớn quá 1 MB: có lẽ không phải tệp cần đưa vào.", status=413)
    if not sent.content:
        return upload_page(one, token, trouble="Chưa chọn tệp, hoặc tệp trống.", status=422)
    if trouble := readable(sent.content):
        return upload_page(one, token, trouble=f"«{sent.name}»: {trouble}", status=422)
    with installation() as (app, _):
        return RedirectResponse(f"{one.next}{app.files.put(sent.content)}", status_code=303)


def kept(sha256: str) -> bytes | None:
    """The content of this hash; None where there is none."""
    with installation() as (app, _):
        try:
            return app.files.get(sha256)
        except LookupError:
            return None
