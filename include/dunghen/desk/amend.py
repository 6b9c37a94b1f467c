"""Keeping what the office decides over a signed file: tried on the whole configuration first, so that no mistake lands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dunghen.decision import Change, Decision, applied, file_text, journal_text
from dunghen.exceptions import ConfigError, DecisionError, OutdatedDecisionError
from dunghen.loading.config import Config
from dunghen.loading.load import load_config
from dunghen.loading.placeholder import placeholders
from dunghen.loading.reader import OFFICE
from dunghen.ports import OfficeFiles
from dunghen.values.problem import ConfigProblem


@dataclass(frozen=True, slots=True)
class Trial:
    """What some changes would make of the configuration; nothing is written."""

    before: Config
    after: Config
    text: str
    """Of the file below ``office/``."""
    problems: tuple[ConfigProblem, ...]
    """Those that the changes would bring; what was wrong before is not their fault."""


def attempt(files: OfficeFiles, file: str, changes: Sequence[Change], *, live: bool = False) -> Trial:
    """Try the changes on the configuration as it stands.

    ``live``: mail goes out for real, and a placeholder address, which stops all of it, is a problem too.

    Raises:
        OutdatedDecisionError: something else has been decided there since.
    """
    data = applied(files.decided(file), changes)
    text = file_text(file, data, f"{OFFICE}/{files.journal_name(file)}")
    before, after = load_config(files.folder), load_config(files.folder, decided={file: text})
    known = {replace(one, line=0) for one in _problems(before, live=live)}
    return Trial(
        before, after, text, tuple(one for one in _problems(after, live=live) if replace(one, line=0) not in known)
    )


def _problems(config: Config, *, live: bool) -> tuple[ConfigProblem, ...]:
    return (*config.problems, *(placeholders(config.office) if live else ()))


def amend(
    files: OfficeFiles,
    file: str,
    changes: Sequence[Change],
    *,
    by: str,
    why: str,
    now: datetime,
    undoes: int | None = None,
    live: bool = False,
) -> Decision:
    """Write the changes, with who, when and why; ``live`` as for ``attempt``.

    Raises:
        ConfigError: they would bring a problem; it is named, and nothing is written.
        OutdatedDecisionError: something else has been decided there since.
        DecisionError: nothing would change, or the folder cannot be written.
    """
    real = [one for one in changes if one.before != one.after]
    if not real:
        raise DecisionError("Không có gì thay đổi, nên không ghi gì.")
    with files.alone():
        trial = attempt(files, file, real, live=live)
        if trial.problems:
            raise ConfigError(trial.problems)
        journal = files.journal(file)
        sha256 = hashlib.sha256(trial.text.encode()).hexdigest()
        decision = Decision(file, len(journal) + 1, now, by, why, tuple(real), undoes, sha256)
        files.write(file, trial.text, journal_text([*journal, decision]))
    return decision


def undo(
    files: OfficeFiles, file: str, number: int, *, by: str, why: str, now: datetime, live: bool = False
) -> Decision:
    """Take a decision back, by a new one; ``live`` as for ``attempt``.

    Raises:
        DecisionError: there is none of that number, or a later one stands on it.
        ConfigError: the configuration would not be sound without it.
    """
    found = next((one for one in files.journal(file) if one.number == number), None)
    if found is None:
        raise DecisionError(f"Nhật ký của {file} không có quyết định số {number}.")
    changes = [one.reverse for one in reversed(found.changes)]
    try:
        return amend(files, file, changes, by=by, why=why, now=now, undoes=number, live=live)
    except OutdatedDecisionError as error:
        raise DecisionError(
            f"Sau quyết định số {number} đã có quyết định khác về cùng mục: hãy hoàn tác quyết định sau trước."
        ) from error
