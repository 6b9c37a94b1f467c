"""Runs one of the two jobs that touch untrusted workbooks in a process of its own, with limits on memory and time.

A spreadsheet library may abort the process, eat all memory or never come back; the caller survives each of these. The
child inherits no environment: no secret of the office is within reach of whatever the file makes it do.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dunghen.exceptions import UnreadableWorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_MEMORY = 1 << 30
"""Bytes of address space."""
MAX_FILE = 100_000_000
"""Bytes of a temporary file."""
REFUSED = 3
"""Exit status of a child that says in a sentence why it refuses."""

_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.append(sys.argv[1]); from dunghen.submissions import {job}; {job}.main()"
_TOO_SLOW = "Đọc tệp mất quá nhiều thời gian. Hãy chép câu trả lời sang biểu đã nhận rồi gửi lại."
_STRANGE = "Không đọc được tệp: cấu trúc bên trong bất thường. Hãy chép câu trả lời sang biểu đã nhận rồi gửi lại."
_ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}


def run_job(job: str, content: bytes, *, timeout: float) -> bytes:
    """What the job (a module of this package with a ``main``) answers to this content.

    Args:
        job: ``reader`` or ``annotator``.
        content: what it gets on its standard input.
        timeout: seconds.

    Raises:
        UnreadableWorkbookError: the job refused the content, or came to grief over it.
    """
    command = [sys.executable, "-I", "-c", _START.format(job=job), str(_ROOT)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the content is only its input
            command, input=content, capture_output=True, timeout=timeout, env=_ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableWorkbookError(_TOO_SLOW) from None
    if done.returncode == REFUSED:
        raise UnreadableWorkbookError(done.stdout.decode())
    if done.returncode:
        raise UnreadableWorkbookError(_STRANGE)
    return done.stdout


def serve(job: Callable[[bytes], bytes], *, seconds: int) -> None:
    """The body of a child: takes the content from standard input, answers on standard output."""
    _limit(seconds)
    try:
        answer = job(sys.stdin.buffer.read())
    except UnreadableWorkbookError as refusal:
        sys.stdout.buffer.write(str(refusal).encode())
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
