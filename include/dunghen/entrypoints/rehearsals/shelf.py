"""The rehearsals that are kept, newest first: found by name, started one at a time, stopped, and cleared away.

A running rehearsal holds a lock on a file of its folder. The system lets go of it whenever the process ends, however it
ends: no process number has to be trusted, and what died is never taken for running.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from dunghen.adapters.file_store import FileStore
from dunghen.entrypoints.rehearsals.status import (
    ARCHIVE,
    LOCK,
    LOG,
    RESULT,
    STOP,
    State,
    Status,
    read_status,
    write_status,
)
from dunghen.exceptions import DungHenError
from dunghen.views.rehearsal import Rehearsed
from dunghen.views.rehearsal_changes import Rehearsing

KEPT = 20
"""How many rehearsals are kept."""
LIMIT = timedelta(minutes=30)
"""How long one may run."""
CUT_OFF = (
    "Tiến trình diễn tập bị ngắt giữa chừng: có người ngắt từ ngoài, máy hết bộ nhớ hoặc máy tắt. "
    "Chưa thư nào được gửi; hãy diễn tập lại."
)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One that is kept. Its name tells when it was started, so that names sort by time."""

    folder: Path
    status: Status

    @property
    def name(self) -> str:
        """What addresses call it."""
        return self.folder.name

    @property
    def is_running(self) -> bool:
        """Whether its process is at work."""
        return self.status.state is State.RUNNING

    @property
    def is_done(self) -> bool:
        """Whether its mails can be seen."""
        return self.status.state is State.DONE

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop and has not yet."""
        return self.is_running and (self.folder / STOP).exists()

    @property
    def rehearsing(self) -> Rehearsing:
        """What was rehearsed."""
        return Rehearsing(self.status.first, self.status.last, self.status.plan)

    @property
    def archive(self) -> Path:
        """The folder that ``dunghen rehearse`` writes, as a .zip."""
        return self.folder / ARCHIVE

    def mail(self, file: str) -> bytes:
        """One mail (RFC 5322) of those in the result, by its ``file``.

        Raises:
            OSError: it has been cleared away.
        """
        with ZipFile(self.archive) as archive:
            return archive.read(f"{self.status.title}/{file}")

    def text(self, sha256: str) -> str:
        """The text of one message in the result.

        Raises:
            LookupError: it has been cleared away.
        """
        return FileStore(self.folder).get(sha256).decode()

    @property
    def result(self) -> Rehearsed:
        """What came out of it.

        Raises:
            OSError: it has been cleared away.
        """
        path = self.folder / RESULT
        return _read(path, path.stat().st_mtime_ns)


class BusyError(DungHenError):
    """Một lần diễn tập khác đang chạy."""

    def __init__(self, running: Rehearsal) -> None:
        super().__init__()
        self.running = running


class Shelf:
    """The rehearsals below one folder.

    Args:
        root: the folder; made when the first one is started.
        limit: how long one may run.
    """

    def __init__(self, root: Path, limit: timedelta = LIMIT) -> None:
        self._root = root
        self._limit = limit

    def all(self) -> list[Rehearsal]:
        """Those that are kept, the newest first."""
        return [found for folder in self._folders() if (found := _found(folder))]

    def find(self, name: str) -> Rehearsal | None:
        """The one of this name. The name is looked for among those that are there, and never becomes a path."""
        return next((rehearsal for rehearsal in self.all() if rehearsal.name == name), None)

    def start(self, status: Status) -> Rehearsal:
        """Start a process for what the status asks; the oldest rehearsals beyond ``KEPT`` are cleared away.

        Raises:
            BusyError: one is running.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(self._root):
            for rehearsal in self.all():
                if rehearsal.is_running:
                    raise BusyError(rehearsal)
            folder = self._root / f"{status.started:%Y%m%d-%H%M%S-%f}"
            folder.mkdir()
            self._launch(folder, status)
            # Whatever the clock says: after it was set back, the one that has just begun is the oldest by name.
            for old in [other for other in self._folders() if other != folder][KEPT - 1 :]:
                _clear_away(old)
        return Rehearsal(folder, status)

    def _folders(self) -> list[Path]:
        if not self._root.is_dir():
            return []
        return sorted((path for path in self._root.iterdir() if path.name[0] != "." and path.is_dir()), reverse=True)

    def _launch(self, folder: Path, status: Status) -> None:
        with (folder / LOCK).open("w") as lock, (folder / LOG).open("wb") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            write_status(folder, status)
            command = [sys.executable, "-P", "-m", "dunghen.entrypoints.rehearsals.child"]
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, and a folder that we have named
                [*command, str(folder), str(self._limit.total_seconds())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(lock.fileno(),),  # the lock is the child's from here on, as long as it lives
            )
        # Somebody has to wait for it, or it would stay in the process table.
        threading.Thread(target=process.wait, daemon=True, name=f"rehearsal {folder.name}").start()


def stop(rehearsal: Rehearsal, by: str) -> None:
    """Ask a rehearsal to stop before its next day."""
    (rehearsal.folder / STOP).write_text(f"{by} đã dừng.", encoding="utf-8")


def _found(folder: Path) -> Rehearsal | None:
    """None where it is no rehearsal, or has just been cleared away."""
    try:
        status = read_status(folder)
        if status.state is State.RUNNING and not _is_held(folder / LOCK):
            # It may have ended between the two looks.
            status = read_status(folder)
            if status.state is State.RUNNING:
                status = status.model_copy(update={"state": State.FAILED, "why": CUT_OFF})
    except (OSError, ValueError):
        return None
    return Rehearsal(folder, status)


def _is_held(path: Path) -> bool:
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Whoever starts one keeps others from starting until that one is seen to run."""
    with (root / ".starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_away(folder: Path) -> None:
    gone = folder.rename(folder.with_name(f".{folder.name}"))
    shutil.rmtree(gone, ignore_errors=True)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Rehearsed:  # noqa: ARG001 - what the cache goes by
    return Rehearsed.model_validate_json(path.read_bytes())
