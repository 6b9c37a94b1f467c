"""What the pages behind a signed link share: the link that opens, one that does not, a form that no page of it has sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import HTTPException, Path, Request, Response

from dunghen.app import App
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import page
from dunghen.entrypoints.web.sent_form import SentForm
from dunghen.links.unit_link import Opened, open_link

Link = Annotated[str, Path(max_length=1000)]
"""The signed text in the address."""


class ClosedLinkError(Exception):
    """The link does not open; its page is the one answer to that, whatever the reason (``closed``)."""


@dataclass(frozen=True)
class Visit:
    """Somebody with a link that opens, while the installation is open."""

    app: App
    opened: Opened
    link: str

    def page(self, template: str, *, status: int = 200, trouble: str = "", **context: object) -> Response:
        """A page of the link, which knows the unit, the act, and what is wrong with the form that was sent."""
        found = {"unit": self.opened.unit, "action": self.opened.action, **context}
        return page(template, status=status, link=self.link, csrf=csrf.token(self.link), trouble=trouble, **found)


@contextmanager
def visit(link: str, now: datetime) -> Iterator[Visit]:
    """Open the link.

    Raises:
        ClosedLinkError: it does not open.
    """
    with installation() as (app, _):
        opened = open_link(app, link, now)
        if opened is None:
            raise ClosedLinkError(link)
        yield Visit(app, opened, link)


def closed(_: Request, error: Exception) -> Response:
    """The page of a link that does not open."""
    return link_page(str(error), status=404)


def link_page(link: str, *, status: int = 200, trouble: str = "", asked: bool = False) -> Response:
    """What is shown to whoever has no link that opens; ``asked``: for a new one."""
    return page("link_closed.html", status=status, link=link, csrf=csrf.token(link), trouble=trouble, asked=asked)


def refusal(sent: SentForm, link: str) -> str:
    """Why the form is not taken; empty where a page of this link sent it."""
    try:
        csrf.check(sent.csrf, link)
    except HTTPException as refused:
        return refused.detail
    return ""
