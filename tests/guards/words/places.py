"""Where every open decision is entered, on some days, as JSON: run in a process of its own.

python places.py CONFIG
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dunghen.loading.load import load_config
from dunghen.views.decisions import Decisions, ToEnter, decisions

DAYS = (date(2024, 3, 1), date(2025, 6, 1), date(2026, 12, 1), date(2029, 1, 1))


def main(config: Path) -> None:
    """Print it, day by day; the words stand beside, to be seen to differ."""
    loaded = load_config(config)
    found = [(day, entry) for day in DAYS for entry in _entries(decisions(loaded, day))]
    places = [[str(day), entry.form, entry.file, entry.keys] for day, entry in found]
    words = [entry.what for _, entry in found]
    print(json.dumps({"places": places, "words": words, "problems": [str(one) for one in loaded.problems]}))


def _entries(found: Decisions) -> Iterator[ToEnter]:
    yield from found.office
    for of_plan in found.plans:
        for waiting in of_plan.waiting:
            yield from waiting.entries


if __name__ == "__main__":
    main(Path(sys.argv[1]))
