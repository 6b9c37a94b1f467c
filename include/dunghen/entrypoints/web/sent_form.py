"""What a stranger's browser sends: read no further than a report can be large, and taken for data only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Depends, Request

from dunghen.submissions.original_name import shown_name
from dunghen.wording.characters import sound

MAX_FILE = 5 * 1024 * 1024
"""Bytes of one report; a form with every cell filled in has a tenth of that."""
TOO_LARGE = (
    f"Tệp lớn quá {MAX_FILE // 1024 // 1024} MB. Biểu báo cáo nhỏ hơn nhiều: hãy bỏ ảnh, chọn đúng biểu rồi gửi lại."
)
_AROUND = 64 * 1024
"""Bytes of the other fields and of what multipart puts around a file."""
_DRAINED = 4 * MAX_FILE
"""So much of a body that is too large is read and thrown away: a browser shows no answer before it has sent all."""


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as it was sent: its token, and its file where it has one.

    Attributes:
        csrf: the hidden field.
        fields: the others that are no file, by name; sound text.
        name: what the sender called the file; printable, one line, never a path.
        content: the file; None where none was chosen.
        too_large: it was cut off, and nothing else is known of it.
    """

    csrf: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    content: bytes | None = None
    too_large: bool = False


async def _sent(request: Request) -> AsyncIterator[SentForm]:
    """Read the body of a form, at most ``MAX_FILE`` and what goes around it."""
    body, seen = bytearray(), 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen <= MAX_FILE + _AROUND:
            body += chunk
        elif seen > _DRAINED:
            break
    if seen > MAX_FILE + _AROUND:
        yield SentForm(too_large=True)
        return

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": bytes(body), "more_body": False}

    async with Request(request.scope, receive).form(max_files=1, max_fields=8) as form:
        fields = {name: sound(value) for name, value in form.items() if isinstance(value, str)}
        file, csrf = form.get("tep"), fields.pop("csrf", "")
        if file is None or isinstance(file, str) or not file.filename:
            yield SentForm(csrf, fields)
            return
        content = await file.read()
        yield SentForm(csrf, fields, shown_name(file.filename), content, too_large=len(content) > MAX_FILE)


SENT: Any = Depends(_sent)
"""The form of a POST that may carry a file."""
