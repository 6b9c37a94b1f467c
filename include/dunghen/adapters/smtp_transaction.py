"""One mail through an open connection, stage by stage (RFC 5321 §3.3), so that the outcome is known exactly.

- A 4xx answer, or a connection lost before the final dot: ``TemporaryMailError``, nothing was accepted.
- A 5xx answer: ``PermanentMailError``.
- No answer after the final dot: ``UnknownMailError``.

The protocol library's errors are all ``OSError`` and need not be named.
"""

from __future__ import annotations

import re
from typing import Any

from dunghen.exceptions import MailError, PermanentMailError, TemporaryMailError, UnknownMailError
from dunghen.mail.header import clean

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_CLOSING = 421
_ANSWER_LIMIT = 300


def hand_over(smtp: Any, *, sender: str, recipient: str, content: bytes, answer_timeout: float) -> str:
    """Hand over one mail; returns the server's answer.

    Args:
        smtp: the open protocol object of yagmail's client, at the start of a transaction.
        sender: the envelope sender.
        recipient: the one envelope recipient.
        content: RFC 5322 bytes.
        answer_timeout: seconds to wait for the answer to the final dot.

    Raises:
        TemporaryMailError, PermanentMailError, UnknownMailError: as the module says. A connection that is of no more
            use is closed (``smtp.sock`` is None).
    """
    try:
        _offer(smtp, sender, recipient, content)
        code, answer = _finish(smtp, answer_timeout)
        return _judged(smtp, "nội dung thư", code, answer)
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
    try:
        _judged(smtp, "người gửi", *smtp.mail(sender, size))
        _judged(smtp, "người nhận", *smtp.rcpt(recipient))
        _judged(smtp, "lệnh gửi", *smtp.docmd("DATA"))
        smtp.send(_transparent(content))
    except OSError as error:
        raise TemporaryMailError(f"Mất kết nối trước khi gửi xong thư: {error}.") from error
    except ValueError as error:
        # The library will not say such an address (UnicodeError is one too): not a word of it has gone out.
        raise PermanentMailError(f"Địa chỉ gửi hoặc nhận có ký tự không gửi được: {error}.") from error


def _transparent(content: bytes) -> bytes:
    """Lines that end in CRLF and nothing else, none of which can be taken for the final dot (RFC 5321 §4.5.2)."""
    lines = _LEADING_DOT.sub(b"..", _LINE_END.sub(b"\r\n", content))
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _finish(smtp: Any, answer_timeout: float) -> tuple[int, bytes]:
    """The final dot and the answer to it. Once the dot is on its way, no answer means that nobody knows."""
    try:
        usual = smtp.sock.gettimeout()
        smtp.sock.settimeout(answer_timeout)
        smtp.send(b".\r\n")
        code, answer = smtp.getreply()
        smtp.sock.settimeout(usual)
    except OSError as error:
        raise UnknownMailError(f"Đã gửi trọn thư nhưng không nhận được trả lời: {error}.") from error
    if not 200 <= code < 600:
        raise UnknownMailError(f"Đã gửi trọn thư nhưng trả lời không hiểu được: {answer_of(code, answer)}.")
    return code, answer


def _judged(smtp: Any, about: str, code: int, answer: bytes) -> str:
    """The answer, where it is a yes (2xx, or 354 for DATA)."""
    said = answer_of(code, answer)
    if 200 <= code < 400:
        return said
    if code == _CLOSING:
        smtp.close()
    if 500 <= code < 600:
        raise PermanentMailError(f"Máy chủ thư từ chối {about}: {said}.")
    raise TemporaryMailError(f"Máy chủ thư tạm thời chưa nhận {about}: {said}.")
