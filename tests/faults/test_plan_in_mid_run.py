"""A plan edited, renamed, broken, deleted between two runs or in the middle of one: nothing goes twice, no other plan stops."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.exceptions import DungHenError
from dunghen.records import MessageState
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.settings import Settings
from dunghen.wiring import open_app
from tests.faults.conftest import Count
from tests.faults.office import ASKED
from tests.integration.mail.servers import FaultyServer
from tests.integration.web.office import write_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

UNITS = [(f"u-{number}", f"Đơn vị {number}") for number in range(6)]


def moved(plan: Path) -> None:
    """The deadline moves by a week: the requests that wait are of another day."""
    plan.write_text(plan.read_text(encoding="utf-8").replace('before: "11-30"', 'before: "12-07"'), encoding="utf-8")


def without_a_unit(plan: Path) -> None:
    """One unit less reports."""
    plan.write_text(plan.read_text(encoding="utf-8").replace("{units: all}", "{units: [u-0, u-1]}"), encoding="utf-8")


def renamed(plan: Path) -> None:
    """The plan has another id."""
    text = plan.read_text(encoding="utf-8").replace("id: ke-hoach\n", "id: ke-hoach-moi\n", 1)
    plan.with_name("ke-hoach-moi.yaml").write_text(text, encoding="utf-8")
    plan.unlink()


def broken(plan: Path) -> None:
    """A brace is missing."""
    plan.write_text(plan.read_text(encoding="utf-8") + "\n: [", encoding="utf-8")


def deleted(plan: Path) -> None:
    """It is gone."""
    plan.unlink()


def a_draft_again(plan: Path) -> None:
    """It is no longer in force."""
    plan.write_text(plan.read_text(encoding="utf-8").replace("status: active", "status: draft"), encoding="utf-8")


EDITS = [moved, without_a_unit, renamed, broken, deleted, a_draft_again]


class EditingServer(FaultyServer):
    """A mail server during whose second mail somebody edits the plan."""

    edit: Callable[[], object] | None = None

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if self.edit and self.seen.accepted == 2:
            self.edit()
        return answer


@pytest.fixture
def server() -> Iterator[EditingServer]:
    with EditingServer() as running:
        yield running


@pytest.fixture
def settings(tmp_path, server) -> Settings:
    """Two plans that ask the same units on the same day."""
    config = write_config(tmp_path / "config", UNITS, '{year: {before: "11-30"}}')
    plan = config / "plans" / "ke-hoach.yaml"
    other = plan.read_text(encoding="utf-8").replace("id: ke-hoach\n", "id: ke-hoach-hai\n", 1)
    plan.with_name("ke-hoach-hai.yaml").write_text(other, encoding="utf-8")
    return Settings(config=config, files=tmp_path / "var", smtp_port=server.port, secret="s" * 32)


def run_all(settings: Settings, now: datetime) -> None:
    """A day's run of every plan that can be read, and what waits of all."""
    told = []
    with open_app(settings) as app:
        for plan in app.plans.values():
            try:
                run_day(app, plan, now, "test")
            except DungHenError as error:
                told.append(str(error))
        send(app, None, now, "test")
    assert not any("ngoài dự kiến" in sentence for sentence in told)


@pytest.mark.parametrize("moment", ["in the middle of a run", "between two runs"])
@pytest.mark.parametrize("edit", EDITS)
def test_nothing_goes_twice_and_the_other_plan_goes_on(settings, server, edit, moment, counted):
    plan = settings.config / "plans" / "ke-hoach.yaml"
    if moment == "between two runs":
        run_all(settings, ASKED)
        edit(plan)
    else:
        server.edit = lambda: plan.exists() and edit(plan)
    for day in range(4):
        run_all(settings, ASKED + timedelta(days=day))

    with open_app(settings) as app:
        keys = Counter(str(one.key) for one in app.ledger.messages(limit=1000))
        other = [one for one in app.ledger.messages(plan="ke-hoach-hai") if one.key.step == "request"]
        open_states = {one.state for one in app.ledger.messages(limit=1000)} & {
            MessageState.CLAIMED,
            MessageState.UNKNOWN,
        }
    identities = Counter(_identity(content) for content in server.seen.contents)
    counted(
        Count("a plan in mid-run", 1, doubled_inside=sum(identities.values()) - len(identities), told="dunghen check")
    )
    assert max(identities.values()) == 1
    assert max(keys.values()) == 1
    assert open_states == set()
    assert {one.state for one in other if one.key.cycle == "2026"} == {MessageState.SENT}
    assert sum(one.key.cycle == "2026" for one in other) == len(UNITS)


def _identity(content: bytes) -> bytes:
    return next(line for line in content.splitlines() if line.lower().startswith(b"message-id"))
