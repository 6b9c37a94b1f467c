"""The inside of the child process: limits first, then one job from standard input to standard output.

The modules that a child imports stay small: starting it is most of what reading a form costs.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable

from dunghen.exceptions import UnreadableWorkbookError

MAX_MEMORY = 512 << 20
"""Bytes of address space; a form with every cell filled in takes a fifth of it."""
MAX_FILE = 100_000_000
"""Bytes of a temporary file."""
_TOO_MUCH = "Nội dung tệp quá lớn so với biểu báo cáo. Hãy điền vào đúng biểu đã nhận rồi gửi lại."
REFUSED = 3
"""Exit status of a child that says in a sentence why it refuses."""


def serve(job: Callable[[bytes], bytes], *, seconds: int) -> None:
    """The body of a child: takes the content from standard input, answers on standard output."""
    _limit(seconds)
    try:
        answer = job(sys.stdin.buffer.read())
    except (UnreadableWorkbookError, MemoryError) as refusal:
        sys.stdout.buffer.write((str(refusal) or _TOO_MUCH).encode())
        sys.exit(REFUSED)
    sys.stdout.buffer.write(answer)


def _limit(seconds: int) -> None:
    for what, amount in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, MAX_FILE),
    ):
        try:
            resource.setrlimit(what, (amount, amount))
        except (ValueError, OSError):  # a lower hard limit stands already, or the system knows no such limit
            continue
