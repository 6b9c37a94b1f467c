"""What a change of the configuration makes of the agenda: which acts come, go, move, or go to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda
from dunghen.loading.config import Config

Place = tuple[str, str, str, str]


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
    def is_moved(self) -> bool:
        """Whether it falls on another day."""
        return bool(self.before and self.after and self.before.step.due != self.after.step.due)


@dataclass(frozen=True, slots=True)
class AgendaChange:
    """All acts that are not as they were; each list in order of time."""

    new: tuple[ChangedAct, ...]
    gone: tuple[ChangedAct, ...]
    moved: tuple[ChangedAct, ...]
    readdressed: tuple[ChangedAct, ...]
    at_once: tuple[ChangedAct, ...]
    """Of those that are new or moved: due today or earlier, so that the next run does them."""

    @property
    def count(self) -> int:
        """How many acts are not as they were."""
        return len(self.new) + len(self.gone) + len(self.moved) + len(self.readdressed)


def agenda_change(before: Config, after: Config, today: date) -> AgendaChange:
    """Compare what is still to be done, today included, in all plans that are neither drafts nor broken."""
    old, new = _acts(before, today), _acts(after, today)
    pairs = [ChangedAct(old.get(place), new.get(place)) for place in {**old, **new}]
    pairs.sort(key=lambda one: (one.action.step.due, one.action.plan.id, one.action.duty.id, one.action.step.name))
    came = tuple(one for one in pairs if one.before is None)
    moved = tuple(one for one in pairs if one.is_moved)
    return AgendaChange(
        new=came,
        gone=tuple(one for one in pairs if one.after is None),
        moved=moved,
        readdressed=tuple(one for one in pairs if _is_readdressed(one)),
        at_once=tuple(one for one in (*came, *moved) if one.action.step.due <= today),
    )


def _acts(config: Config, today: date) -> dict[Place, Action]:
    return {
        (action.plan.id, action.duty.id, action.cycle.name, action.step.name): action
        for plan in config.sound_plans
        if not plan.is_draft
        for action in agenda(plan, config.office)
        if action.effective and action.step.expires > today
    }


def _is_readdressed(one: ChangedAct) -> bool:
    if one.before is None or one.after is None or one.is_moved:
        return False
    return set(one.before.step.recipients) != set(one.after.step.recipients)
