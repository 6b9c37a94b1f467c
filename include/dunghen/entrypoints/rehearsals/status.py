"""How a rehearsal stands, in a file of its own: asked for by whom, how far it has come, how it ended."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dunghen.adapters.whole_file import write_whole

STATUS, RESULT, ARCHIVE = "status.json", "result.json", "rehearsal.zip"
"""Files in the folder of a rehearsal: how it stands, what came out, the same to download."""
STOP, LOCK, LOG = "stop", "lock", "log.txt"
"""Who wants it stopped; what its process holds as long as it lives; what that process said besides."""


class State(StrEnum):
    """A rehearsal runs until it has come to one of three ends."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Status(BaseModel):
    """What ``status.json`` says.

    Attributes:
        form: grows when what is kept changes its shape; a rehearsal of another form is not shown any more.
        first: the first day of the period.
        last: the last one.
        plan: the id of the one plan; None for all.
        by: who started it.
        started: when; an aware instant, like ``ended``.
        doing: the short title of the plan whose day is being run; empty before and after the days.
        day: that day.
        number: which of the days it is, all plans taken together.
        of: how many days there are.
        why: why it failed, or who stopped it.
        mails: how many mails came out.
    """

    model_config = ConfigDict(frozen=True)

    form: Literal[1] = 1
    first: date
    last: date
    plan: str | None
    by: str
    started: datetime
    state: State = State.RUNNING
    doing: str = ""
    day: date | None = None
    number: int = 0
    of: int = 0
    ended: datetime | None = None
    why: str = ""
    mails: int = 0

    @property
    def title(self) -> str:
        """The name of the one folder in the archive."""
        return f"dien-tap-{self.first}-{self.last}"


def read_status(folder: Path) -> Status:
    """What the folder's file says.

    Raises:
        OSError, ValueError: there is none, or it is no such file.
    """
    return Status.model_validate_json((folder / STATUS).read_bytes())


def write_status(folder: Path, status: Status) -> None:
    """Replace the folder's file: whoever reads it meanwhile finds the old one or the new one, whole."""
    write_whole(folder / STATUS, status.model_dump_json().encode())
