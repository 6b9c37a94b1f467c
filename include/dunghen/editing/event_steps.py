"""The form of the office's days around every event of a plan."""

from __future__ import annotations

from typing import Any

from dunghen.decision import value_at
from dunghen.directory.directory import Directory
from dunghen.editing.entry import Entry
from dunghen.editing.events import events_file
from dunghen.editing.named_list import including
from dunghen.events.steps import EventSteps
from dunghen.fields.choice import Several
from dunghen.fields.field import Flag, Section
from dunghen.fields.offsets import OffsetDays, OffsetList
from dunghen.plans.plan import Plan

_AROUND: tuple[Section, ...] = (
    Section(
        "Trước sự kiện",
        (
            OffsetList(
                path=("review",), label="Thẩm định nội dung: đề nghị, rồi nhắc", hint="Bỏ trống hết: không thẩm định."
            ),
            OffsetList(path=("inform",), label="Báo cho các đơn vị"),
            OffsetDays(path=("draft",), label="Soạn thông cáo báo chí", required=True),
            OffsetDays(path=("release",), label="Gửi thông cáo, sau khi có người duyệt", required=True),
        ),
    ),
    Section(
        "Trong và sau sự kiện",
        (
            OffsetDays(path=("during",), label="Tin trong sự kiện, tính từ ngày đầu", required=True),
            OffsetDays(path=("after",), label="Tin sau sự kiện, tính từ ngày cuối", required=True),
            OffsetList(path=("coverage",), label="Thu tin bài: đề nghị, rồi nhắc"),
            OffsetList(path=("report",), label="Báo cáo kết quả: đề nghị, rồi nhắc"),
        ),
    ),
)


def steps_entry(plan: Plan, signed: Any, decided: Any, directory: Directory) -> Entry:
    """The office's days around every event of the plan; what nobody has set is shown as it holds by default."""
    defaults = EventSteps().model_dump(mode="json", by_alias=True)
    given = value_at(signed, ("steps",))
    stands: dict[str, Any] = defaults | (given if isinstance(given, dict) else {})
    current = value_at(decided, ("steps",))
    units = [(one.slug, one.name) for one in directory.units if one.house == plan.house]
    press = [(one.slug, one.name) for one in directory.partners]
    press += [(one.slug, one.name) for one in directory.units if one.house != plan.house]
    whom = Section(
        "Ai thẩm định, thông cáo gửi ai",
        (
            Several(
                path=("reviewers",),
                label="Đơn vị thẩm định nội dung",
                choices=including(units, stands["reviewers"], value_at(current, ("reviewers",))),
                hint="Không chọn: đơn vị chủ trì kế hoạch.",
            ),
            Several(
                path=("press",),
                label="Nơi nhận thông cáo báo chí",
                choices=including(press, stands["press"], value_at(current, ("press",))),
                hint="Không chọn: không gửi cho ai. Đều là thư ra ngoài, phải có người duyệt.",
            ),
            Flag(path=("publish",), label="Đăng thông cáo lên trang tin đã cấu hình"),
        ),
    )
    about = ("Không văn bản nào nêu các mốc này: đều là thiết lập của văn phòng, chung cho mọi sự kiện của kế hoạch.",)
    title = f"Mốc quanh mọi sự kiện: {plan.short_title}"
    return Entry(events_file(plan.id), ("steps",), title, (*_AROUND, whom), stands, current, about)
