"""Runs one of the two jobs that touch untrusted workbooks in a process of its own, with limits on memory and time.

A spreadsheet library may abort the process, eat all memory or never come back; the caller survives each of these. The
child inherits no environment: no secret of the office is within reach of whatever the file makes it do.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.submissions.sandbox import REFUSED

AT_ONCE = 2
"""Children of one process: whoever sends more files waits, and the machine keeps its memory."""

_FREE = BoundedSemaphore(AT_ONCE)
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
        with _FREE:
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
