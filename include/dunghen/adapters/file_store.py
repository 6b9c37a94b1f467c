"""Files by content, in a folder: ``store/ab/<sha256>``, and the drop folder ``inbox``."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

import io
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256 as hashed
from pathlib import Path

from dunghen.adapters.whole_file import write_whole
from dunghen.ports.files import LeftLying

_SHA256 = re.compile(r"[0-9a-f]{64}")
# What programs leave beside a file while they write it (hidden files, the locks of Excel and LibreOffice, browsers and
# copiers), and what systems leave in a shared folder. Nobody's report, and not ours to remove.
_NOBODYS = re.compile(
    r"^\.|^~\$|\.(?:tmp|temp|part|partial|filepart|crdownload|download)$"
    r"|^(?:ehthumbs|thumbs)\.db$|^desktop\.ini$|^icon\r?$|^\$recycle\.bin$|^system volume information$|^lost\+found$",
    re.IGNORECASE,
)
MOST = 25_000_000
"""Bytes of a file that is read from the drop folder: five times what a report may have."""


class FileStore:
    """Implements ``dunghen.ports.FileStore`` below one folder.

    Args:
        root: the folder; made when it is first written to.
        quiet_seconds: how long a file that is not (yet) a whole workbook must have been left alone before it counts as
            finished. A whole workbook is finished at once: its directory is the last thing that is written.
    """

    def __init__(self, root: Path, *, quiet_seconds: float = 60) -> None:
        self._store = root / "store"
        self._inbox = root / "inbox"
        self._quiet_seconds = quiet_seconds
        self._offered: dict[str, tuple[Path, os.stat_result]] = {}

    def put(self, content: bytes) -> str:
        digest = hashed(content).hexdigest()
        path = self._path(digest)
        # What is there but damaged is written anew.
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        return digest

    def get(self, sha256: str) -> bytes:
        # Only what has the shape of a hash becomes a path.
        if _SHA256.fullmatch(sha256):
            try:
                content = self._path(sha256).read_bytes()
            except FileNotFoundError:
                content = None
            # A damaged file is not the one that is asked for.
            if content is not None and hashed(content).hexdigest() == sha256:
                return content
        raise LookupError(f"Kho tệp không có tệp nào mang mã {sha256}.")

    def remove(self, sha256: str) -> None:
        if _SHA256.fullmatch(sha256):
            self._path(sha256).unlink(missing_ok=True)

    def heads(self, size: int) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self._store.glob("??/*")):
            if _SHA256.fullmatch(path.name):
                with path.open("rb") as file:
                    yield path.name, file.read(size)

    def inbox(self) -> Iterator[tuple[str, bytes]]:
        unreadable: list[str] = []
        for path in self._dropped():
            try:
                as_read = path.stat()
                if as_read.st_size > MOST:
                    continue
                content = path.read_bytes()
                is_finished = _is_whole_workbook(content) or self._is_quiet(as_read)
            except FileNotFoundError:
                continue  # taken away meanwhile
            except OSError as error:
                unreadable.append(f"«{_text_name(path)}» ({error.strerror})")
                continue
            if is_finished:
                self._offered[_text_name(path)] = path, as_read
                yield _text_name(path), content
        if unreadable:
            raise OSError(f"không đọc được {', '.join(unreadable)}")

    def left_lying(self) -> Iterator[LeftLying]:
        for entry in self._entries():
            status = entry.stat(follow_symlinks=False)
            if (what := _no_report(status)) and self._is_quiet(status):
                yield LeftLying(_text_name(Path(entry.name)), what, datetime.fromtimestamp(status.st_mtime, UTC))

    def take(self, name: str) -> None:
        path, as_read = self._offered.pop(name, (None, None))
        # What has been laid over it since under the same name has not been read, and stays.
        if path and as_read and path.exists() and _mark(path.stat()) == _mark(as_read):
            path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._store / digest[:2] / digest

    def _dropped(self) -> list[Path]:
        """The plain files of the drop folder, oldest first; links and folders are nobody's report."""
        files = [
            (entry.stat(follow_symlinks=False).st_mtime_ns, entry.name)
            for entry in self._entries()
            if entry.is_file(follow_symlinks=False)
        ]
        return [self._inbox / name for _, name in sorted(files)]

    def _entries(self) -> list[os.DirEntry[str]]:
        self._inbox.mkdir(parents=True, exist_ok=True)
        with os.scandir(self._inbox) as entries:
            return [entry for entry in entries if not _NOBODYS.search(entry.name)]

    def _is_quiet(self, status: os.stat_result) -> bool:
        # The folder may be a share whose clock is not ours: a new file tells what time it is there.
        with tempfile.NamedTemporaryFile(dir=self._inbox, prefix=".") as probe:
            now = Path(probe.name).stat().st_mtime
        return now - status.st_mtime >= self._quiet_seconds


def _no_report(status: os.stat_result) -> str | None:
    """What it is in place of a file that can be read; None where it is one."""
    kinds = {stat.S_IFDIR: "là thư mục", stat.S_IFLNK: "là lối tắt (liên kết) tới nơi khác"}
    if not stat.S_ISREG(status.st_mode):
        return kinds.get(stat.S_IFMT(status.st_mode), "không phải tệp thường")
    return f"lớn {status.st_size / 1_000_000:,.0f} MB, quá lớn để là báo cáo" if status.st_size > MOST else None


def _is_whole_workbook(content: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(content))


def _mark(of: os.stat_result) -> tuple[int, int, int]:
    """What tells a file from another one of its name."""
    return of.st_ino, of.st_mtime_ns, of.st_size


def _text_name(path: Path) -> str:
    """The name as text; bytes that are no UTF-8 are written out, since no database would take them."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")
