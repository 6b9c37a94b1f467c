"""Posting what a person has approved for the site. The ledger row is claimed before the request, as with a mail."""

from __future__ import annotations

from functools import partial

from dunghen.app import App
from dunghen.exceptions import TemporaryMailError
from dunghen.ports import Post
from dunghen.records import Message, Realm
from dunghen.running.envelope import Envelope, Parcel


def is_post(app: App, message: Message) -> bool:
    """Whether the message is posted. In rehearsal nothing is: it goes to the rehearsal mailbox like every letter."""
    return app.realm is Realm.LIVE and (message.address or "").startswith(("http://", "https://"))


def by_post(envelope: Envelope, app: App) -> Parcel:
    """The envelope as a post for the office's site; nothing of it is kept in the file store.

    Raises:
        TemporaryMailError: no site is configured.
    """
    if app.publisher is None:
        raise TemporaryMailError("chưa cấu hình trang để đăng (DUNGHEN_PUBLISH_URL)")
    return Parcel(envelope, partial(app.publisher.publish, post_of(envelope)))


def post_of(envelope: Envelope) -> Post:
    """The one message of the envelope as it is posted; its ledger key is what the server may tell a repetition by."""
    (message,) = envelope.messages
    key = message.key
    return Post(
        key=str(key),
        slug=f"{key.cycle}-{key.step}".lower(),
        title=message.subject or "",
        text=message.text or "",
        html=message.html or "",
    )
