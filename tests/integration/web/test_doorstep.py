"""What holds for every request: realms of forms, wrong links, half-sent bodies, HEAD, slashes, headers, what the log learns."""

from __future__ import annotations

import asyncio
import itertools
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from airflow.api_fastapi.common import http_access_log
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from structlog.testing import CapturingLogger

from dunghen.entrypoints.web import body_limit, csrf
from dunghen.entrypoints.web.app import create_app
from dunghen.entrypoints.web.page import HEADERS
from dunghen.intake.receive import receive
from dunghen.submissions.child import AT_ONCE, run_job
from tests.acceptance.web.routes import all_routes
from tests.integration.web.browser import token_on
from tests.integration.web.conftest import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.web.operator_desk import Operator
    from tests.integration.web.unit_head import Head

OPERATORS_FORMS = [one for one in all_routes() if one.method == "POST" and not one.public]
UNITS_FORMS = [one for one in all_routes() if one.method == "POST" and one.public]


class TestRealmsOfForms:
    @pytest.mark.parametrize("made", list(csrf.Realm))
    @pytest.mark.parametrize("asked", list(csrf.Realm))
    def test_what_is_made_in_one_realm_is_nothing_in_another(self, head: Head, made: csrf.Realm, asked: csrf.Realm):
        token = csrf._signer(made).dumps("op")
        if made is asked:
            csrf.check(token, "op", asked)
        else:
            with pytest.raises(HTTPException) as refused:
                csrf.check(token, "op", asked)
            assert refused.value.status_code == 403

    def test_a_page_of_a_link_called_like_the_operator_opens_no_form_of_the_operators(self, operator: Operator):
        """Anybody can have one: ``GET /dunghen/nop/<user>`` answers with a form, whoever asks."""
        token = token_on(operator.browser, f"/dunghen/nop/{Person().get_id()}")
        answers = {
            one.path: operator.browser.post(one.filled("khong-co"), data={"csrf": token}).status_code
            for one in OPERATORS_FORMS
        }
        assert len(answers) > 20
        assert set(answers.values()) <= {403, 404, 422}, answers
        assert operator.messages() == {}

    def test_an_operators_token_opens_no_form_behind_a_link(self, head: Head):
        link = head.path().rsplit("/", 1)[1]
        token = csrf._signer(csrf.Realm.PERSON).dumps(link)
        answers = {
            one.path: head.browser.post(one.filled(link), data={"csrf": token}).status_code for one in UNITS_FORMS
        }
        assert set(answers.values()) == {403}, answers
        assert head.records() == []
        assert head.versions() == []


class TestWrongLinks:
    def test_after_sixty_in_a_minute_no_more_are_looked_at_and_a_signed_one_opens_all_the_same(self, head: Head):
        answers = [head.browser.get(f"/dunghen/nop/sai-{number}").status_code for number in range(70)]
        assert answers == [404] * 60 + [429] * 10
        assert head.browser.get("/dunghen/lich/sai.ics").status_code == 429
        assert head.browser.get(head.path()).status_code == 200

    def test_it_is_said_in_words_what_to_do(self, head: Head):
        for _ in range(60):
            head.browser.get("/dunghen/nop/sai")
        answer = head.browser.get("/dunghen/nop/sai", headers={"accept": "text/html"})
        assert "đợi một phút" in answer.text
        assert answer.headers["retry-after"] == "60"


class TestHalfSentBodies:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(body_limit, "SILENCE", 0.5)
        monkeypatch.setattr(body_limit, "LONGEST", 2.0)

    def send(self, served: str, pieces: Iterator[bytes]) -> bytes:
        """Send a form piece by piece until the server answers; what it says first."""
        place = urlsplit(served)
        head = (
            f"POST /dunghen/nop/sai HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 100000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as line:
            line.sendall(head.encode())
            line.settimeout(0.2)
            for piece in itertools.chain(pieces, itertools.repeat(b"")):
                line.sendall(piece)
                try:
                    return line.recv(1000)
                except TimeoutError:
                    continue
        raise AssertionError

    def test_one_that_falls_silent_is_broken_off(self, served: str):
        begun = time.monotonic()
        assert self.send(served, iter([b"csrf="])).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - begun < 10

    def test_one_that_comes_drop_by_drop_is_broken_off(self, served: str):
        begun = time.monotonic()
        assert self.send(served, itertools.repeat(b"x")).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - begun < 15

    def test_an_answer_may_take_longer_than_a_body(self):
        """The body is whole: what is asked of the connection then is only whether the reader is still there."""
        pieces = iter([{"type": "http.request", "body": b"x", "more_body": False}])

        async def receive() -> dict[str, Any]:
            if piece := next(pieces, None):
                return piece
            await asyncio.sleep(1)
            return {"type": "http.disconnect"}

        heard = []

        async def reads(_scope: Any, receive: Any, _send: Any) -> None:
            heard.extend([await receive(), await receive()])

        async def unheard(_message: Any) -> None:
            pass

        with ThreadPoolExecutor(1) as thread:
            asked = {"type": "http", "headers": []}
            thread.submit(lambda: asyncio.run(body_limit.BodyLimit(reads)(asked, receive, unheard))).result()
        assert [message["type"] for message in heard] == ["http.request", "http.disconnect"]


class TestUploads:
    def test_one_link_has_one_file_read_at_a_time(self, head: Head, monkeypatch: pytest.MonkeyPatch):
        """The second is answered at once, in words; the next after the first is taken."""
        begun, may_end = Event(), Event()

        def slow(*given: Any, **more: Any) -> Any:
            begun.set()
            assert may_end.wait(20)
            return receive(*given, **more)

        monkeypatch.setattr("dunghen.entrypoints.web.unit_page.receive", slow)
        with ThreadPoolExecutor(1) as thread:
            first = thread.submit(head.upload, head.form())
            assert begun.wait(20)
            second = head.upload(b"%PDF", name="hai.pdf")
            may_end.set()
            assert first.result().status_code == 200
        assert second.status_code == 429
        assert len(head.versions()) == 1
        assert head.upload(b"%PDF", name="ba.pdf").status_code == 200

    def test_no_more_than_two_files_of_all_links_are_read_at_once(self, monkeypatch: pytest.MonkeyPatch):
        running: list[int] = []
        most: list[int] = []

        def run(*_: Any, **__: Any) -> subprocess.CompletedProcess[bytes]:
            running.append(1)
            most.append(len(running))
            time.sleep(0.1)
            running.pop()
            return subprocess.CompletedProcess([], 0, b"{}")

        monkeypatch.setattr("subprocess.run", run)
        with ThreadPoolExecutor(12) as threads:
            list(threads.map(lambda _: run_job("reader", b"", timeout=1), range(12)))
        assert len(most) == 12
        assert max(most) == AT_ONCE == 2


class TestAddresses:
    @pytest.mark.parametrize("way", ["", "/bieu-mau.xlsx", "/khong-phat-sinh"])
    def test_head_is_answered_as_get_without_its_body(self, head: Head, way: str):
        asked, got = head.browser.head(f"{head.path()}{way}"), head.browser.get(f"{head.path()}{way}")
        assert (asked.status_code, asked.content) == (200, b"")
        assert asked.headers["content-type"] == got.headers["content-type"]
        assert head.versions() == []

    def test_head_of_the_operators_pages_too(self, operator: Operator):
        assert operator.browser.head("/dunghen/lich-viec").status_code == 200

    @pytest.mark.parametrize("path", ["/dunghen/lich-viec/", "/dunghen/so-thu//", "/dunghen/"])
    def test_a_slash_too_many_leads_to_no_other_host(self, operator: Operator, path: str):
        answer = operator.browser.get(path, headers={"host": "evil.invalid"}, follow_redirects=False)
        assert answer.status_code in (200, 303)
        assert "evil.invalid" not in str(answer.headers)
        assert answer.headers.get("location", "/dunghen/").startswith("/dunghen/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dunghen/lich-viec", 200),
        ("/dunghen/static/style.css", 200),
        ("/dunghen/static/kinds.css", 200),
        ("/dunghen/static/khong-co.css", 404),
        ("/dunghen/khong-co-trang", 404),
        ("/dunghen/nop/sai", 404),
        ("/dunghen/lich/sai.ics", 404),
        ("/dunghen/so-thu?trang=x", 422),
    ],
)
def test_every_answer_lets_nothing_foreign_in(operator: Operator, path: str, status: int):
    answer = operator.browser.get(path)
    assert answer.status_code == status
    for name in ("X-Content-Type-Options", "Referrer-Policy"):
        assert answer.headers[name] == HEADERS[name]
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("way", ["", "/bieu-mau.xlsx", "/khong-phat-sinh"])
def test_the_log_of_requests_does_not_learn_what_a_link_says(head: Head, monkeypatch: pytest.MonkeyPatch, way: str):
    """Airflow's own middleware, before the pages as Airflow has it."""
    log = CapturingLogger()
    monkeypatch.setattr(http_access_log, "logger", log)
    whole = FastAPI()
    whole.mount("/dunghen", create_app())
    whole.add_middleware(http_access_log.HttpAccessLogMiddleware)
    link = head.path().rsplit("/", 1)[1]
    with TestClient(whole) as browser:
        browser.get(f"/dunghen/nop/{link}{way}")
        browser.get(f"/dunghen/lich/{link}.ics")
    assert [call.kwargs["path"] for call in log.calls] == [f"/dunghen/nop/…{way}", "/dunghen/lich/…"]
    assert link not in str(log.calls)
