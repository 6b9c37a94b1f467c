"""What is due now: a window, less what the ledger knows, less what a newer step has overtaken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
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
    owed: list[Owed] = []
    void: list[Overtaken] = []
    asking: dict[tuple[CycleKey, str, str], list[Action]] = defaultdict(list)
    for action in sorted(actions, key=lambda one: one.due_at):
        if action.plan.is_draft or not action.effective or now < action.due_at:
            continue
        for recipient in action.step.recipients:
            if str(action.key(recipient)) in known:
                continue
            if action.step.act.asks:
                asking[action.cycle_key, recipient, action.step.thread].append(action)
            elif action.is_due(now):
                owed.append(Owed(action, recipient))
            else:
                void.append(Overtaken(action, recipient, _EXPIRED))
    for (_, recipient, _), missed in asking.items():
        chosen, overtaken = _newest(missed, now)
        owed += [Owed(chosen, recipient)] if chosen else []
        void += [Overtaken(action, recipient, reason, replaced=chosen is not None) for action, reason in overtaken]
    return owed, void


_EXPIRED = "hết hiệu lực trước khi gửi được"


def _newest(missed: list[Action], now: datetime) -> tuple[Action | None, list[tuple[Action, str]]]:
    """Of one recipient's asking acts, all due and none done: the one that still holds, and the others with a reason."""
    holding = [action for action in missed if action.is_due(now)]
    request = next((action for action in holding if action.step.act is Act.REQUEST), None)
    chosen = request or (holding[-1] if holding else None)
    reason = f"đã có «{chosen.step.name}» thay" if chosen else _EXPIRED
    return chosen, [(action, reason) for action in missed if action is not chosen]
