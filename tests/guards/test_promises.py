"""Every promise names tests that are there, and stands on the page of promises."""

from __future__ import annotations

import pytest

from tests.faults.promises import PROMISES


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.key)
def test_a_promise_is_on_the_page_and_its_tests_are_there(promise, root):
    assert promise.text in (root / "docs/explanation/promises.md").read_text(encoding="utf-8")
    assert [test for test in promise.tests if not (root / test).is_file()] == []
    assert promise.tests


def test_each_promise_is_made_once():
    assert len({promise.key for promise in PROMISES}) == len(PROMISES)
