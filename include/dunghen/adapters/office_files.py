"""``config/office/``: what the office decided, as files that git can keep; every write is whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from dunghen.adapters.whole_file import write_whole
from dunghen.decision import Decision, read_journal
from dunghen.exceptions import DecisionError
from dunghen.loading.bounded_file import MOST_BYTES, read_bounded, why
from dunghen.loading.load import JOURNAL
from dunghen.loading.reader import OFFICE
from dunghen.values.yaml_faults import line_and_remedy, told
from dunghen.values.yaml_lines import parse_yaml

_READABLE = 0o644


class OfficeFiles:
    """The files below ``office/`` of one configuration folder.

    ``file`` is always the name of a file below ``config/``; callers take it from a list of what exists, never from a
    request.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._office = folder / OFFICE

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes meanwhile, in whatever process.

        Raises:
            DecisionError: the folder cannot be made.
        """
        try:
            self._office.mkdir(exist_ok=True)
            handle = os.open(self._office, os.O_RDONLY)
        except OSError as error:
            raise DecisionError(_unwritable(self._office, error)) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def signed(self, file: str) -> Any:
        """The data of the file itself; None where there is none, or it is not YAML."""
        return _data(self.folder / file)

    def decided(self, file: str) -> Any:
        """The data of the file of the same name below ``office/``; None where there is none.

        Raises:
            DecisionError: it cannot be read. To take it for empty would let the next decision wipe out all others.
        """
        text = self.text(file)
        try:
            return None if text is None else parse_yaml(text).data
        except yaml.YAMLError as error:
            raise DecisionError(_unreadable(file, _reason(error))) from error

    def text(self, file: str) -> str | None:
        """The file below ``office/``, as it stands; None where there is none.

        Raises:
            DecisionError: it cannot be read.
        """
        try:
            return read_bounded(self._office / file).decode("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise DecisionError(_unreadable(file, _reason(error))) from error

    def journal(self, file: str) -> tuple[Decision, ...]:
        """What was decided over this file, oldest first.

        Raises:
            DecisionError: somebody has spoilt the journal by hand, or it cannot be read.
        """
        path = self._office / self.journal_name(file)
        try:
            return read_journal(file, read_bounded(path).decode("utf-8"))
        except FileNotFoundError:
            return ()
        except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError, OSError) as error:
            what = f"không đọc được nhật ký ({_reason(error)})"
            raise DecisionError(f"{OFFICE}/{self.journal_name(file)}: {what}") from error

    def journalled(self) -> list[str]:
        """The files over which something was ever decided."""
        folder = self._office / JOURNAL
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))

    def was_edited_by_hand(self, file: str) -> bool:
        """Whether the file below ``office/`` is not as the newest decision left it."""
        journal = self.journal(file)
        return bool(journal) and self._sha256(file) != journal[-1].sha256 and not self.is_half_written(file)

    def is_half_written(self, file: str) -> bool:
        """Whether the newest decision got into the journal only: the machine stopped before the file was written."""
        journal = self.journal(file)
        before = journal[-2].sha256 if len(journal) > 1 else None
        return bool(journal) and self._sha256(file) == before != journal[-1].sha256

    def _sha256(self, file: str) -> str | None:
        text = self.text(file)
        return None if text is None else hashlib.sha256(text.encode()).hexdigest()

    @staticmethod
    def journal_name(file: str) -> str:
        """Where the journal of the file lies, below ``office/``."""
        return f"{JOURNAL}/{file}"

    def write(self, file: str, text: str, journal: str) -> None:
        """Write the journal, then the file: a decision in force is never without its entry.

        Raises:
            DecisionError: the folder cannot be written, or a file would be too large to be read again; nothing has
                changed.
        """
        for name, content in ((file, text), (self.journal_name(file), journal)):
            if len(content.encode()) > MOST_BYTES:
                raise DecisionError(_too_large(name))
        try:
            for name, content in ((self.journal_name(file), journal), (file, text)):
                path = self._office / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, content.encode(), _READABLE)
        except OSError as error:
            raise DecisionError(_unwritable(self._office, error)) from error


def _data(path: Path) -> Any:
    try:
        return parse_yaml(read_bounded(path).decode("utf-8")).data
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return why(error)
    if isinstance(error, yaml.YAMLError):
        return f"dòng {line_and_remedy(error)[0]}: {told(error)}"
    return "không phải mã UTF-8" if isinstance(error, UnicodeDecodeError) else "một mục thiếu khóa hoặc sai kiểu"


def _unreadable(file: str, why: str) -> str:
    return (
        f"{OFFICE}/{file} không đọc được ({why}): chưa ghi gì, để khỏi mất những điều đã quyết trong đó. "
        "Sửa tệp ấy, hoặc lấy lại bản trước (git), rồi làm lại."
    )


def _unwritable(folder: Path, error: OSError) -> str:
    return (
        f"Không ghi được vào {folder.parent.name}/{folder.name} ({error.strerror}): chưa có gì thay đổi. "
        "Cho tiến trình Airflow quyền ghi vào thư mục này."
    )


def _too_large(name: str) -> str:
    return (
        f"{OFFICE}/{name} sẽ lớn hơn {MOST_BYTES // 1_000_000} MB, không đọc lại được: chưa có gì thay đổi. "
        "Cất tệp nhật ký cũ sang chỗ khác, hoặc bớt những điều đã quyết."
    )
