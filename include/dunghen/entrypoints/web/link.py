"""What the pages behind a signed link share: a link that does not open, and a form that no page of it has sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Annotated

from fastapi import HTTPException, Path, Response

from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.page import page
from dunghen.entrypoints.web.sent_form import SentForm

Link = Annotated[str, Path(max_length=1000)]
"""The signed text in the address."""


_BUSY = "Tệp gửi trước bằng đường dẫn này đang được đọc. Hãy đợi ít giây, mở lại trang xem kết quả rồi hãy gửi tiếp."


class Readings:
    """Which links have a file that is being read: one at a time, so that no link takes the whole house's hands."""

    def __init__(self) -> None:
        self._links: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def alone(self, link: str) -> Iterator[None]:
        """Read a file of this link.

        Raises:
            HTTPException: 429, where another one is being read.
        """
        with self._lock:
            if link in self._links:
                raise HTTPException(429, _BUSY, headers={"Retry-After": "10"})
            self._links.add(link)
        try:
            yield
        finally:
            self._links.discard(link)


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
