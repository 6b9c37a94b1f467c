"""Writes ``docs/explanation/promises.md`` by the counts of a run: ``python -m tests.faults.report COUNTS``."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.results import circumstances
from tests.conftest import ROOT
from tests.faults.conftest import Count
from tests.faults.promises import PROMISES, Promise

PAGE = ROOT / "docs/explanation/promises.md"

HEAD = """\
# Promises

What the engine promises, and what holds each promise. Written by `make faults`, which tries the faults for long; every run of the
tests tries a few of each. «Doubled inside» are second copies to recipients of the office itself, with the same Message-ID, after a
process was killed between the mail server's yes and the ledger's; outside the house there is none
([ADR 0004](../adr/0004-at-least-once-inside-at-most-once-outside.md)). A promise without figures is held by ordinary tests.

"""
COLUMNS = "| promise | held by | tried | lost | doubled outside | doubled inside | slowest, s | most, MB | told |\n"


def page(counts: list[Count]) -> str:
    """The page as Markdown."""
    by_promise = defaultdict(list)
    for count in counts:
        by_promise[count.promise].append(count)
    rows = [_row(promise, by_promise[promise.key]) for promise in PROMISES]
    facts = ", ".join(f"{name} {value}" for name, value in circumstances().items())
    return f"{HEAD}Last run: {facts}.\n\n{COLUMNS}|{'---|' * 9}\n{''.join(rows)}"


def _row(promise: Promise, counts: list[Count]) -> str:
    tests = "<br>".join(f"[{Path(test).name}](../../{test})" for test in promise.tests)
    if not counts:
        return f"| {promise.text} | {tests} | | | | | | | |\n"
    sums = [
        sum(getattr(count, name) for count in counts) for name in ("tried", "lost", "doubled_outside", "doubled_inside")
    ]
    seconds = max(count.seconds for count in counts)
    megabytes = max(count.megabytes for count in counts)
    told = "; ".join(sorted({count.told for count in counts if count.told}))
    cells = [*sums, f"{seconds:.1f}" if seconds else "", f"{megabytes:.0f}" if megabytes else "", told]
    return f"| {promise.text} | {tests} | {' | '.join(map(str, cells))} |\n"


def main(path: Path) -> None:
    """Write the page and print it."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    text = page([Count(**json.loads(line)) for line in lines])
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
