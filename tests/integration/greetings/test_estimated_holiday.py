"""A greeting on an estimated day, from the files of the office to the mails of a rehearsal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.agenda.build import agenda
from dunghen.loading.load import load_config
from dunghen.loading.open_decisions import open_decisions
from dunghen.running.rehearse import rehearse
from dunghen.settings import Settings
from dunghen.wiring import open_rehearsal
from tests.integration.greetings.estimated import EID, EMBASSY, PLAN, with_estimated_days

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.agenda.action import Action
    from dunghen.loading.config import Config


@pytest.fixture
def config(root: Path, tmp_path: Path) -> Config:
    with_estimated_days(root / "config", tmp_path / "config")
    return load_config(tmp_path / "config")


def actions(config: Config) -> list[Action]:
    return list(agenda(next(plan for plan in config.sound_plans if plan.id == PLAN), config.office))


def test_the_plan_is_sound_and_the_day_is_in_its_agenda_as_provisional(config: Config) -> None:
    assert config.problems == ()
    eid = {one.cycle.name: one.cycle for one in actions(config) if "-eid-" in one.cycle.name}
    assert [f"{one.anchor:%a %F} {one.provisional}" for one in eid.values()] == [
        "Wed 2024-04-10 True",
        "Sun 2025-03-30 True",
    ]


def test_everybody_elses_days_are_what_they_were(config: Config, root: Path) -> None:
    before = {(one.cycle_key, one.step, one.cycle) for one in actions(load_config(root / "config"))}
    after = {(one.cycle_key, one.step, one.cycle) for one in actions(config) if EMBASSY not in one.cycle.name}
    assert after == before


def test_what_nobody_has_entered_is_to_be_configured(config: Config) -> None:
    (told,) = [str(one.gap) for one in open_decisions(config, date(2025, 1, 2)) if "ngày lễ hội" in one.gap.what]
    assert told == (
        "chưa có ngày của dịp «ngày lễ hội» năm 2024, 2025 (chưa nhập ngày của năm ấy trong «days»): 1 đối tác"
        " (Đại sứ quán Algeria tại Việt Nam)"
    )


def test_a_rehearsal_drafts_the_letter_and_says_that_its_day_may_move(config: Config, tmp_path: Path) -> None:
    settings = Settings(config=tmp_path / "config", files=tmp_path / "var")
    plan = next(plan for plan in config.sound_plans if plan.id == PLAN)
    with open_rehearsal(settings, config) as app:
        mails = rehearse(app, [plan], date(2025, 3, 3), date(2025, 3, 31))
    parts = {str(one.key): one for mail in mails for one in mail.messages if one.key.cycle == EID}
    outward = next(one for key, one in parts.items() if key.endswith(f"deliver-outward/{EMBASSY}"))
    draft = next(one for key, one in parts.items() if "/draft/" in key)
    assert outward.sent_at
    assert f"{outward.sent_at:%a %F}" == "Fri 2025-03-28"
    assert "30/03/2025 (tạm tính, chưa công bố)" in (draft.text or "")
