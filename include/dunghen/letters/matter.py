"""What every letter about one matter says, whatever its kind: of which plan, to whom, on what it rests."""

from __future__ import annotations

from dunghen.agenda.action import Action
from dunghen.app import App
from dunghen.letters.writing import Party
from dunghen.plans.plan import Plan
from dunghen.records import Record
from dunghen.values.source import Basis

SET_BY_OFFICE = "Ngày nêu trong thư do cơ quan đặt, văn bản không ấn định."
PRACTICE = "Văn bản kể lại thông lệ; ngày nêu trong thư do cơ quan đặt."


def matter_words(app: App, action: Action, party: Party, title: str) -> dict[str, object]:
    """The context of the template ``matter``; ``title`` names the matter, with its period where it has one.

    What a letter adds (``facts``, ``what_to_do``) replaces the empty ones given here.
    """
    source = action.duty.source
    return {
        **plan_words(action.plan),
        "title": title,
        "duty_title": action.duty.title,
        "cycle_name": action.cycle.name,
        "unit_name": party.name,
        "head": party.head,
        "clause": source.clause,
        "lines": source.lines,
        "day_basis": PRACTICE if source.basis is Basis.PRACTICE else SET_BY_OFFICE,
        "operator": app.office.settings.operator,
        "facts": (),
        "what_to_do": (),
        "tone": "calm",
    }


def recorded(app: App, action: Action, what: str) -> tuple[Record, ...]:
    """What people have entered for the cycle under this name, oldest day first."""
    return app.ledger.records(action.plan.id, what=what, cycle=action.cycle_key)


def words_of(record: Record) -> str:
    """The text of an entry: its value ``text``, else its note."""
    return str(record.values.get("text") or record.note or "").strip()


def plan_words(plan: Plan) -> dict[str, object]:
    """How letters name the plan."""
    return {"plan_title": plan.title, "plan_short": plan.short_title}
