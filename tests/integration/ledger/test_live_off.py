"""Off means off: the office's switch, flipped by another process in mid-batch, holds back every mail after it (ADR 0009)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.loading.config import Config
from dunghen.records import MessageState, Realm
from dunghen.running.mark import MODE_SWITCH
from dunghen.running.send import send
from dunghen.settings import Settings
from dunghen.testing import a_draft, a_key, an_office
from dunghen.wiring import open_app
from dunghen.wording.dates import HANOI
from tests.integration.mail.servers import FaultyServer

MORNING = datetime(2026, 10, 28, 8, 0, tzinfo=HANOI)
OFF_AFTER, ALL = 7, 30


class SwitchingServer(FaultyServer):
    """A mail server during whose seventh mail somebody switches live mail off, in a process of their own."""

    def __init__(self, other: SqlLedger) -> None:
        super().__init__()
        self._other = other

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if self.seen.accepted == OFF_AFTER:
            self._other.set_switch(MODE_SWITCH, Realm.REHEARSAL.value, by="Chánh Văn phòng", now=MORNING)
        return answer


@pytest.fixture
def other(url):
    """The ledger as another process has it open; live mail is on."""
    ledger = SqlLedger(url, Realm.LIVE)
    ledger.set_switch(MODE_SWITCH, Realm.LIVE.value, by="Chánh Văn phòng", now=MORNING)
    drafts = [
        a_draft(f"don-vi-{n}", key=a_key(f"don-vi-{n}", step="notice-1"), address=f"don-vi-{n}@bo.gov.vn")
        for n in range(ALL)
    ]
    ledger.queue(drafts, now=MORNING)
    yield ledger
    ledger.dispose()


def an_installation(url: str, folder, port: int) -> tuple[Settings, Config]:
    boxes: dict[str, Any] = {
        name: {"name": name, "email": f"{name}@bo.gov.vn"} for name in ("sender", "operator", "rehearsal")
    }
    settings = Settings(ledger_url=url, files=folder, smtp_port=port, secret="s" * 32)
    return settings, Config(an_office(units=(), **boxes), (), (), {})


def test_off_in_mid_batch_holds_back_the_rest_and_on_again_goes_on_with_it(url, other, tmp_path):
    with SwitchingServer(other) as server:
        settings, config = an_installation(url, tmp_path, server.port)
        with open_app(settings, config=config) as app:
            report = send(app, None, MORNING, "test")
        assert str(report) == "7 sent, gửi thật đã tắt giữa chừng, 23 thư còn lại vẫn nằm chờ"
        assert server.seen.accepted == OFF_AFTER
        left = other.messages(state=MessageState.QUEUED)
        assert [(one.tries, one.reason) for one in left] == [(0, None)] * (ALL - OFF_AFTER)

        with open_app(settings, config=config) as app:
            assert app.realm is Realm.REHEARSAL
            send(app, None, MORNING, "test")
        assert server.seen.accepted == OFF_AFTER

        other.set_switch(MODE_SWITCH, Realm.LIVE.value, by="Chánh Văn phòng", now=MORNING)
        with open_app(settings, config=config) as app:
            send(app, None, MORNING, "test")
        assert server.seen.accepted == ALL
        assert sorted(one[0] for one in server.seen.recipients) == sorted(f"don-vi-{n}@bo.gov.vn" for n in range(ALL))


def test_the_mode_of_the_environment_wins_over_the_switch_here_too(url, other, tmp_path):
    with SwitchingServer(other) as server:
        settings, config = an_installation(url, tmp_path, server.port)
        with open_app(settings.model_copy(update={"mode": Realm.LIVE}), config=config) as app:
            send(app, None, MORNING, "test")
        assert server.seen.accepted == ALL
