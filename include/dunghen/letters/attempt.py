"""One of many, apart from the others: whatever goes wrong with it is logged and told in a sentence, and the rest goes on."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dunghen.exceptions import DungHenError, UnfinishedError
from dunghen.mail.header import clean

_WHY_LIMIT = 300
"""Characters of a reason in the ledger."""
_OF_FILES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "kho tệp đã đầy, không ghi thêm được"),
    errno.EROFS: "ổ đĩa chỉ đọc được, không ghi được",
    errno.EACCES: "không có quyền đọc hoặc ghi tệp",
}
"""What the system says of files, by ``errno``."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Attempt:
    """How it ended: ``error`` is what was raised, None where nothing was."""

    error: Exception | None = None

    @property
    def why(self) -> str:
        """The error in a sentence for people; empty where there is none."""
        return sentence_of(self.error) if self.error else ""


@contextmanager
def attempt(what: str) -> Iterator[Attempt]:
    """Do one of many. What is raised in the block stays in it; ``what`` names it in the log."""
    made = Attempt()
    try:
        yield made
    except Exception as error:
        # The one place that catches anything: whatever goes wrong with one of many must not stop the others.
        made.error = error
        # What was foreseen needs no traceback; anything else is a fault of the programme, and somebody has to find it.
        log.warning("%s: %s", what, made.why, exc_info=None if isinstance(error, DungHenError) else error)


@dataclass(slots=True)
class Failures:
    """Which of many went wrong, a sentence for each; the others are done."""

    sentences: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sentences)

    def __str__(self) -> str:
        return "; ".join(self.sentences)

    @contextmanager
    def apart(self, what: str) -> Iterator[None]:
        """Do one of many: what is raised in the block is kept here as «what: why»."""
        with attempt(what) as made:
            yield
        if made.error:
            self.sentences.append(f"{what}: {made.why}")

    def tell(self, done: str) -> None:
        """Say at the end what failed, after what was done all the same.

        Raises:
            UnfinishedError: something did.
        """
        if self:
            raise UnfinishedError(f"{done}. Chưa làm được: {self}")


def sentence_of(error: Exception) -> str:
    """The error as people read it: one line, without what only a programmer understands."""
    if isinstance(error, OSError) and error.strerror:
        said = _OF_FILES.get(error.errno or 0, f"không đọc hoặc ghi được tệp ({error.strerror})")
        return clean(said, _WHY_LIMIT)
    # A store says in its own words that it has no such file; a KeyError says nothing to anybody.
    if isinstance(error, DungHenError | OSError) or type(error) is LookupError:
        return clean(str(error), _WHY_LIMIT)
    return clean(f"lỗi ngoài dự kiến, xem nhật ký ({type(error).__name__}: {error})", _WHY_LIMIT)
