"""What a reader sees where a request cannot be answered: words and a remedy, never a bare code.

Strangers who hold a link learn that something is wrong, and not what.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi import HTTPException
from fastapi.exceptions import RequestValidationError

from dunghen.entrypoints.web.access import to_the_login
from dunghen.entrypoints.web.link import ClosedLinkError, closed
from dunghen.entrypoints.web.page import page
from dunghen.exceptions import ConfigError, DungHenError

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

log = logging.getLogger(__name__)

PUBLIC = ("/nop/", "/lich/")
"""Where the addresses begin that open without a login."""
_UNREADABLE = (
    "Địa chỉ hoặc biểu mẫu có chỗ không đọc được. Hãy quay lại, tải lại trang rồi làm lại; chưa có gì được ghi."
)
_PAUSED = "Trang đang tạm dừng để văn phòng xử lý. Báo cáo đã gửi không mất. Xin mở lại sau, hoặc liên hệ văn phòng."
_FORBIDDEN = "Tài khoản này chỉ được xem. Người vận hành (vai trò Op) mới làm được việc này."
_SAID = {
    "Forbidden": _FORBIDDEN,
    "Not Found": "Không có trang nào ở địa chỉ này.",
    "Method Not Allowed": "Địa chỉ này chỉ mở được bằng nút bấm trên trang. Hãy quay lại trang trước rồi bấm lại.",
}
"""What the framework and Airflow say in English."""
_UNUSABLE = 503


def handle_trouble(app: FastAPI) -> None:
    """Answer in words whatever goes wrong before or within a page."""
    app.add_exception_handler(HTTPException, _refused)  # type: ignore[arg-type]
    for status in (404, 405):
        # Where no route answers, what is raised is not FastAPI's, and is known by its status alone.
        app.add_exception_handler(status, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(ClosedLinkError, closed)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(DungHenError, _unusable)  # type: ignore[arg-type]


async def _refused(request: Request, refused: HTTPException) -> Response:
    """To the login, or a page for a browser; programmes get the JSON that they ask for."""
    answer = await to_the_login(request, refused)
    if answer.status_code >= 400 and "text/html" in request.headers.get("accept", ""):
        said = _SAID.get(str(refused.detail), str(refused.detail))
        told = page("trouble.html", status=answer.status_code, said=[said], **_place(request))
        told.headers.update(refused.headers or {})
        return told
    return answer


async def _unreadable(request: Request, _: Exception) -> Response:
    return page("trouble.html", status=422, said=[_UNREADABLE], **_place(request))


async def _unusable(request: Request, error: DungHenError) -> Response:
    """The configuration, a setting or the ledger: an operator is told what; the log keeps it."""
    log.error("%s %s: %s", request.method, request.url.path, error)
    told = [str(one) for one in error.problems] if isinstance(error, ConfigError) else [str(error)]
    said = [_PAUSED] if _place(request)["is_public"] else told
    return page("trouble.html", status=_UNUSABLE, said=said, **_place(request))


def _place(request: Request) -> dict[str, object]:
    path = request.url.path.removeprefix("/dunghen")
    return {"here": "", "is_public": path.startswith(PUBLIC)}
