"""The form of each kind of duty: what the document says, what it leaves open, and what the office may enter for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dunghen.duties.budget import LABELS, BudgetDuty
from dunghen.duties.period import Frequency
from dunghen.editing.choice import Choice, Several
from dunghen.editing.compound import Checklist, IntChoice, Part
from dunghen.editing.dated_rows import meetings, stage_days
from dunghen.editing.days import Day, Days
from dunghen.editing.deadlines import FREQUENCIES, covered_days, recurring
from dunghen.editing.entry import Entry, Section
from dunghen.editing.field import Field, LongText, Number
from dunghen.editing.people import People
from dunghen.editing.rows import Rows
from dunghen.editing.steps import delivery, escalation, step_fields
from dunghen.plans.decidable import decidable_of
from dunghen.plans.decision import ABSENT, value_at
from dunghen.plans.open_decisions import without_keys
from dunghen.wording.dates import short_date
from dunghen.wording.terms import BASES, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from dunghen.plans.duty import Duty
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan

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
    form = _Form(plan, duty, office, own, today)
    return Entry(file, path, duty.title, form.sections(), own, value_at(decided, path), tuple(form.about()))


class _Form:
    """Builds the sections for one duty."""

    def __init__(self, plan: Plan, duty: Duty, office: Office, signed: Mapping[str, Any], today: date) -> None:
        self.plan, self.duty, self.office, self.signed, self.today = plan, duty, office, signed, today
        self.people = People(plan, office)
        self._now: Any = duty

    def about(self) -> Iterator[str]:
        """What the document says, with its lines; what of it nobody can change here; what is still open."""
        source, plan = self.duty.source, self.plan
        yield f"{KINDS.get(self.duty.kind, self.duty.kind).capitalize()} · {plan.short_title}"
        quote = f"«{source.quote}» — " if source.quote else ""
        where = [source.seed or plan.document.seed, f"dòng {source.lines}" if source.lines else "", source.clause or ""]
        yield f"{quote}{', '.join(filter(None, where))} ({BASES[source.basis]})."
        yield from self._locked()
        if self.duty.kind == "event":
            yield "Sự kiện và ngày của nó nhập ở lịch sự kiện của kế hoạch; ở đây chỉ nhập đơn vị và các mốc quanh sự kiện."
        if open_ones := self.duty.waits(plan):
            yield f"Còn để ngỏ: {'; '.join(map(without_keys, open_ones))}."
        if plan.is_draft:
            yield "Kế hoạch còn là dự thảo: nhập được, nhưng không việc nào chạy cho đến khi văn bản được ban hành."
        elif plan.is_ended(self.today):
            yield f"Kế hoạch đã hết thời hạn ngày {short_date(plan.period.until)}: nhập được, nhưng không mở kỳ mới."

    def _locked(self) -> Iterator[str]:
        if self.duty.kind == "report" and self.signed.get("every") and not self._may("every"):
            deadline = recurring("every", "", tuple(FREQUENCIES)).told(self.signed["every"])
            yield f"Hạn do văn bản ấn định, không sửa ở đây: {deadline}. Chỉ các mốc nhắc là của văn phòng."
            if covers := self.signed.get("covers"):
                yield f"Kỳ số liệu: {covered_days().told(covers)}."

    def _may(self, key: str) -> bool:
        return key in decidable_of(self.signed)

    def sections(self) -> tuple[Section, ...]:
        """All that may be entered."""
        own = _KINDS[self.duty.kind](self)
        steps = Section(
            "Các mốc",
            self._steps(),
            "Mọi số ngày là thiết lập của văn phòng; văn bản không nêu.",
        )
        return (*own, self._who(), steps, self._rest())

    def _who(self) -> Section:
        now, kind = self._now, self.duty.kind
        together = "Thành phần dự họp" if kind == "meeting" else "Đơn vị phối hợp"
        return Section(
            "Đơn vị",
            (
                Choice(
                    path=("lead",), label="Đơn vị chủ trì", choices=self.people.units(self._named("lead", now.lead))
                ),
                Several(path=("with",), label=together, choices=self.people.everybody(self._named("with", now.with_))),
            ),
        )

    def _rest(self) -> Section:
        note = LongText(path=("note",), label="Ghi chú")
        lines = list(dict.fromkeys([*(self.signed.get("waiting_for") or ()), *self.duty.waiting_for]))
        if not lines:
            return Section("Ghi chú", (note,))
        ticks = Checklist(
            path=("waiting_for",),
            label="Đã quyết xong (đánh dấu)",
            hint="Điều không có ô riêng ở trên: đánh dấu, rồi ghi quyết định vào ghi chú.",
            choices=tuple((line, _capital(without_keys(line))) for line in lines),
        )
        return Section("Điều văn bản để ngỏ", (ticks, note))

    def _steps(self) -> tuple[Field, ...]:
        fields, kind, steps = step_fields(self.duty.kind), self.duty.kind, getattr(self._now, "steps_", None)
        if kind in ("report", "deliverable", "review"):
            told = steps.escalate.to if steps and steps.escalate else ()
            fields = (*fields, escalation(self.people.own(self._named("steps.escalate.to", told))))
        if kind == "report":
            deliver = steps.deliver if steps else None
            inside = self._named("steps.deliver.to", deliver.to if deliver else ())
            outside = self._named("steps.deliver.then.to", deliver.then.to if deliver and deliver.then else ())
            fields = (*fields, *delivery(self.people.own(inside), self.people.outside(outside)))
        if kind == "event":
            reviewers = self._named("steps.reviewers", steps.reviewers if steps else ())
            press = self._named("steps.press", steps.press if steps else ())
            fields = (
                *fields,
                Several(path=("steps", "reviewers"), label="Ai thẩm định", choices=self.people.own(reviewers)),
                Several(path=("steps", "press"), label="Gửi thông cáo tới", choices=self.people.outside(press)),
            )
        return fields

    def _named(self, path: str, now: Any) -> tuple[str, ...]:
        """Whom the signed file and the office name there: they are always among the choices."""
        signed = value_at(self.signed, tuple(path.split(".")))
        found: list[str] = []
        for one in (signed if signed is not ABSENT else None, now):
            found += [one] if isinstance(one, str) else list(one or ())
        return tuple(dict.fromkeys(found))

    # The kinds, in the order of ``_KINDS``.

    def report(self) -> tuple[Section, ...]:
        """How often, or what was asked for."""
        if self.signed.get("every") and not self._may("every"):
            return ()
        hint = "Văn bản không ấn định hạn: hạn ghi ở đây là thiết lập của văn phòng."
        return (
            Section(
                "Báo cáo định kỳ", (recurring("every", "Nhịp và hạn nộp", tuple(FREQUENCIES), hint), covered_days())
            ),
            Section("Báo cáo khi có yêu cầu", (_asked_for(),)),
        )

    def deliverable(self) -> tuple[Section, ...]:
        """When it is due, and what came of it."""
        per = self._now.per
        due: Field = Day(path=("due",), label="Hạn hoàn thành")
        if per is not None:
            due = recurring("due", "Hạn hoàn thành, lặp lại", (Frequency(per).value,))
        outcome = Field(
            path=("outcome",),
            label="Kết quả: số, ngày văn bản đã ban hành",
            hint="Ghi kết quả là khép lại nhiệm vụ: không còn thư nhắc.",
        )
        return (Section("Hạn và kết quả", (due, outcome)),)

    def meeting(self) -> tuple[Section, ...]:
        """The meetings."""
        held = [one.model_dump(exclude_none=True, exclude_defaults=True) for one in self._now.dates]
        return (Section("Cuộc họp", (meetings(held, self.today),)),)

    def review(self) -> tuple[Section, ...]:
        """The days, or the beginning that the years count from."""
        days: tuple[Field, ...] = (Days(path=("on",), label="Ngày sơ kết, tổng kết"),)
        if years := self._now.after_years:
            days = (Day(path=("start",), label=f"Ngày bắt đầu tính {years:02d} năm"), *days)
        return (Section("Ngày", days),)

    def budget(self) -> tuple[Section, ...]:
        """The day of each stage of each year."""
        assert isinstance(self.duty, BudgetDuty)
        names = {one.by: self.office.directory.name(one.by) for one in self.duty.stages}
        return (Section("Hạn các bước", (stage_days(self.duty.stages, LABELS, names),)),)

    def bulletin(self) -> tuple[Section, ...]:
        """How often, to whom, from whom."""
        months = tuple((str(one), f"{one} tháng") for one in (1, 2, 3, 4, 6, 12))
        every = Part(
            path=("every",),
            label="Nhịp phát hành",
            hint="Tháng đếm từ tháng 1: 3 tháng một kỳ, ngày 25, là 25/3, 25/6, 25/9, 25/12.",
            columns=(
                IntChoice(path=("every", "months"), label="Bao lâu một kỳ", choices=months, required=True),
                Number(path=("every", "day"), label="Ngày trong tháng", least=1, most=31, required=True),
            ),
        )
        to, givers = self._named("to", self._now.to), self._named("contributors", self._now.contributors)
        return (
            Section(
                "Bản tin",
                (
                    every,
                    Several(path=("to",), label="Nơi nhận", choices=self.people.everybody(to)),
                    Several(path=("contributors",), label="Đơn vị gửi tin, bài", choices=self.people.own(givers)),
                ),
            ),
        )

    def quota(self) -> tuple[Section, ...]:
        """Where what counts is found."""
        events = tuple((one.id, one.title) for one in self.plan.duties if one.kind == "event")
        sources = (("records", "những gì được ghi nhận"), ("events", "sự kiện đã tổ chức trong lịch sự kiện"))
        return (
            Section(
                "Đếm những gì",
                (
                    Several(
                        path=("counts_from",),
                        label="Đếm từ",
                        choices=sources,
                        hint="Không chọn: chỉ đếm những gì được ghi nhận.",
                    ),
                    Several(
                        path=("events_of",),
                        label="Đếm sự kiện của những nhiệm vụ",
                        choices=events,
                        hint="Không chọn: sự kiện của mọi nhiệm vụ.",
                    ),
                ),
            ),
        )

    def greeting(self) -> tuple[Section, ...]:
        """How the letters are put together and dated."""
        return (
            Section(
                "Thư",
                (
                    Number(
                        path=("together",),
                        label="Gộp các dịp cách nhau không quá (ngày)",
                        hint="Để trống: 10 ngày. 0: mỗi dịp một thư.",
                        most=30,
                    ),
                    Field(path=("city",), label="Địa danh trên thư", hint="Để trống: địa danh của văn phòng."),
                    Field(path=("signer",), label="Chức vụ người ký", hint="Không ghi tên người."),
                ),
            ),
        )

    def event(self) -> tuple[Section, ...]:
        """Its days stand in the event calendar."""
        return ()


def _asked_for() -> Rows:
    return Rows(
        path=("ad_hoc",),
        label="Các lần được yêu cầu",
        columns=(
            Field(
                path=("id",),
                label="Mã của lần này (chữ thường không dấu, bắt đầu bằng chữ; ví dụ yc-2026-08)",
                required=True,
            ),
            Day(path=("deadline",), label="Hạn nộp", required=True),
            Field(path=("asked_by",), label="Ai yêu cầu, theo văn bản nào", required=True),
            Day(path=("asked_on",), label="Ngày yêu cầu"),
            Day(path=("covers", "from"), label="Kỳ số liệu từ ngày", required=True),
            Day(path=("covers", "to"), label="Kỳ số liệu đến ngày", required=True),
        ),
        blank=1,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_KINDS: Mapping[str, Callable[[_Form], tuple[Section, ...]]] = {
    "report": _Form.report,
    "deliverable": _Form.deliverable,
    "meeting": _Form.meeting,
    "review": _Form.review,
    "budget": _Form.budget,
    "bulletin": _Form.bulletin,
    "quota": _Form.quota,
    "greeting": _Form.greeting,
    "event": _Form.event,
}
