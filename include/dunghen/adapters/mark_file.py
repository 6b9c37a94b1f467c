"""The ledger's mark in a file of its own, beside the files and outside of the ledger: ``ledger-mark.json``."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dunghen.adapters.whole_file import write_whole
from dunghen.audit import Head
from dunghen.exceptions import SettingsError
from dunghen.marks import KeptMark, Mark
from dunghen.records import Realm

NAME = "ledger-mark.json"
_UNREADABLE = KeptMark(Mark("", 0), None)
"""No ledger has this mark: a spoilt file holds every one of them."""


class MarkFile:
    """Implements ``dunghen.ports.MarkStore`` in one folder, for all processes that share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    @contextmanager
    def alone(self) -> Iterator[None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = self._path.with_suffix(".lock").open("a")
        except OSError as error:
            raise self._unusable(error) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def read(self) -> KeptMark | None:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            mode = Realm(found["mode"]) if found["mode"] else None
            audit = Head(int(found["audit"]), str(found["seal"])) if found.get("audit") else None
            return KeptMark(Mark(str(found["ledger"]), int(found["number"])), mode, audit)
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError):
            return _UNREADABLE
        except OSError as error:
            raise self._unusable(error) from error

    def write(self, kept: KeptMark) -> None:
        kept_as = {"ledger": kept.mark.ledger, "number": kept.mark.number, "mode": kept.mode}
        kept_as |= {"audit": kept.audit.number, "seal": kept.audit.seal} if kept.audit else {}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(kept_as).encode())
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> SettingsError:
        why = f"{self._path} không đọc hoặc ghi được ({error.strerror})"
        return SettingsError(f"{why}. Đặt DUNGHEN_FILES là thư mục ghi được, chung cho mọi tiến trình.")
