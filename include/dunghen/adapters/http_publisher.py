"""Posts a press release on a site: WordPress (REST API, application password) or a webhook of the office's own.

Each post is made once. What was surely not accepted is *temporary* (tried again) or *permanent*; where the answer was lost
or the server broke down half-way, the outcome is *unknown*, and a person looks before anything goes again.
"""

from __future__ import annotations

from typing import Literal

import requests

from dunghen.exceptions import PermanentMailError, TemporaryMailError, UnknownMailError
from dunghen.ports import Post

PublishKind = Literal["wordpress", "webhook"]

_WORDPRESS = "/wp-json/wp/v2/posts"
_CONNECT, _ANSWER = 10.0, 60.0
_TRY_AGAIN = frozenset({408, 425, 429, 503})
_ACCEPTED, _REDIRECTED, _UNCLEAR = 200, 300, 500
_SHOWN = 200
_NOT_CONNECTED = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
"""What urllib3, underneath requests, calls a connection that never was."""


class HttpPublisher:
    """Implements ``dunghen.ports.Publisher`` over HTTP."""

    def __init__(
        self,
        url: str,
        kind: PublishKind = "wordpress",
        user: str | None = None,
        password: str | None = None,
        timeout: tuple[float, float] = (_CONNECT, _ANSWER),
    ) -> None:
        """Takes the site (WordPress) or the endpoint (webhook); timeouts are seconds to connect and to be answered."""
        self._kind = kind
        self._auth = (user, password) if user and password else None
        self._timeout = timeout
        self.address = url.rstrip("/") + _WORDPRESS if kind == "wordpress" else url

    def publish(self, post: Post) -> str:
        """Post it; the server's answer in a line.

        Raises:
            TemporaryMailError, PermanentMailError, UnknownMailError: see ``dunghen.ports.Publisher``.
        """
        try:
            answer = requests.post(
                self.address,
                json=self._body(post),
                headers={"Idempotency-Key": post.key, "Accept": "application/json"},
                auth=self._auth,
                timeout=self._timeout,
                # A redirected POST would become a GET that «succeeds».
                allow_redirects=False,
            )
        except (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError) as error:
            raise TemporaryMailError(f"không kết nối được với trang: {type(error).__name__}") from error
        except requests.exceptions.ConnectionError as error:
            if _never_connected(error):
                raise TemporaryMailError(f"không kết nối được với trang: {self.address}") from error
            raise UnknownMailError("mất kết nối với trang sau khi đã gửi bài") from error
        except requests.exceptions.RequestException as error:
            raise UnknownMailError(f"không rõ trang đã nhận bài hay chưa: {type(error).__name__}") from error
        link = _judged(answer)
        if self._kind == "wordpress" and not link:
            raise UnknownMailError(f"HTTP {answer.status_code}, nhưng không phải câu trả lời của WordPress")
        return f"HTTP {answer.status_code} {link}".strip()

    def _body(self, post: Post) -> dict[str, str]:
        if self._kind == "wordpress":
            return {"title": post.title, "content": post.html, "slug": post.slug, "status": "publish"}
        return {"key": post.key, "title": post.title, "html": post.html, "text": post.text, "slug": post.slug}


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    """Whether not even a connection came about, so that nothing can have been accepted."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in _NOT_CONNECTED


def _judged(answer: requests.Response) -> str:
    """Where the new post is; 503 and 429 say that nothing was done, another 5xx says nothing at all."""
    status = answer.status_code
    answered = f"HTTP {status} {' '.join(answer.text.split())[:_SHOWN]}".strip()
    if _ACCEPTED <= status < _REDIRECTED:
        return _link(answer)
    if status in _TRY_AGAIN:
        raise TemporaryMailError(answered)
    if status >= _UNCLEAR:
        raise UnknownMailError(answered)
    raise PermanentMailError(answered)


def _link(answer: requests.Response) -> str:
    """The address of the new post, where the answer tells it."""
    try:
        body = answer.json()
    except ValueError:
        return ""
    return str(body.get("link") or body.get("id") or "") if isinstance(body, dict) else ""
