"""One mail: the messages it carries, its true recipient, where it goes in this realm; put together before any claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import EmailMessage
from functools import partial

from dunghen.app import App
from dunghen.exceptions import TemporaryMailError
from dunghen.keys import OPERATOR, message_id
from dunghen.kinds.registry import kind_named
from dunghen.links.delegate import addressed
from dunghen.mail import rehearsal
from dunghen.mail.compose import MODE_HEADER, Correspondent, compose, keys_header
from dunghen.mail.digest import digest
from dunghen.mail.render import Rendered
from dunghen.ports import MailConnection, Post
from dunghen.records import Attachment, Message, Realm
from dunghen.wording.dates import HANOI


@dataclass(frozen=True, slots=True)
class Envelope:
    """The messages of one mail, all to one true recipient; ``to`` is where it goes in this realm."""

    messages: tuple[Message, ...]
    message_id: str
    recipient_name: str
    recipient_address: str
    to: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The ledger keys of its messages."""
        return tuple(str(message.key) for message in self.messages)

    @classmethod
    def of(cls, messages: Sequence[Message], app: App, now: datetime) -> Envelope:
        """Address the mail. In rehearsal it goes to the rehearsal mailbox, whoever it is meant for."""
        ordered = tuple(sorted(messages, key=lambda message: (message.due_at, message.key)))
        first, settings = ordered[0], app.office.settings
        address = first.address or ""
        keys = [str(message.key) for message in ordered]
        identity = first.message_id or message_id(keys, app.realm, first.attempt, settings.message_id_domain)
        day = now.astimezone(HANOI).date()
        name = addressed(app, first.key) or _name(app, first.key.recipient, day)
        live = app.realm is Realm.LIVE
        return cls(ordered, identity, name, address, address if live else settings.rehearsal.email)


@dataclass(frozen=True, slots=True)
class _Addressee:
    """As the ledger has it; whether the address can be one is for ``compose`` to say, which refuses it by name."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """An envelope with everything in it: only ``hand`` speaks to the world outside."""

    envelope: Envelope
    hand: Callable[[], str]
    """Hands it over, once; returns the answer, or raises a ``MailError``."""
    kept: bytes | None = None
    """What is kept of it in the file store; None where nothing is."""


def by_mail(envelope: Envelope, app: App, connection: MailConnection, now: datetime) -> Parcel:
    """The envelope as a mail, to go through this connection.

    Raises:
        PermanentMailError: an address that cannot be one.
        TemporaryMailError: a file that it attaches is not to be had now.
    """
    mail = mail_of(envelope, app, now)
    return Parcel(envelope, partial(connection.send, mail, to=envelope.to), mail.as_bytes())


def by_post(envelope: Envelope, app: App) -> Parcel:
    """The one message of the envelope as a post for the office's site; nothing of it is kept in the file store.

    Raises:
        TemporaryMailError: no site is configured.
    """
    if app.publisher is None:
        raise TemporaryMailError("chưa cấu hình trang để đăng (DUNGHEN_PUBLISH_URL)")
    (message,) = envelope.messages
    key = message.key
    # By the key of the ledger the server may tell a repetition.
    post = Post(
        key=str(key),
        slug=f"{key.cycle}-{key.step}".lower(),
        title=message.subject or "",
        text=message.text or "",
        html=message.html or "",
    )
    return Parcel(envelope, partial(app.publisher.publish, post))


def _name(app: App, recipient: str, day: date) -> str:
    if recipient == OPERATOR:
        return app.office.settings.operator.name
    unit = app.office.directory.answering(recipient, day)
    return unit.addressed if unit else app.office.directory.name(recipient, day)


@dataclass(frozen=True, slots=True)
class _Dress:
    """What a mail wears in its realm: to whom it goes, and how a rehearsed one is told from a true one."""

    to: Correspondent
    banner: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    subject: Callable[[str], str] = str

    @classmethod
    def of(cls, envelope: Envelope, app: App) -> _Dress:
        name, address = envelope.recipient_name, envelope.recipient_address
        if app.realm is Realm.LIVE:
            return cls(_Addressee(name, address))
        banner, headers = rehearsal.banner(name, address), rehearsal.headers(address)
        return cls(app.office.settings.rehearsal, banner, headers, rehearsal.subject)


def mail_of(envelope: Envelope, app: App, now: datetime) -> EmailMessage:
    """Compose the mail as it goes out (RFC 5322), with everything its messages attach."""
    settings, dress = app.office.settings, _Dress.of(envelope, app)
    body = _body(envelope, app, dress.banner)
    files = {attached.sha256: attached for message in envelope.messages for attached in message.attachments}
    return compose(
        sender=settings.sender,
        to=dress.to,
        subject=dress.subject(body.subject),
        text=body.text,
        html=body.html,
        attachments=[(each.name, each.media_type, _content(app, each)) for each in files.values()],
        message_id=envelope.message_id,
        date=now.astimezone(HANOI),
        reply_to=settings.reply_to or settings.operator,
        headers={MODE_HEADER: app.realm.value, **keys_header(envelope.keys), **dress.headers},
    )


def _body(envelope: Envelope, app: App, banner: str | None) -> Rendered:
    plan = app.plans.get(envelope.messages[0].key.plan)
    whole = _is_whole(envelope.messages[0], app)
    return digest(
        [Rendered(each.subject or "", each.text or "", each.html or "") for each in envelope.messages],
        plan=plan.short_title if plan else "",
        greeting="" if whole else f"Kính gửi: {envelope.recipient_name}",
        signature="" if whole else app.office.settings.sender.name,
        banner=banner,
    )


def _content(app: App, attachment: Attachment) -> bytes:
    try:
        return app.files.get(attachment.sha256)
    except (LookupError, OSError) as error:
        why = "không còn nguyên vẹn trong kho tệp" if isinstance(error, LookupError) else "chưa đọc được từ kho tệp"
        raise TemporaryMailError(f"tệp đính kèm «{attachment.name}» {why}") from error


def _is_whole(message: Message, app: App) -> bool:
    """Whether the message is a whole letter to a partner. An outward message is always alone in its mail."""
    key = message.key
    plan, partner = app.plans.get(key.plan), app.office.directory.partner(key.recipient)
    duty = next((one for one in plan.duties if one.id == key.duty), None) if plan else None
    return bool(message.outward and partner and duty and kind_named(duty.kind).performers.whole)
