"""What the pages behind a signed link share: a link that does not open, and a form that no page of it has sent."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException, Path, Response

from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.page import page
from dunghen.entrypoints.web.sent_form import SentForm

Link = Annotated[str, Path(max_length=1000)]
"""The signed text in the address."""


def closed(link: str) -> Response:
    """The one answer to every link that does not open, whatever the reason."""
    return page("link_closed.html", status=404, link=link, csrf=csrf.token(link), trouble="", asked=False)


def refusal(sent: SentForm, link: str) -> str:
    """Why the form is not taken; empty where a page of this link sent it."""
    try:
        csrf.check(sent.csrf, link)
    except HTTPException as refused:
        return refused.detail
    return ""
