"""One rehearsal in a process of its own: ``python -m dunghen.entrypoints.rehearsals.child FOLDER SECONDS``.

Started by ``Shelf``, in a session of its own: it outlives the API server, and ends by itself. Airflow is not imported.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dunghen.adapters.file_store import FileStore
from dunghen.app import App
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.rehearsals.described import described
from dunghen.entrypoints.rehearsals.folder import write_rehearsal
from dunghen.entrypoints.rehearsals.status import ARCHIVE, LOG, RESULT, STOP, State, Status, read_status, write_status
from dunghen.exceptions import DungHenError
from dunghen.loading.config import Config
from dunghen.loading.load import load_config
from dunghen.plans.plan import Plan
from dunghen.running.rehearse import RehearsedDay, RehearsedMail, rehearse
from dunghen.settings import Settings
from dunghen.views.rehearsal import Rehearsed, RehearsedPlan
from dunghen.wiring import open_rehearsal, secret_of

_KINDNESS = 10
"""How far it stands back behind the API server and the scheduler (nice)."""
_AGAIN = 30
"""Seconds after which the end of the time is told once more, should something have swallowed it."""


class StoppedError(DungHenError):
    """Đã có người dừng."""


class TooLongError(BaseException):
    """The time is over, wherever the work is.

    No ``Exception``: what reads many files goes on without the one that fails, and would take the end of the time for
    a fault of the plan that it was reading.
    """

    def __init__(self) -> None:
        super().__init__("Diễn tập quá lâu nên bị ngắt. Hãy chọn khoảng ngày ngắn hơn, hoặc từng kế hoạch.")


@dataclass(slots=True)
class RunningRehearsal:
    """The rehearsal of one folder, and how it stands."""

    folder: Path
    status: Status
    is_over: bool = False

    def run(self, seconds: float) -> None:
        """Rehearse, no longer than that, and write down how it ended."""
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            mails = self._rehearse()
        except StoppedError as stopped:
            self._end(State.STOPPED, why=str(stopped))
        except (DungHenError, TooLongError) as error:
            self._end(State.FAILED, why=str(error))
        except BaseException as error:
            why = f"Lỗi không lường trước ({type(error).__name__}: {error}). Chi tiết ở {self.folder / LOG}."
            self._end(State.FAILED, why=why)
            raise
        else:
            self._end(State.DONE, mails=mails)

    def _rehearse(self) -> int:
        settings = Settings.from_environment()
        config = load_config(settings.config)
        plans = [plan for plan in config.sound_plans if self.status.plan in (None, plan.id)]
        # The office's own secret: what is signed by it is the same in every rehearsal.
        with open_rehearsal(settings.model_copy(update={"secret": secret_of(settings)}), config) as app:
            mails = rehearse(app, plans, self.status.first, self.status.last, self._progress)
            self._tell(doing="", day=None, mails=len(mails))
            self._keep(app, config, plans, mails)
        self._heed()
        return len(mails)

    def _keep(self, app: App, config: Config, plans: Sequence[Plan], mails: Sequence[RehearsedMail]) -> None:
        pairs = list(zip(described(app, mails), mails, strict=True))
        texts = FileStore(self.folder)
        for mail in mails:
            self._heed()
            for message in mail.messages:
                texts.put((message.text or "").encode())
        folder = self.folder / self.status.title
        write_rehearsal(folder, pairs, app.files, plans, self.status.first, self.status.last)
        shutil.make_archive(str(self.folder / Path(ARCHIVE).stem), "zip", self.folder, folder.name)
        shutil.rmtree(folder)
        rehearsed = Rehearsed(
            plans=tuple(RehearsedPlan(id=plan.id, short_title=plan.short_title, draft=plan.is_draft) for plan in plans),
            broken=tuple(broken.file_stem for broken in config.broken_plans),
            mails=tuple(mail for mail, _ in pairs),
        )
        (self.folder / RESULT).write_text(rehearsed.model_dump_json(), encoding="utf-8")

    def _progress(self, done: RehearsedDay) -> None:
        self._heed()
        self._tell(doing=done.plan.short_title, day=done.day, number=done.number, of=done.of)

    def _heed(self) -> None:
        """Stop where somebody wants it, or the time is over and what the signal raised was lost.

        Python drops what is raised in a destructor.

        Raises:
            StoppedError: says who.
            TooLongError: the time is over.
        """
        if self.is_over:
            raise TooLongError
        stop = self.folder / STOP
        if stop.exists():
            raise StoppedError(stop.read_text(encoding="utf-8"))

    def too_long(self, _signal: int, _frame: object) -> None:
        """What the signal at the end of the time does.

        Raises:
            TooLongError: always.
        """
        self.is_over = True
        raise TooLongError

    def _end(self, state: State, **changes: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._tell(state=state, ended=now_in_hanoi(), doing="", day=None, **changes)

    def _tell(self, **changes: object) -> None:
        self.status = self.status.model_copy(update=changes)
        write_status(self.folder, self.status)


def main(folder: Path, seconds: float) -> None:
    """Run the rehearsal that the folder's status asks for, no longer than that."""
    os.nice(_KINDNESS)
    rehearsal = RunningRehearsal(folder, read_status(folder))
    signal.signal(signal.SIGALRM, rehearsal.too_long)
    # Should the signal not get through to it, the process ends all the same, and the log tells where it was.
    faulthandler.dump_traceback_later(seconds + 2 * _AGAIN, exit=True)
    rehearsal.run(seconds)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
