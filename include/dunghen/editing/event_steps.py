"""The form of the office's days around every event of a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dunghen.decision import given_at, value_at
from dunghen.directory.directory import Directory
from dunghen.editing.entry import Entry
from dunghen.editing.events import events_file
from dunghen.editing.named_list import including
from dunghen.events.steps import EventSteps
from dunghen.fields.field import Field, Section
from dunghen.fields.of_model import inputs_of
from dunghen.plans.plan import Plan

_BEFORE, _AFTER = ("review", "inform", "draft", "release"), ("during", "after", "coverage", "report")


def steps_entry(plan: Plan, signed: Any, decided: Any, directory: Directory) -> Entry:
    """The office's days around every event of the plan; what nobody has set is shown as it holds by default."""
    given, current = given_at(signed, ("steps",)), value_at(decided, ("steps",))
    defaults = EventSteps().model_dump(mode="json", by_alias=True)
    stands: dict[str, Any] = defaults | (given if isinstance(given, dict) else {})
    units = [(unit.slug, unit.name) for unit in directory.units if unit.house == plan.house]
    press = [(one.slug, one.name) for one in directory.partners]
    press += [(unit.slug, unit.name) for unit in directory.units if unit.house != plan.house]
    choices = {
        "reviewers": including(units, stands["reviewers"], given_at(current, ("reviewers",))),
        "press": including(press, stands["press"], given_at(current, ("press",))),
    }
    sections = (
        Section("Trước sự kiện", _days(*_BEFORE), "Bỏ trống hết các mốc thẩm định: không thẩm định."),
        Section("Trong và sau sự kiện", _days(*_AFTER)),
        Section(
            "Ai thẩm định, thông cáo gửi ai",
            inputs_of(EventSteps, "reviewers", "press", "publish", choices=choices),
            "Không chọn ai thẩm định: đơn vị chủ trì kế hoạch. Thông cáo không chọn nơi nhận thì không gửi cho ai; "
            "đều là thư ra ngoài, phải có người duyệt.",
        ),
    )
    about = ("Không văn bản nào nêu các mốc này: đều là thiết lập của văn phòng, chung cho mọi sự kiện của kế hoạch.",)
    title = f"Mốc quanh mọi sự kiện: {plan.short_title}"
    return Entry(events_file(plan.id), ("steps",), title, sections, stands, current, about)


def _days(*keys: str) -> tuple[Field, ...]:
    """Without the hints that tell what holds by default: here it stands in the inputs."""
    inputs = inputs_of(EventSteps, *keys, needed=("draft", "release", "during", "after"))
    return tuple(replace(field, hint="") for field in inputs)
