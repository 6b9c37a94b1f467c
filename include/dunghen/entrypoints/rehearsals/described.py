"""What a rehearsal's mails say about themselves: to whom, why, on what they rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from email.parser import BytesHeaderParser
from email.policy import default
from typing import NamedTuple

from dunghen.app import App
from dunghen.letters.needed import Needed
from dunghen.mail.rehearsal import PREFIX
from dunghen.plans.plan import Plan
from dunghen.records import Message
from dunghen.running.rehearse import RehearsedMail
from dunghen.values.source import Basis
from dunghen.views.fingerprint import fingerprint
from dunghen.views.rehearsal import AttachedFile, Mail, Part
from dunghen.wording.dates import local_day

_HEADERS = BytesHeaderParser(policy=default)


def described(app: App, mails: Sequence[RehearsedMail]) -> Iterator[Mail]:
    """The mails in their order, each part in the order of its messages."""
    needed = Needed(app)
    for number, mail in enumerate(mails, start=1):
        headers = _HEADERS.parsebytes(app.files.get(mail.sha256))
        key = mail.messages[0].key
        yield Mail(
            number=number,
            at=mail.at,
            plan=mail.plan.id,
            subject=str(headers["Subject"]).removeprefix(PREFIX).strip(),
            sender=str(headers["From"]),
            reply_to=str(headers["Reply-To"] or ""),
            # Every part of a key is a slug: it cannot lead out of the folder.
            file=f"{mail.plan.id}/{local_day(mail.at).isoformat()}-{number:05d}-{key.step}-{key.recipient}.eml",
            parts=tuple(_part(app, mail, message, needed) for message in mail.messages),
        )


class _Ground(NamedTuple):
    """What a message is about, and on which words it rests."""

    duty: str
    seed: str
    clause: str | None = None
    lines: str | None = None
    basis: Basis | None = None


def _ground(plan: Plan, duty_id: str) -> _Ground:
    """Of a duty; of a message that belongs to none, the plan's document alone."""
    for duty in plan.duties:
        if duty.id == duty_id:
            source = duty.source
            return _Ground(duty.title, source.seed or plan.document.seed, source.clause, source.lines, source.basis)
    return _Ground(duty_id, plan.document.seed)


def _part(app: App, mail: RehearsedMail, message: Message, needed: Needed) -> Part:
    key, day, directory = message.key, local_day(mail.at), app.office.directory
    step = needed.step_of(key)
    unit, name = directory.answering(key.recipient, day), directory.name(key.recipient, day)
    return Part(
        key=str(key),
        name=name,
        addressed=unit.addressed if unit else name,
        address=message.address or "",
        act=step.act if step else None,
        **_ground(mail.plan, key.duty)._asdict(),
        step_basis=step.basis if step else None,
        outward=message.outward,
        approval=bool(message.approval),
        subject=message.subject or "",
        text=sha256_of(message.text or ""),
        html=sha256_of(message.html or ""),
        attachments=tuple(
            AttachedFile(name=file.name, seen=fingerprint(file.name, app.files.get(file.sha256)))
            for file in message.attachments
        ),
    )


def sha256_of(text: str) -> str:
    """Under which name a file store keeps the text."""
    return hashlib.sha256(text.encode()).hexdigest()
