"""The form of a duty: what the document says, what it leaves open, and what the office may enter for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dunghen.decision import value_at
from dunghen.editing.entry import Entry
from dunghen.fields.compound import Checklist
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.kind import Kind
from dunghen.kinds.registry import kind_named
from dunghen.loading.decidable import decidable_of
from dunghen.plans.gap import Gap
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.terms import BASES
from dunghen.wording.dates import short_date

LIST = "duties"


def duty_entry(plan: Plan, duty: Duty, office: Office, signed: Mapping[str, Any], decided: Any, today: date) -> Entry:
    """The form of one duty.

    Args:
        plan: as it holds now, the office's decisions in it.
        duty: of that plan.
        office: whom it may name.
        signed: the data of the plan's own file.
        decided: the data of the file of the same name below ``office/``.
        today: when a move of a meeting is decided.
    """
    file, path = f"plans/{plan.id}.yaml", (LIST, duty.id)
    own: Mapping[str, Any] = next((one for one in signed.get(LIST, ()) if one.get("id") == duty.id), {})
    form = DutyForm(plan, duty, office, own, today, decidable_of(own))
    kind = kind_named(duty.kind)
    sections, about = _sections(form, kind.desk), tuple(_about(form, kind))
    return Entry(file, path, duty.title, sections, own, value_at(decided, path), about)


def _about(form: DutyForm, kind: Kind) -> Iterator[str]:
    """What the document says, with its lines; what of it nobody can change here; what is still open."""
    source, plan = form.duty.source, form.plan
    yield f"{kind.title.capitalize()} · {plan.short_title}"
    quote = f"«{source.quote}» — " if source.quote else ""
    where = [source.seed or plan.document.seed, f"dòng {source.lines}" if source.lines else "", source.clause or ""]
    yield f"{quote}{', '.join(filter(None, where))} ({BASES[source.basis]})."
    yield from kind.desk.locked(form)
    if gaps := form.duty.waits(plan):
        yield f"Còn để ngỏ: {'; '.join(gap.what for gap in gaps)}."
    if plan.is_draft:
        yield "Kế hoạch còn là dự thảo: nhập được, nhưng không việc nào chạy cho đến khi văn bản được ban hành."
    elif plan.is_ended(form.today):
        yield f"Kế hoạch đã hết thời hạn ngày {short_date(plan.period.until)}: nhập được, nhưng không mở kỳ mới."


def _sections(form: DutyForm, desk: Desk) -> tuple[Section, ...]:
    """All that may be entered."""
    steps = Section("Các mốc", desk.steps(form), "Mọi số ngày là thiết lập của văn phòng; văn bản không nêu.")
    return (*desk.sections(form), _who(form), steps, _rest(form))


def _who(form: DutyForm) -> Section:
    choices = {
        "lead": form.people.units(form.named("lead", form.duty.lead)),
        "with": form.people.everybody(form.named("with", form.duty.with_)),
    }
    return Section("Đơn vị", inputs_of(type(form.duty), "lead", "with", choices=choices))


def _rest(form: DutyForm) -> Section:
    note = inputs_of(type(form.duty), "note")
    lines = list(dict.fromkeys([*(form.signed.get("waiting_for") or ()), *form.duty.waiting_for]))
    if not lines:
        return Section("Ghi chú", note)
    ticks = Checklist(
        path=("waiting_for",),
        label="Đã quyết xong (đánh dấu)",
        hint="Điều không có ô riêng ở trên: đánh dấu, rồi ghi quyết định vào ghi chú.",
        choices=tuple((line, _capital(Gap.of(line).what)) for line in lines),
    )
    return Section("Điều văn bản để ngỏ", (ticks, *note))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
