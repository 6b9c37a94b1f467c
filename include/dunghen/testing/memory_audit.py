"""The trail of a ledger in memory."""
# ruff: noqa: D102 - the port says what each method promises and is given

from __future__ import annotations

from dataclasses import replace

from dunghen.audit import Act, AuditEntry, Head, origin, sealed
from dunghen.records import Realm


class MemoryAudit:
    """Entries in a list, of both realms."""

    realm: Realm
    _trail: list[AuditEntry]

    def note_act(self, act: Act) -> None:
        before = self._trail[-1].seal if self._trail else ""
        whole = replace(act, origin=act.origin or origin())
        self._trail.append(sealed(AuditEntry(len(self._trail) + 1, self.realm, whole), before))

    def acts(self, *, before: int | None = None, word: str = "", limit: int = 100) -> tuple[AuditEntry, ...]:
        older = [one for one in reversed(self._trail) if before is None or one.number < before]
        return tuple(
            one
            for one in older
            if any(
                word.lower() in text.lower() for text in (one.act.by, one.act.subject, one.act.detail, one.act.origin)
            )
        )[:limit]

    def acts_after(self, number: int, limit: int = 1000) -> tuple[AuditEntry, ...]:
        return tuple(self._trail[number : number + limit])

    def audit_head(self) -> Head | None:
        return Head(self._trail[-1].number, self._trail[-1].seal) if self._trail else None
