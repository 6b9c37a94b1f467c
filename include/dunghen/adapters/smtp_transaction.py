"""One mail through an open connection, stage by stage (RFC 5321 §3.3), so that the outcome is known exactly.

- A 4xx answer, or a connection lost before the final dot: ``TemporaryMailError``, nothing was accepted.
- A 5xx answer: ``PermanentMailError``.
- No answer after the final dot, or one that is neither yes nor no: ``UnknownMailError``.

The protocol library's errors are all ``OSError`` and need not be named.
"""

from __future__ import annotations

import re
import time
from functools import partial
from typing import Any

from dunghen.adapters.smtp_settings import SmtpSettings
from dunghen.exceptions import LateAnswerError, MailError, PermanentMailError, TemporaryMailError, UnknownMailError
from dunghen.mail.header import clean

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_CLOSING = 421
_YES = range(200, 300)
_GO_ON = range(354, 355)
"""The answer to DATA (RFC 5321 §4.3.2); it is a yes to nothing else."""
_ANSWER_LIMIT = 300
_SLOWEST = 16 * 1024
"""Bytes a second that a connection carries at least, or is taken for lost."""


def hand_over(smtp: Any, *, sender: str, recipient: str, content: bytes, settings: SmtpSettings) -> str:
    """Hand over one mail; returns the server's answer.

    Args:
        smtp: the open protocol object of yagmail's client, at the start of a transaction.
        sender: the envelope sender.
        recipient: the one envelope recipient.
        content: RFC 5322 bytes.
        settings: how long to wait, for what.

    Raises:
        LateAnswerError: the final dot is not answered yet. The connection is busy until it has been waited for.
        TemporaryMailError, PermanentMailError, UnknownMailError: as the module says. A connection that is of no more
            use is closed (``smtp.sock`` is None).
    """
    try:
        _offer(smtp, sender, recipient, content)
        return _finish(smtp, settings)
    except MailError:
        raise
    except BaseException:
        # Stopped halfway (a task's time is up): whatever is said next would be taken for part of the mail.
        smtp.close()
        raise


def still_there(smtp: Any) -> bool:
    """Whether the connection stands and a transaction can begin; RSET also ends one that was refused halfway."""
    try:
        code, _ = smtp.rset()
    except OSError:
        return False
    return bool(code == 250)


def answer_of(code: int, answer: bytes | str) -> str:
    """The server's answer as one line: «550 5.1.1 no such user»."""
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return clean(f"{code} {words}", _ANSWER_LIMIT)


def _offer(smtp: Any, sender: str, recipient: str, content: bytes) -> None:
    """Everything before the final dot: a server that has not seen it has accepted nothing."""
    size = [f"size={len(content)}"] if smtp.has_extn("size") else []
    usual = smtp.sock.gettimeout()
    try:
        _judged(smtp, "người gửi", *smtp.mail(sender, size))
        _judged(smtp, "người nhận", *smtp.rcpt(recipient))
        code, answer = smtp.docmd("DATA")
        _judged(smtp, "lệnh gửi", code, answer, _GO_ON)
        smtp.sock.settimeout(usual + len(content) / _SLOWEST)
        smtp.send(_transparent(content))
        smtp.sock.settimeout(usual)
    except OSError as error:
        raise TemporaryMailError(f"Mất kết nối trước khi gửi xong thư: {error}.") from error
    except ValueError as error:
        # The library will not say such an address (UnicodeError is one too): not a word of it has gone out.
        raise PermanentMailError(f"Địa chỉ gửi hoặc nhận có ký tự không gửi được: {error}.") from error


def _transparent(content: bytes) -> bytes:
    """Lines that end in CRLF and nothing else, none of which can be taken for the final dot (RFC 5321 §4.5.2)."""
    lines = _LEADING_DOT.sub(b"..", _LINE_END.sub(b"\r\n", content))
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _finish(smtp: Any, settings: SmtpSettings) -> str:
    """The final dot and the answer to it. Once the dot is on its way, no answer means that nobody knows."""
    until = time.monotonic() + settings.answer_timeout
    try:
        smtp.send(b".\r\n")
        answered = smtp.file.heard_within(min(settings.patience, settings.answer_timeout))
    except OSError as error:
        smtp.close()
        raise _unanswered(error) from error
    if not answered and settings.patience < settings.answer_timeout:
        raise LateAnswerError(partial(_is_over, smtp, until), partial(_late, smtp, until))
    return _answer(smtp, until)


def _is_over(smtp: Any, until: float) -> bool:
    try:
        return time.monotonic() >= until or smtp.file.heard_within(0)
    except OSError:
        return True


def _late(smtp: Any, until: float) -> str:
    try:
        return _answer(smtp, until)
    finally:
        smtp.close()


def _answer(smtp: Any, until: float) -> str:
    """What the server says to the final dot, until then (of the monotonic clock)."""
    usual = smtp.sock.gettimeout()
    try:
        smtp.sock.settimeout(max(until - time.monotonic(), 0.01))
        code, answer = smtp.getreply()
        smtp.sock.settimeout(usual)
    except OSError as error:
        raise _unanswered(error) from error
    if code not in _YES and not 400 <= code < 600:
        smtp.close()
        raise UnknownMailError(f"Đã gửi trọn thư nhưng trả lời không hiểu được: {answer_of(code, answer)}.")
    return _judged(smtp, "nội dung thư", code, answer)


def _unanswered(error: OSError) -> UnknownMailError:
    return UnknownMailError(f"Đã gửi trọn thư nhưng không nhận được trả lời: {error}.")


def _judged(smtp: Any, about: str, code: int, answer: bytes, wanted: range = _YES) -> str:
    """The answer, where it is the one that is wanted."""
    said = answer_of(code, answer)
    if code in wanted:
        return said
    # 421 says so itself; with one that is neither yes nor no, nobody knows what the server waits for now.
    if code == _CLOSING or not 400 <= code < 600:
        smtp.close()
    if 500 <= code < 600:
        raise PermanentMailError(f"Máy chủ thư từ chối {about}: {said}.")
    raise TemporaryMailError(f"Máy chủ thư tạm thời chưa nhận {about}: {said}.")
