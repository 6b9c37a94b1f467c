"""The RFC 5322 form of a mail: text, HTML and attachments, under headers that no input can break (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from dunghen.directory import address as directory
from dunghen.exceptions import PermanentMailError
from dunghen.mail.header import WIRE, clean
from dunghen.wording.characters import storable
from dunghen.wording.dates import HANOI

SUBJECT_LIMIT = 200
"""Characters. A longer subject is cut with «…»: some servers refuse long lines, and nobody reads them."""

NAME_LIMIT = 150
"""Characters of a display name or a file name."""

KEYS_HEADER = "X-Dung-Hen-Keys"
"""The ledger keys that the mail carries, comma-separated."""

MODE_HEADER = "X-Dung-Hen-Mode"
"""``rehearsal`` or ``live``."""

ALLOWED_HEADERS = frozenset({KEYS_HEADER, MODE_HEADER, "X-Dung-Hen-Recipient", "In-Reply-To", "References", "List-Id"})
"""No other header may be given: a second Subject or From makes servers refuse a mail, or worse, believe it."""

_ADDRESS: TypeAdapter[str] = TypeAdapter(directory.Address)


class Correspondent(Protocol):
    """A name and an address, as ``dunghen.plans.office.Mailbox`` has them."""

    @property
    def name(self) -> str:
        """The display name."""

    @property
    def email(self) -> str:
        """local@domain, ASCII."""


def compose(  # noqa: PLR0913 (a mail has that many parts, all named)
    *,
    sender: Correspondent,
    to: Correspondent,
    subject: str,
    text: str,
    html: str,
    message_id: str,
    date: datetime,
    attachments: Sequence[tuple[str, str, bytes]] = (),
    reply_to: Correspondent | None = None,
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """One mail for one recipient.

    Args:
        sender: who writes.
        to: the one recipient.
        subject: cleaned of line breaks and cut at ``SUBJECT_LIMIT``.
        text: the whole body in plain text.
        html: the whole body as an HTML document that refers to nothing remote.
        message_id: ``<…@…>``, the same at every retry of the same mail.
        date: an aware instant; written in Hà Nội time (+0700).
        attachments: (file name, media type, content). ``text/calendar`` is sent with ``method=PUBLISH``.
        reply_to: where answers go, where not to the sender.
        headers: only names of ``ALLOWED_HEADERS``.

    Returns:
        The mail; ``mail.as_bytes()`` is ready for the wire (CRLF, 7 bits).

    Raises:
        PermanentMailError: the sender or the recipient has no valid address.
        ValueError: a header that may not be given.
    """
    mail = EmailMessage(policy=WIRE)
    mail["From"] = _mailbox(sender)
    mail["To"] = _mailbox(to)
    if reply_to:
        mail["Reply-To"] = _mailbox(reply_to)
    mail["Subject"] = clean(subject, SUBJECT_LIMIT)
    mail["Date"] = format_datetime(date.astimezone(HANOI))
    mail["Message-ID"] = clean(message_id)
    # Out-of-office answers stay away: RFC 3834 §5, and Exchange's own way. Reports of mail not delivered are welcome.
    mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"] = "auto-generated", "OOF, AutoReply"
    _add_headers(mail, headers or {})
    mail.set_content(storable(text), cte="base64")
    mail.add_alternative(storable(html), subtype="html", cte="base64")
    for file_name, media_type, content in attachments:
        _attach(mail, file_name, media_type, content)
    return mail


def keys_header(keys: Sequence[str]) -> dict[str, str]:
    """The header that names the ledger keys of a mail."""
    return {KEYS_HEADER: ", ".join(keys)}


def _mailbox(correspondent: Correspondent) -> Address:
    try:
        address = _ADDRESS.validate_python(correspondent.email)
    except ValidationError as error:
        raise PermanentMailError(
            f"«{clean(str(correspondent.email), NAME_LIMIT)}» ({clean(correspondent.name, NAME_LIMIT)}) "
            "không phải địa chỉ thư điện tử dùng được."
        ) from error
    return Address(clean(correspondent.name, NAME_LIMIT), addr_spec=address)


def _add_headers(mail: EmailMessage, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        if name not in ALLOWED_HEADERS:
            raise ValueError(f"Không được đặt tiêu đề thư «{name}».")
        mail[name] = clean(value)


def _attach(mail: EmailMessage, file_name: str, media_type: str, content: bytes) -> None:
    main, _, sub = media_type.partition("/")
    name = clean(file_name.replace("/", "-").replace("\\", "-"), NAME_LIMIT)
    calendar = {"method": "PUBLISH", "charset": "utf-8"} if media_type == "text/calendar" else None
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name, params=calendar)
