"""A mail to send, and a mailer for a server of the tests."""

from __future__ import annotations

from datetime import datetime

from dunghen.adapters.smtp import YagmailMailer
from dunghen.adapters.smtp_settings import SmtpSettings
from dunghen.mail.compose import compose
from dunghen.plans.office import Mailbox
from dunghen.wording.dates import HANOI

SENDER = Mailbox(name="Văn phòng điều phối", email="van-phong@bo.invalid")
UNIT = Mailbox(name="Cục trưởng Cục Điện ảnh", email="cuc-dien-anh@bo.invalid")


def letter(number: int = 1, **changes):
    """A composed mail; keyword arguments replace parts of it."""
    parts = {
        "sender": SENDER,
        "to": UNIT,
        "subject": f"Thư số {number}",
        "text": "Kính gửi Quý đơn vị.\n.\n..\n. dòng có dấu chấm\n",
        "html": "<p>Kính gửi Quý đơn vị.</p>",
        "message_id": f"<{number:032x}@bo.invalid>",
        "date": datetime(2026, 11, 17, 8, 0, tzinfo=HANOI),
    }
    return compose(**{**parts, **changes})


def mailer(port: int, **changes) -> YagmailMailer:
    """A mailer for a server on loopback: no encryption, no login; a busy machine has time."""
    settings = {"host": "127.0.0.1", "port": port, "tls": "none", "timeout": 20, "answer_timeout": 20}
    return YagmailMailer(SmtpSettings(**{**settings, **changes}), SENDER.email)
