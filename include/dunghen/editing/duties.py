"""The form of a duty: what the document says, what it leaves open, and what the office may enter for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dunghen.decision import value_at
from dunghen.fields.choice import Choice, Several
from dunghen.fields.compound import Checklist
from dunghen.fields.deadlines import FREQUENCIES, covered_days, recurring
from dunghen.fields.duty_form import DutyForm
from dunghen.editing.duty_kinds import OWN_SECTIONS
from dunghen.editing.entry import Entry, Section
from dunghen.fields.field import Field, LongText
from dunghen.fields.steps import delivery, escalation, step_fields
from dunghen.kinds.registry import kind_named
from dunghen.loading.open_decisions import without_keys
from dunghen.terms import BASES
from dunghen.wording.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dunghen.plans.office import Office
    from dunghen.plans.plan import Duty, Plan

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
    form = DutyForm(plan, duty, office, own, today)
    return Entry(file, path, duty.title, _sections(form), own, value_at(decided, path), tuple(_about(form)))


def _about(form: DutyForm) -> Iterator[str]:
    """What the document says, with its lines; what of it nobody can change here; what is still open."""
    source, plan = form.duty.source, form.plan
    yield f"{kind_named(form.duty.kind).title.capitalize()} · {plan.short_title}"
    quote = f"«{source.quote}» — " if source.quote else ""
    where = [source.seed or plan.document.seed, f"dòng {source.lines}" if source.lines else "", source.clause or ""]
    yield f"{quote}{', '.join(filter(None, where))} ({BASES[source.basis]})."
    yield from _locked(form)
    if form.duty.kind == "event":
        yield "Sự kiện và ngày của nó nhập ở lịch sự kiện của kế hoạch; ở đây chỉ nhập đơn vị và các mốc quanh sự kiện."
    if open_ones := form.duty.waits(plan):
        yield f"Còn để ngỏ: {'; '.join(map(without_keys, open_ones))}."
    if plan.is_draft:
        yield "Kế hoạch còn là dự thảo: nhập được, nhưng không việc nào chạy cho đến khi văn bản được ban hành."
    elif plan.is_ended(form.today):
        yield f"Kế hoạch đã hết thời hạn ngày {short_date(plan.period.until)}: nhập được, nhưng không mở kỳ mới."


def _locked(form: DutyForm) -> Iterator[str]:
    if form.duty.kind == "report" and form.signed.get("every") and not form.may("every"):
        deadline = recurring("every", "", tuple(FREQUENCIES)).told(form.signed["every"])
        yield f"Hạn do văn bản ấn định, không sửa ở đây: {deadline}. Chỉ các mốc nhắc là của văn phòng."
        if covers := form.signed.get("covers"):
            yield f"Kỳ số liệu: {covered_days().told(covers)}."


def _sections(form: DutyForm) -> tuple[Section, ...]:
    """All that may be entered."""
    own = OWN_SECTIONS[form.duty.kind](form)
    steps = Section(
        "Các mốc",
        _steps(form),
        "Mọi số ngày là thiết lập của văn phòng; văn bản không nêu.",
    )
    return (*own, _who(form), steps, _rest(form))


def _who(form: DutyForm) -> Section:
    now, kind = form.duty, form.duty.kind
    together = "Thành phần dự họp" if kind == "meeting" else "Đơn vị phối hợp"
    return Section(
        "Đơn vị",
        (
            Choice(path=("lead",), label="Đơn vị chủ trì", choices=form.people.units(form.named("lead", now.lead))),
            Several(path=("with",), label=together, choices=form.people.everybody(form.named("with", now.with_))),
        ),
    )


def _rest(form: DutyForm) -> Section:
    note = LongText(path=("note",), label="Ghi chú")
    lines = list(dict.fromkeys([*(form.signed.get("waiting_for") or ()), *form.duty.waiting_for]))
    if not lines:
        return Section("Ghi chú", (note,))
    ticks = Checklist(
        path=("waiting_for",),
        label="Đã quyết xong (đánh dấu)",
        hint="Điều không có ô riêng ở trên: đánh dấu, rồi ghi quyết định vào ghi chú.",
        choices=tuple((line, _capital(without_keys(line))) for line in lines),
    )
    return Section("Điều văn bản để ngỏ", (ticks, note))


def _steps(form: DutyForm) -> tuple[Field, ...]:
    fields, kind, steps = step_fields(form.duty.kind), form.duty.kind, getattr(form.duty, "steps_", None)
    if kind in ("report", "deliverable", "review"):
        told = steps.escalate.to if steps and steps.escalate else ()
        fields = (*fields, escalation(form.people.own(form.named("steps.escalate.to", told))))
    if kind == "report":
        deliver = steps.deliver if steps else None
        inside = form.named("steps.deliver.to", deliver.to if deliver else ())
        outside = form.named("steps.deliver.then.to", deliver.then.to if deliver and deliver.then else ())
        fields = (*fields, *delivery(form.people.own(inside), form.people.outside(outside)))
    if kind == "event":
        reviewers = form.named("steps.reviewers", steps.reviewers if steps else ())
        press = form.named("steps.press", steps.press if steps else ())
        fields = (
            *fields,
            Several(path=("steps", "reviewers"), label="Ai thẩm định", choices=form.people.own(reviewers)),
            Several(path=("steps", "press"), label="Gửi thông cáo tới", choices=form.people.outside(press)),
        )
    return fields


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
