"""How much processor one mail takes to render, its template compiled already: the mean over the shared mails' templates."""

from __future__ import annotations

from time import process_time

import pytest

from tests.benchmarks.results import keep
from tests.unit.mail.contexts import render
from tests.unit.mail.test_render import ALL

pytestmark = pytest.mark.benchmark

BUDGET_MS, ROUNDS = 6.0, 10


def test_a_mail_costs_a_few_milliseconds() -> None:
    each_round = [_milliseconds() for _ in range(ROUNDS + 1)][1:]  # the first compiles the templates
    figures: dict[str, object] = {
        "templates": len(ALL),
        "best_ms": min(each_round),
        "mean_ms": sum(each_round) / ROUNDS,
    }
    keep("mail-render", figures)
    assert min(each_round) < BUDGET_MS


def _milliseconds() -> float:
    started = process_time()
    for template, context in ALL.items():
        render(template, context)
    return (process_time() - started) * 1000 / len(ALL)
