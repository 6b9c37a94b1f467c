"""How much of a body any route reads: a form is taken in before anybody is asked who sends it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import monotonic

from fastapi import HTTPException

from dunghen.entrypoints.web.doorstep import ASGIApp, Message, Receive, Send
from dunghen.entrypoints.web.sent_form import MAX_FILE

MOST_FIELDS = 2 * 1024 * 1024
"""Bytes of a form without a file; addresses for two thousand units are a tenth of it."""
MOST = 4 * MAX_FILE + MOST_FIELDS
"""Bytes of a form with a file: what ``sent_form`` reads at most, so as to refuse a large file in words of its own."""
SILENCE = 20.0
"""Seconds without a piece of a body that is not whole."""
LONGEST = 300.0
"""Seconds for a whole body: the largest, through a slow telephone."""
_TOO_LARGE = "Biểu mẫu gửi lên quá lớn, nên không được đọc; chưa có gì được ghi."


_TOO_SLOW = "Biểu mẫu gửi lên bị ngắt giữa chừng; chưa có gì được ghi. Hãy gửi lại."


class BodyLimit:
    """Breaks off the reading of a body that is larger than any form of ours, with 413, or does not come, with 408."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """An ASGI application around the pages."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: Mapping[bytes, bytes] = dict(scope["headers"])
        has_file = headers.get(b"content-type", b"").lower().startswith(b"multipart/")
        seen, whole = 0, False
        until = monotonic() + LONGEST

        async def counted() -> Message:
            nonlocal seen, whole
            # The piece that goes beyond it is handed over where ``sent_form`` may be reading: it answers in its own words.
            if seen > MOST:
                raise HTTPException(413, _TOO_LARGE)
            if whole:
                return await receive()  # whether the reader has gone: that may take as long as the answer
            try:
                message = await asyncio.wait_for(receive(), max(min(SILENCE, until - monotonic()), 0))
            except TimeoutError as error:
                raise HTTPException(408, _TOO_SLOW) from error
            whole = not message.get("more_body", False)
            seen += len(message.get("body", b""))
            if seen > MOST_FIELDS and not has_file:
                raise HTTPException(413, _TOO_LARGE)
            return message

        await self._app(scope, counted, send)
