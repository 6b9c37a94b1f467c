"""A link that does not open says the same to everybody, whatever the reason, and takes about as long."""

from __future__ import annotations

import re
import time
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.web.installation import installation
from dunghen.keys import CycleKey
from dunghen.links.signed import Links, UnitLink
from dunghen.links.unit_link import feed_url, revoke
from dunghen.records import Realm
from dunghen.wording.dates import HANOI
from tests.integration.web.unit_head import CYCLE, MONDAY, OTHER, UNIT, Head

if TYPE_CHECKING:
    from httpx import Response

PAGE = "/dunghen/nop"
WAYS = ["", "/bieu-mau.xlsx", "/khong-phat-sinh", "/chuyen", "/thu-hoi"]
CALM = 0.05
"""Seconds that two answers may differ by, as medians: far less than a network's own, far more than a machine at rest."""


def signed(cycle: CycleKey, unit: str, realm: Realm = Realm.REHEARSAL, secret: str = "") -> str:
    with installation() as (app, _):
        return Links(secret or app.secret, realm).sign(UnitLink(cycle, unit))


@pytest.fixture
def closed(head: Head) -> dict[str, str]:
    """Reason → a link that does not open."""
    revoked = signed(CYCLE, UNIT)
    with installation() as (app, _):
        revoke(app, CYCLE, UNIT, by="Điều phối", now=MONDAY)
        feed = feed_url(app, OTHER) or ""
    return {
        "no link": "khong-phai-duong-dan",
        "forged": signed(CYCLE, OTHER, secret="a secret of somebody else"),
        "cut": signed(CYCLE, OTHER)[:-1],
        "of live work": signed(CYCLE, OTHER, Realm.LIVE),
        "of a calendar": feed.rsplit("/", 1)[1].removesuffix(".ics"),
        "revoked": revoked,
        "over": signed(CycleKey(CYCLE.plan, CYCLE.duty, "2025"), OTHER),
        "unknown unit": signed(CYCLE, "khong-co-don-vi"),
        "unknown cycle": signed(CycleKey(CYCLE.plan, CYCLE.duty, "1999"), OTHER),
        "unknown duty": signed(CycleKey(CYCLE.plan, "khong-co", "2026"), OTHER),
        "unknown plan": signed(CycleKey("khong-co", CYCLE.duty, "2026"), OTHER),
    }


def said(answer: Response, link: str) -> tuple[int, str, str]:
    """All that an answer says, without the link itself and the form's own proof."""
    text = re.sub(r'name="csrf" value="[^"]+"', "", answer.text.replace(link, ""))
    headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
    return answer.status_code, str(headers), text


@pytest.mark.parametrize("way", WAYS)
def test_every_page_answers_alike(head: Head, closed: dict[str, str], way: str):
    answers = {why: said(head.browser.get(f"{PAGE}/{link}{way}"), link) for why, link in closed.items()}
    assert len(set(answers.values())) == 1, answers
    assert answers["forged"][0] == 404
    assert "Báo chí" not in str(answers)


@pytest.mark.parametrize("way", ["", "/khong-phat-sinh", "/gui-lai", "/chuyen", "/thu-hoi"])
def test_every_form_is_answered_alike(head: Head, closed: dict[str, str], way: str):
    answers = {}
    for why, link in closed.items():
        proof = head.csrf(f"{PAGE}/{link}")
        fields = {"csrf": proof, "dia-chi": "pho@dunghen.invalid", "dong-y": "1"}
        answers[why] = said(head.browser.post(f"{PAGE}/{link}{way}", data=fields), link)
    assert len(set(answers.values())) == 1, answers
    assert answers["forged"][0] == (200 if way == "/gui-lai" else 404)
    assert {one.key.step[:5] for one in head.messages("")} <= {"link-"}
    assert head.records() == []


def test_what_has_expired_answers_like_what_never_was(head: Head, closed: dict[str, str]):
    link = signed(CYCLE, OTHER)
    assert head.browser.get(f"{PAGE}/{link}").status_code == 200
    head.now = datetime(2027, 1, 4, 0, 0, tzinfo=HANOI)
    nothing = closed["no link"]
    assert said(head.browser.get(f"{PAGE}/{link}"), link) == said(head.browser.get(f"{PAGE}/{nothing}"), nothing)


def test_every_answer_takes_about_as_long(head: Head, closed: dict[str, str]):
    taken: dict[str, list[float]] = {why: [] for why in closed}
    for _ in range(15):
        for why, link in closed.items():
            began = time.perf_counter()
            head.browser.get(f"{PAGE}/{link}")
            taken[why].append(time.perf_counter() - began)
    usual = {why: median(one) for why, one in taken.items()}
    assert max(usual.values()) - min(usual.values()) < CALM, usual
