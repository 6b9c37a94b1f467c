"""What holds for every request and every answer of the pages, files of ``static/`` and errors included."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders

from dunghen.audit import done_from
from dunghen.entrypoints.web.page import HEADERS

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Message, Receive, Send], Awaitable[None]]

_SIGNED = re.compile(r"(/(?:nop|lich)/)[^/]+")
"""The signed text of a link: who has it can hand in for the unit."""
_HIDDEN = r"\1…"


class Doorstep:
    """An ASGI application around the pages.

    - HEAD is answered as GET without its body (RFC 9110 §9.3.2): scanners of mail ask so for every link.
    - An address with a slash too many is the one without: never a redirect, which would trust the Host header.
    - What has no headers of its own gets those of a page.
    - What is done in it is done from the reader's address (the audit trail).
    - The log of requests, which Airflow writes from this very scope, does not learn what a link says.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        inner = {**scope, "path": _without_slash(scope["path"], scope.get("root_path", ""))}
        asked_for_head = scope["method"] == "HEAD"
        if asked_for_head:
            inner["method"] = "GET"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif asked_for_head:
                message = {**message, "body": b""}
            await send(message)

        try:
            with done_from(f"trang web, {(scope.get('client') or ('?',))[0]}"):
                await self._app(inner, receive, guarded)
        finally:
            scope["path"] = _SIGNED.sub(_HIDDEN, scope["path"])


def _without_slash(path: str, root: str) -> str:
    return path.rstrip("/") if path.rstrip("/") not in ("", root) else path
