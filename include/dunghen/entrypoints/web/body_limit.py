"""How much of a body any route reads: a form is taken in before anybody is asked who sends it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from fastapi import HTTPException

from dunghen.entrypoints.web.sent_form import MAX_FILE

if TYPE_CHECKING:
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    ASGIApp = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_FIELDS = 2 * 1024 * 1024
"""Bytes of a form without a file; addresses for two thousand units are a tenth of it."""
MOST = 4 * MAX_FILE + MOST_FIELDS
"""Bytes of a form with a file: what ``sent_form`` reads at most, so as to refuse a large file in words of its own."""
_TOO_LARGE = "Biểu mẫu gửi lên quá lớn, nên không được đọc; chưa có gì được ghi."


class BodyLimit:
    """Breaks off the reading of a body that is larger than any form of ours, with 413."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """An ASGI application around the pages."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: Mapping[bytes, bytes] = dict(scope["headers"])
        has_file = headers.get(b"content-type", b"").lower().startswith(b"multipart/")
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            # The piece that goes beyond it is handed over where ``sent_form`` may be reading: it answers in its own words.
            if seen > MOST:
                raise HTTPException(413, _TOO_LARGE)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MOST_FIELDS and not has_file:
                raise HTTPException(413, _TOO_LARGE)
            return message

        await self._app(scope, counted, send)
