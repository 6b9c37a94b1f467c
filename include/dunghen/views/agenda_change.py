"""What a change of the configuration makes of the agenda: which acts come, go, move, or go to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda
from dunghen.loading.config import Config

Place = tuple[str, str, str, str]


class Became(StrEnum):
    """What a change makes of an act that is not as it was."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    READDRESSED = "readdressed"


@dataclass(frozen=True, slots=True)
class ChangedAct:
    """One act, before and after; None where there is none."""

    before: Action | None
    after: Action | None

    @property
    def action(self) -> Action:
        """The act as it will be, or as it was."""
        found = self.after or self.before
        assert found
        return found

    @property
    def became(self) -> Became | None:
        """What has become of it; None where it is as it was."""
        if self.before is None:
            return Became.NEW
        if self.after is None:
            return Became.GONE
        before, after = self.before.step, self.after.step
        if before.due != after.due:
            return Became.MOVED
        return Became.READDRESSED if set(before.recipients) != set(after.recipients) else None


@dataclass(frozen=True, slots=True)
class AgendaChange:
    """All acts that are not as they were, in order of time, on a day."""

    acts: tuple[ChangedAct, ...]
    today: date

    def of(self, became: Became) -> tuple[ChangedAct, ...]:
        """Those of which this has become."""
        return tuple(act for act in self.acts if act.became == became)

    @property
    def at_once(self) -> tuple[ChangedAct, ...]:
        """Of those that are new or moved: due today or earlier, so that the next run does them."""
        come = (*self.of(Became.NEW), *self.of(Became.MOVED))
        return tuple(act for act in come if act.action.step.due <= self.today)


def agenda_change(before: Config, after: Config, today: date) -> AgendaChange:
    """Compare what is still to be done, today included, in all plans that are neither drafts nor broken."""
    old, new = _acts(before, today), _acts(after, today)
    pairs = (ChangedAct(old.get(place), new.get(place)) for place in {**old, **new})
    changed = sorted((pair for pair in pairs if pair.became), key=_place)
    return AgendaChange(tuple(changed), today)


def _place(act: ChangedAct) -> tuple[date, str, str, str]:
    action = act.action
    return action.step.due, action.plan.id, action.duty.id, action.step.name


def _acts(config: Config, today: date) -> dict[Place, Action]:
    return {
        (action.plan.id, action.duty.id, action.cycle.name, action.step.name): action
        for plan in config.sound_plans
        if not plan.is_draft
        for action in agenda(plan, config.office)
        if action.effective and action.step.expires > today
    }
