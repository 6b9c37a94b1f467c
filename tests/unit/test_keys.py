"""Every occurrence has one name, and the name can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.exceptions import KeyFormatError
from dunghen.keys import ActionKey, CycleKey, message_id

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
CYCLES = st.from_regex(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", fullmatch=True)


@given(SLUGS, SLUGS, CYCLES, SLUGS, SLUGS)
def test_an_action_key_reads_back_as_itself(plan: str, duty: str, cycle: str, step: str, recipient: str) -> None:
    key = ActionKey(plan, duty, cycle, step, recipient)
    assert ActionKey.parse(str(key)) == key
    assert CycleKey.parse(str(key.cycle_key)) == key.cycle_key


@pytest.mark.parametrize("text", ["a/b/c/d", "a/b/c/d/e/f", "A/b/c/d/e", "a/b/../d/e", "a//c/d/e", "a/b/c/d/e\n"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        ActionKey.parse(text)


def test_the_message_id_is_the_same_at_every_retry_and_another_after_a_resend() -> None:
    keys = ["p/d/2026/remind-7/u", "p/d/2026/request/u"]
    first = message_id(keys, "live", 0, "dunghen.invalid")
    assert message_id(list(reversed(keys)), "live", 0, "dunghen.invalid") == first
    assert message_id(keys, "live", 1, "dunghen.invalid") != first
    assert message_id(keys, "rehearsal", 0, "dunghen.invalid") != first
