"""What changed from one rehearsal to another, by the names of the ledger: new, gone, moved to another day, changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunghen.views.rehearsal import AttachedFile, Mail, Part, Rehearsed
from dunghen.wording.dates import HANOI


class ChangeKind(StrEnum):
    """What became of a message. One that moved may say something else, too."""

    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


CHANGE_KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.MOVED: "chuyển sang ngày khác",
    ChangeKind.CHANGED: "đổi nội dung",
    ChangeKind.NEW: "thư mới",
    ChangeKind.GONE: "không còn gửi",
}


@dataclass(frozen=True, slots=True)
class Rehearsing:
    """What was rehearsed: a period (both days included) and one plan, or all of them where ``plan`` is None."""

    first: date
    last: date
    plan: str | None

    def common(self, other: Rehearsing) -> Rehearsing | None:
        """What both rehearsed; None where they have nothing in common."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if last < first or (self.plan and other.plan and self.plan != other.plan):
            return None
        return Rehearsing(first, last, self.plan or other.plan)


@dataclass(frozen=True, slots=True)
class Carried:
    """A message and the mail that carries it."""

    mail: Mail
    part: Part


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reads otherwise."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one message; ``before`` is None for a new one, ``after`` for one that is gone."""

    kind: ChangeKind
    before: Carried | None
    after: Carried | None
    differences: tuple[Difference, ...] = ()

    @property
    def latest(self) -> Carried:
        """The message as it stands now, or as it last stood."""
        found = self.after or self.before
        assert found
        return found

    @property
    def texts(self) -> tuple[str, str] | None:
        """The SHA-256 of both texts where they differ; None where they do not."""
        if self.before is None or self.after is None or self.before.part.text == self.after.part.text:
            return None
        return self.before.part.text, self.after.part.text


def changes(before: Rehearsed, after: Rehearsed, common: Rehearsing) -> list[Change]:
    """What became of each message that either rehearsal has on a common day, the kinds one after the other, by time."""
    old, new = _by_key(before, common.plan), _by_key(after, common.plan)
    names = dict.fromkeys([*old, *new])
    found = [change for key in names if (change := _change(old.get(key), new.get(key), common))]
    kinds = list(ChangeKind)
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.latest.mail.at, one.latest.part.key))


def _by_key(one: Rehearsed, plan: str | None) -> dict[str, Carried]:
    mails = (mail for mail in one.mails if plan in (None, mail.plan))
    return {part.key: Carried(mail, part) for mail in mails for part in mail.parts}


def _change(before: Carried | None, after: Carried | None, common: Rehearsing) -> Change | None:
    if not any(common.first <= one.mail.day <= common.last for one in (before, after) if one):
        return None
    if before is None:
        return Change(ChangeKind.NEW, None, after)
    if after is None:
        return Change(ChangeKind.GONE, before, None)
    differences = tuple(_differences(before, after))
    if before.mail.day != after.mail.day:
        return Change(ChangeKind.MOVED, before, after, differences)
    same = not differences and before.part.text == after.part.text
    return None if same else Change(ChangeKind.CHANGED, before, after, differences)


def _differences(before: Carried, after: Carried) -> Iterator[Difference]:
    old, new = _seen(before), _seen(after)
    yield from (Difference(what, old[what], new[what]) for what in old if old[what] != new[what])
    files = {one.name: one for one in before.part.attachments}
    altered = [one.name for one in after.part.attachments if _is_altered(one, files.get(one.name))]
    if altered:
        yield Difference("Nội dung tệp kèm theo", "", _listed(altered))
    if before.part.text == after.part.text and before.part.html != after.part.html:
        yield Difference("Cách trình bày", "", "bản HTML khác trước, lời thư không đổi")


def _is_altered(file: AttachedFile, before: AttachedFile | None) -> bool:
    return before is not None and before.seen != file.seen


def _seen(one: Carried) -> dict[str, str]:
    """What stands around the text, in words."""
    mail, part = one.mail, one.part
    return {
        "Giờ gửi": f"{mail.at.astimezone(HANOI):%H:%M}",
        "Nơi nhận": part.name,
        "Kính gửi": part.addressed,
        "Địa chỉ": part.address or "chưa có",
        "Người gửi": mail.sender,
        "Trả lời về": mail.reply_to,
        "Tiêu đề": part.subject,
        "Tệp kèm theo": _listed(one.name for one in part.attachments) or "không có",
        "Ra ngoài cơ quan": "có" if part.outward else "không",
        "Phải có người duyệt": "có" if part.approval else "không",
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
