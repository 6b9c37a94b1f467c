"""The mails of the file store: a copy of each that was, or may have been, accepted, with the keys that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser

from dunghen.exceptions import KeyFormatError
from dunghen.keys import ActionKey
from dunghen.mail.compose import KEYS_HEADER, MODE_HEADER
from dunghen.mail.header import clean
from dunghen.marks import KeptMail
from dunghen.ports import FileStore
from dunghen.records import Realm

HEAD = 65_536
"""Bytes in which the headers of a mail end, with hundreds of keys."""
_BEGINS = b"From: "
_PARSER = BytesHeaderParser(policy=policy.default)


def live_mails(files: FileStore) -> Mapping[str, KeptMail]:
    """For each ledger key the newest live mail that carried it."""
    newest: dict[str, KeptMail] = {}
    for sha256, head in files.heads(HEAD):
        for one in _carried(sha256, head) if head.startswith(_BEGINS) else ():
            other = newest.get(str(one.key))
            if other is None or other.sent_at < one.sent_at:
                newest[str(one.key)] = one
    return newest


def text_of(files: FileStore, one: KeptMail) -> str:
    """What the mail says, in plain text: who was told which day of an event is read from it."""
    try:
        mail = message_from_bytes(files.get(one.sha256), policy=policy.default)
        body = mail.get_body(("plain",))
        text = str(body.get_content()) if body else ""
    except Exception:  # noqa: BLE001 - as in _carried
        return ""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _carried(sha256: str, head: bytes) -> list[KeptMail]:
    """The messages in the mail; none where the file is something else."""
    try:
        return list(_read(sha256, _PARSER.parsebytes(head)))
    except Exception:  # noqa: BLE001 - units hand in what they like, and the parser of headers raises what it likes
        return []


def _read(sha256: str, mail: Message) -> Iterator[KeptMail]:
    sent_at = getattr(mail["Date"], "datetime", None)
    if mail[MODE_HEADER] != Realm.LIVE or sent_at is None or sent_at.tzinfo is None:
        return
    for name in str(mail[KEYS_HEADER] or "").split(","):
        try:
            key = ActionKey.parse(name.strip())
        except KeyFormatError:
            continue
        yield KeptMail(key, sent_at, clean(str(mail["Message-ID"])), sha256, clean(str(mail["Subject"])))
