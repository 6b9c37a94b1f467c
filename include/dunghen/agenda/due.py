"""What is due now: a window, less what the ledger knows, less what a newer step has overtaken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.keys import ActionKey, CycleKey
from dunghen.plans.cycle import Act


@dataclass(frozen=True, slots=True)
class Owed:
    """One act towards one recipient, to be done now."""

    action: Action
    recipient: str

    @property
    def key(self) -> ActionKey:
        """Its name in the ledger."""
        return self.action.key(self.recipient)

    @property
    def asks_for(self) -> tuple[CycleKey, str, str] | ActionKey:
        """The same for all acts that ask this recipient for the same thing; its own name where it asks for nothing."""
        step = self.action.step
        return (self.action.cycle_key, self.recipient, step.thread) if step.act.asks else self.key


@dataclass(frozen=True, slots=True)
class Overtaken:
    """One act that will never be done, and why; the ledger keeps it.

    ``replaced``: a newer act takes its place now. Otherwise it is void for its time alone.
    """

    action: Action
    recipient: str
    reason: str
    replaced: bool = False

    @property
    def key(self) -> ActionKey:
        """Its name in the ledger."""
        return self.action.key(self.recipient)


def due(actions: Iterable[Action], now: datetime, known: Collection[str]) -> tuple[list[Owed], list[Overtaken]]:
    """Split what has come due by ``now`` and is not in the ledger into what is to be done and what is void.

    Args:
        actions: the plan's agenda up to now (any order).
        now: an aware instant.
        known: ledger keys that exist already, in whatever state.

    Of the acts that ask a unit for a report only one holds at a time: the request while it has not been made, else the
    newest reminder; the others are overtaken. A draft plan owes nothing.
    """
    missed: dict[object, list[Owed]] = defaultdict(list)
    for act in _missed(actions, now, known):
        missed[act.asks_for].append(act)
    owed: list[Owed] = []
    void: list[Overtaken] = []
    for same in sorted(missed.values(), key=lambda acts: acts[0].action.step.act.asks):
        chosen = _newest(same, now)
        reason = f"đã có «{chosen.action.step.name}» thay" if chosen else _EXPIRED
        owed += [chosen] if chosen else []
        void += [Overtaken(act.action, act.recipient, reason, chosen is not None) for act in same if act is not chosen]
    return owed, void


def _missed(actions: Iterable[Action], now: datetime, known: Collection[str]) -> Iterator[Owed]:
    """What has come due and is not in the ledger, in order of time."""
    for action in sorted(actions, key=lambda action: action.due_at):
        if action.has_come(now):
            acts = (Owed(action, recipient) for recipient in action.step.recipients)
            yield from (act for act in acts if str(act.key) not in known)


_EXPIRED = "hết hiệu lực trước khi gửi được"


def _newest(missed: Sequence[Owed], now: datetime) -> Owed | None:
    """Of acts that ask for the same thing, all due and none done, the one that still holds."""
    holding = [act for act in missed if act.action.is_due(now)]
    request = next((act for act in holding if act.action.step.act is Act.REQUEST), None)
    return request or (holding[-1] if holding else None)
