"""A wrong clock or a day to come at the prompt: nothing is lost for ever, and nothing real is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.cli.conftest import Prompt

NQ59 = "nq59-2025-2030"


@pytest.fixture
def live(prompt: Prompt) -> Prompt:
    """A prompt in an office that sends to true recipients; its newest run was on 27/10/2026."""
    for file in prompt.config.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(".invalid", ".gov.vn"), encoding="utf-8")
    prompt.set_clock("2026-10-27T08:00:00+07:00")
    prompt("live", "on", "--by", "Chánh Văn phòng")
    prompt("run", "--plan", NQ59)
    return prompt


def kept(prompt: Prompt) -> list[dict[str, object]]:
    """What stands in the ledger of the mode in force."""
    rows: list[dict[str, object]] = json.loads(prompt("outbox", "--json"))
    return rows


def test_a_run_with_the_clock_a_year_ahead_does_nothing_and_says_so(live: Prompt) -> None:
    before = kept(live)
    live.set_clock("2027-11-20T08:00:00+07:00")

    held = live.run("run", "--plan", NQ59)

    assert held.returncode == 1
    assert "cách lượt chạy gần nhất (08:00, thứ Ba, 27/10/2026) 389 ngày" in held.stderr
    assert "dunghen clock accept --by TÊN" in held.stderr
    assert (kept(live), live.mails()) == (before, [])
    live.set_clock("2026-10-28T08:00:00+07:00")
    assert "18 sent" in live("run", "--plan", NQ59)


def test_a_person_who_vouches_lets_the_runs_go_on(live: Prompt) -> None:
    live.set_clock("2027-01-27T08:00:00+07:00")
    live("run", "--plan", NQ59, code=1)
    assert live.run("clock", "accept").returncode == 2  # by whom?
    live("clock", "accept", "--by", "Chánh Văn phòng")
    assert "27/01/2027" in live("clock", "status")
    live("run", "--plan", NQ59)


def test_what_a_wrong_clock_has_ended_is_taken_back_in_one_step(live: Prompt) -> None:
    live.set_clock("2027-02-01T08:00:00+07:00")
    live("clock", "accept", "--by", "người nhầm")
    live("run", "--plan", NQ59)
    assert {row["state"] for row in kept(live) if "/2026/request/" in str(row["key"])} == {"expired"}
    live.set_clock("2026-10-28T08:00:00+07:00")
    live("run", "--plan", NQ59, code=1)

    told = live("clock", "accept", "--by", "Chánh Văn phòng")

    assert "việc lấy lại (live)" in told
    assert "0 việc lấy lại (live)" not in told
    assert "18 sent" in live("run", "--plan", NQ59)


@pytest.mark.parametrize("day", ["2027-11-20", "2031-11-20", "2026-11-26", "2026-10-01"])
def test_a_day_named_at_the_prompt_is_a_rehearsal_even_where_the_office_is_live(live: Prompt, day: str) -> None:
    before = kept(live)
    inbox = live.folder / "var" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "bao-cao.xlsx").write_bytes(b"a real submission")

    done = live.run("run", "--plan", NQ59, "--as-of", day)

    assert done.returncode == 0
    assert "chỉ là diễn tập" in done.stderr
    assert kept(live) == before
    assert all("DIỄN TẬP" in str(mail["Subject"]) for mail in live.mails())
    assert (inbox / "bao-cao.xlsx").exists()


def test_a_day_to_come_writes_off_nothing_in_the_rehearsal_either(prompt: Prompt) -> None:
    prompt.set_clock("2026-10-27T08:00:00+07:00")
    prompt("run", "--plan", NQ59, "--as-of", "2031-11-20")
    assert [row for row in kept(prompt) if row["state"] == "expired" and "/2026/" in str(row["key"])] == []
    assert "18 sent" in prompt("run", "--plan", NQ59, "--as-of", "2026-10-28")


def test_where_mail_is_real_no_submission_is_taken_for_a_day_to_come(live: Prompt) -> None:
    file = live.folder / "bao-cao.xlsx"
    file.write_bytes(b"x")
    refused = live.run("submit", str(file), "--as-of", "2026-10-28")
    assert refused.returncode == 1
    assert "chưa tới" in refused.stderr
