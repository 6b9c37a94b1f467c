"""Posting on a real HTTP server on loopback: what it is sent, and what each of its answers means."""

from __future__ import annotations

import json
import socket
import threading
from base64 import b64decode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import TYPE_CHECKING, Any, Self

import pytest

from dunghen.adapters.http_publisher import HttpPublisher
from dunghen.exceptions import PermanentMailError, SettingsError, TemporaryMailError, UnknownMailError
from dunghen.ports import Post
from dunghen.settings import Settings
from dunghen.wiring import publisher_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

POST = Post(
    key="kazakhstan-2025-2027/ngay-van-hoa/ngay-van-hoa-kz/release/trang-tin",
    slug="ngay-van-hoa-kz-release",
    title="Thông cáo báo chí: Ngày Văn hóa",
    text="Trân trọng thông báo",
    html="<p>Trân trọng thông báo</p>",
)
DROP = 0
"""Instead of an answer: the connection is cut after the post has been read."""


@dataclass
class Site:
    """A site that answers with ``status`` and keeps what it was sent."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    body: bytes = b'{"id": 7, "link": "http://127.0.0.1/?p=7"}'
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                site.requests.append((self.path, dict(self.headers), body))
                sleep(site.delay)
                if site.status == DROP:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(site.status)
                for name, value in site.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(site.body)

            def log_message(self, *_: object) -> None:
                """Keeps quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def test_wordpress_gets_a_published_post_with_the_application_password_and_our_key(site: Site) -> None:
    answer = HttpPublisher(site.url + "/", "wordpress", "van-thu", "abcd efgh").publish(POST)
    ((path, headers, body),) = site.requests
    assert path == "/wp-json/wp/v2/posts"
    assert body == {
        "title": "Thông cáo báo chí: Ngày Văn hóa",
        "content": "<p>Trân trọng thông báo</p>",
        "slug": "ngay-van-hoa-kz-release",
        "status": "publish",
    }
    assert headers["Idempotency-Key"] == "kazakhstan-2025-2027/ngay-van-hoa/ngay-van-hoa-kz/release/trang-tin"
    assert b64decode(headers["Authorization"].removeprefix("Basic ")) == b"van-thu:abcd efgh"
    assert answer == "HTTP 201 http://127.0.0.1/?p=7"


def test_a_webhook_gets_text_and_html_at_its_very_address(site: Site) -> None:
    site.status = 200
    HttpPublisher(f"{site.url}/hook?x=1", "webhook").publish(POST)
    ((path, headers, body),) = site.requests
    assert path == "/hook?x=1"
    assert "Authorization" not in headers
    assert (body["key"], body["text"], body["html"]) == (POST.key, POST.text, POST.html)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, PermanentMailError),
        (401, PermanentMailError),
        (404, PermanentMailError),
        (429, TemporaryMailError),
        (503, TemporaryMailError),
        (500, UnknownMailError),
        (502, UnknownMailError),
        (504, UnknownMailError),
        (DROP, UnknownMailError),
    ],
)
def test_what_each_answer_means(site: Site, status: int, error: type[Exception]) -> None:
    site.status = status
    with pytest.raises(error):
        HttpPublisher(site.url).publish(POST)
    assert len(site.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirection_is_not_followed(site: Site, status: int) -> None:
    site.status, site.headers = status, {"Location": f"{site.url}/elsewhere"}
    with pytest.raises(PermanentMailError, match=str(status)):
        HttpPublisher(site.url).publish(POST)
    assert len(site.requests) == 1


def test_a_redirection_to_nowhere_is_no_acceptance(site: Site) -> None:
    site.status = 302
    with pytest.raises(PermanentMailError, match="302"):
        HttpPublisher(site.url).publish(POST)


def test_a_page_of_the_site_instead_of_wordpress_answer_leaves_the_outcome_unknown(site: Site) -> None:
    site.status, site.body = 200, b"<html>Trang chu</html>"
    with pytest.raises(UnknownMailError, match="WordPress"):
        HttpPublisher(site.url).publish(POST)
    assert HttpPublisher(site.url, "webhook").publish(POST) == "HTTP 200"


def test_an_answer_that_does_not_come_leaves_the_outcome_unknown(site: Site) -> None:
    site.delay = 1
    with pytest.raises(UnknownMailError):
        HttpPublisher(site.url, timeout=(1, 0.2)).publish(POST)
    assert len(site.requests) == 1


def test_a_site_that_cannot_be_reached_has_accepted_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(TemporaryMailError, match="không kết nối được"):
            HttpPublisher(address).publish(POST)


def test_a_server_that_does_not_speak_tls_has_accepted_nothing(site: Site) -> None:
    with pytest.raises(TemporaryMailError):
        HttpPublisher(site.url.replace("http:", "https:")).publish(POST)
    assert site.requests == []


def test_a_password_does_not_travel_in_the_clear() -> None:
    clear = {"DUNGHEN_PUBLISH_URL": "http://trang.invalid", "DUNGHEN_PUBLISH_PASSWORD": "mật khẩu"}
    with pytest.raises(SettingsError, match="https"):
        publisher_of(Settings.from_environment(clear))


def test_a_site_is_posted_on_only_where_one_is_configured() -> None:
    assert publisher_of(Settings.from_environment({})) is None
    configured = publisher_of(Settings.from_environment({"DUNGHEN_PUBLISH_URL": "https://trang.invalid/"}))
    assert configured is not None
    assert configured.address == "https://trang.invalid/wp-json/wp/v2/posts"
