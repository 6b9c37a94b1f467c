"""``dunghen link``: showing and revoking the link of a unit's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.acceptance.cli.conftest import Prompt

# The last cycle of the plan: its link opens for as long as the plan runs.
CYCLE, UNIT = "nq59-2025-2030/annual-report/2030", "cuc-dien-anh"


def test_a_revoked_link_gives_way_to_another(prompt: Prompt):
    prompt.environment["DUNGHEN_BASE_URL"] = "https://dung-hen.invalid"
    before = prompt("link", "show", CYCLE, UNIT)
    assert before.startswith("https://dung-hen.invalid/dunghen/nop/")
    assert prompt("link", "show", CYCLE, UNIT) == before
    prompt("link", "revoke", CYCLE, UNIT, "--by", "test")
    after = prompt("link", "show", CYCLE, UNIT)
    assert after.startswith("https://dung-hen.invalid/dunghen/nop/")
    assert after != before


def test_who_owes_nothing_has_no_link(prompt: Prompt):
    prompt.environment["DUNGHEN_BASE_URL"] = "https://dung-hen.invalid"
    assert "lanh-dao-bo" in prompt.run("link", "show", CYCLE, "lanh-dao-bo").stderr
    prompt("link", "show", CYCLE, "lanh-dao-bo", code=1)


def test_without_an_address_of_the_pages_there_is_no_link(prompt: Prompt):
    done = prompt.run("link", "show", CYCLE, UNIT)
    assert done.returncode == 1
    assert "DUNGHEN_BASE_URL" in done.stderr
