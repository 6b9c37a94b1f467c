"""What the form of each kind of duty has of its own: its dates, whom it goes to, what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.calendar.period import Frequency
from dunghen.fields.choice import Several
from dunghen.fields.compound import IntChoice, Part
from dunghen.editing.dated_rows import meetings, stage_days
from dunghen.fields.days import Day, Days
from dunghen.fields.deadlines import FREQUENCIES, covered_days, recurring
from dunghen.editing.entry import Section
from dunghen.fields.field import Field, Number
from dunghen.fields.rows import Rows
from dunghen.kinds.budget.model import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dunghen.fields.duty_form import DutyForm


_GREETING = (
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


def _report(form: DutyForm) -> tuple[Section, ...]:
    """How often, or what was asked for."""
    if form.signed.get("every") and not form.may("every"):
        return ()
    hint = "Văn bản không ấn định hạn: hạn ghi ở đây là thiết lập của văn phòng."
    return (
        Section("Báo cáo định kỳ", (recurring("every", "Nhịp và hạn nộp", tuple(FREQUENCIES), hint), covered_days())),
        Section("Báo cáo khi có yêu cầu", (_asked_for(),)),
    )


def _deliverable(form: DutyForm) -> tuple[Section, ...]:
    """When it is due, and what came of it."""
    per = form.duty.per
    due: Field = Day(path=("due",), label="Hạn hoàn thành")
    if per is not None:
        due = recurring("due", "Hạn hoàn thành, lặp lại", (Frequency(per).value,))
    outcome = Field(
        path=("outcome",),
        label="Kết quả: số, ngày văn bản đã ban hành",
        hint="Ghi kết quả là khép lại nhiệm vụ: không còn thư nhắc.",
    )
    return (Section("Hạn và kết quả", (due, outcome)),)


def _meeting(form: DutyForm) -> tuple[Section, ...]:
    """The meetings."""
    held = [one.model_dump(exclude_none=True, exclude_defaults=True) for one in form.duty.dates]
    return (Section("Cuộc họp", (meetings(held, form.today),)),)


def _review(form: DutyForm) -> tuple[Section, ...]:
    """The days, or the beginning that the years count from."""
    days: tuple[Field, ...] = (Days(path=("on",), label="Ngày sơ kết, tổng kết"),)
    if years := form.duty.after_years:
        days = (Day(path=("start",), label=f"Ngày bắt đầu tính {years:02d} năm"), *days)
    return (Section("Ngày", days),)


def _budget(form: DutyForm) -> tuple[Section, ...]:
    """The day of each stage of each year."""
    names = {one.by: form.office.directory.name(one.by) for one in form.duty.stages}
    return (Section("Hạn các bước", (stage_days(form.duty.stages, LABELS, names),)),)


def _bulletin(form: DutyForm) -> tuple[Section, ...]:
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
    to, givers = form.named("to", form.duty.to), form.named("contributors", form.duty.contributors)
    return (
        Section(
            "Bản tin",
            (
                every,
                Several(path=("to",), label="Nơi nhận", choices=form.people.everybody(to)),
                Several(path=("contributors",), label="Đơn vị gửi tin, bài", choices=form.people.own(givers)),
            ),
        ),
    )


def _quota(form: DutyForm) -> tuple[Section, ...]:
    """Where what counts is found."""
    events = tuple((one.id, one.title) for one in form.plan.duties if one.kind == "event")
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


OWN_SECTIONS: Mapping[str, Callable[[DutyForm], tuple[Section, ...]]] = {
    "report": _report,
    "deliverable": _deliverable,
    "meeting": _meeting,
    "review": _review,
    "budget": _budget,
    "bulletin": _bulletin,
    "quota": _quota,
    "greeting": lambda _: _GREETING,
    "event": lambda _: (),
}
"""Of each kind, what its form has before units and steps."""
