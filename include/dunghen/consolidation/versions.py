"""Which version of a unit's report counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from dunghen.directory.directory import Directory
from dunghen.records import Submission


def versions_by_unit(
    submissions: Iterable[Submission], directory: Directory, day: date, as_of: datetime
) -> dict[str, list[Submission]]:
    """Everything received up to ``as_of`` (included), oldest first, under the unit that answers on ``day``.

    What a merged unit handed in stands for its successor, until the successor hands in something itself.
    """
    found: dict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        if submission.received_at <= as_of:
            answering = directory.answering(submission.unit, day)
            found[answering.slug if answering else submission.unit].append(submission)
    for slug, versions in found.items():
        versions.sort(key=lambda one: (one.unit == slug, one.received_at, one.version))
    return found


def newest_counting(versions: Mapping[str, Iterable[Submission]]) -> dict[str, Submission]:
    """The newest version that counts, for each unit that has one."""
    return {unit: counting[-1] for unit, all_ in versions.items() if (counting := [one for one in all_ if one.counts])}
