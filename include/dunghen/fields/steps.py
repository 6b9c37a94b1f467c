"""When what happens around a duty's day, as inputs: every offset of a kind's steps, with what holds where none is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunghen.due_documents.steps import DocumentSteps
from dunghen.fields.choice import Choices, Several
from dunghen.fields.compound import Part, YesNo
from dunghen.fields.offsets import AFTER, BEFORE, SIDES, OffsetDays, OffsetList
from dunghen.events.steps import EventSteps
from dunghen.kinds.budget.model import BudgetSteps
from dunghen.kinds.bulletin.model import BulletinSteps
from dunghen.kinds.greeting.model import GreetingSteps
from dunghen.kinds.meeting.model import MeetingSteps
from dunghen.kinds.quota.model import QuotaSteps
from dunghen.plans.collection import OutwardDelivery, ReportSteps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from dunghen.fields.field import Field


class Label(NamedTuple):
    """What people call a step, and on which side of the day it can lie."""

    key: str
    text: str
    sides: Choices = SIDES


_STEPS: Mapping[str, tuple[type[BaseModel], tuple[Label, ...]]] = {
    "report": (
        ReportSteps,
        (
            Label("request", "Gửi đề nghị báo cáo", BEFORE),
            Label("remind", "Nhắc trước hạn", BEFORE),
            Label("overdue", "Nhắc khi quá hạn", AFTER),
            Label("compile", "Khóa sổ và tổng hợp", AFTER),
            Label("closing", "Còn tổng hợp, trình bù được đến (sau ngày khóa sổ)", AFTER),
        ),
    ),
    "document": (
        DocumentSteps,
        (
            Label("remind", "Nhắc trước hạn", BEFORE),
            Label("overdue", "Nhắc khi quá hạn", AFTER),
            Label("monthly", "Sau đó mỗi tháng nhắc một lần"),
            Label("lock", "Thôi nhắc", AFTER),
        ),
    ),
    "meeting": (
        MeetingSteps,
        (
            Label("collect_input", "Đề nghị gửi nội dung trước cuộc họp", BEFORE),
            Label("invite", "Gửi giấy mời", BEFORE),
            Label("remind", "Nhắc trước cuộc họp", BEFORE),
            Label("conclusions", "Đề nghị ghi nhận kết luận", AFTER),
            Label("overdue", "Nhắc khi chưa có kết luận", AFTER),
            Label("lock", "Thôi nhắc về kết luận", AFTER),
            Label("follow_ups", "Hỏi việc thực hiện kết luận", AFTER),
        ),
    ),
    "budget": (
        BudgetSteps,
        (
            Label("remind", "Nhắc trước hạn của bước", BEFORE),
            Label("overdue", "Nhắc khi quá hạn", AFTER),
            Label("check", "Gửi bảng số tiền cho đơn vị chủ trì", AFTER),
            Label("closing", "Còn làm bù được đến (sau ngày gửi bảng)", AFTER),
        ),
    ),
    "bulletin": (
        BulletinSteps,
        (
            Label("collect", "Đề nghị các đơn vị gửi tin, bài", BEFORE),
            Label("draft", "Đề nghị đơn vị chủ trì soạn", BEFORE),
            Label("propose", "Trình duyệt phần gửi ra ngoài", BEFORE),
            Label("expires", "Chưa duyệt thì thôi gửi", AFTER),
        ),
    ),
    "quota": (
        QuotaSteps,
        (
            Label("quarter", "Kiểm đếm sau khi hết quý", AFTER),
            Label("year", "Kiểm đếm cả năm sau khi hết năm", AFTER),
            Label("closing", "Còn kiểm đếm bù được đến", AFTER),
        ),
    ),
    "greeting": (
        GreetingSteps,
        (
            Label("draft", "Gửi dự thảo thư cho đơn vị chủ trì", BEFORE),
            Label("approve", "Trình duyệt", BEFORE),
            Label("record", "Đề nghị ghi nhận đã trao thư", AFTER),
            Label("record_within", "Thôi đề nghị ghi nhận", AFTER),
        ),
    ),
    "event": (
        EventSteps,
        (
            Label("review", "Thẩm định nội dung (mốc đầu là đề nghị, các mốc sau là nhắc)", BEFORE),
            Label("inform", "Thông tin trước sự kiện", BEFORE),
            Label("during", "Thông tin trong sự kiện"),
            Label("after", "Thông tin sau sự kiện", AFTER),
            Label("draft", "Gửi dự thảo thông cáo báo chí", BEFORE),
            Label("release", "Phát thông cáo (sau khi có người duyệt)", BEFORE),
            Label("coverage", "Thu thập tin, bài đã đăng", AFTER),
            Label("report", "Đề nghị báo cáo kết quả", AFTER),
        ),
    ),
}
_OF_KIND = {"deliverable": "document", "review": "document"}
_AT = ("steps",)


def step_fields(kind: str) -> tuple[Field, ...]:
    """The inputs of the steps of a kind of duty."""
    model, labels = _STEPS[_OF_KIND.get(kind, kind)]
    return tuple(_field(model, label) for label in labels)


def _field(model: type[BaseModel], label: Label) -> Field:
    shape = model.model_fields[label.key]
    path = (*_AT, label.key)
    if shape.annotation is bool:
        return YesNo(path=path, label=label.text, nothing="mặc định: " + ("có" if shape.default else "không"))
    is_list = isinstance(shape.default, tuple)
    cls = OffsetList if is_list else OffsetDays
    plain = cls(path=path, label=label.text, sides=label.sides)
    return cls(path=path, label=label.text, sides=label.sides, hint=_default(plain, shape))


def _default(plain: Field, shape: object) -> str:
    if getattr(shape, "is_required")():  # noqa: B009 - pydantic's FieldInfo
        return ""
    default = getattr(shape, "default")  # noqa: B009
    return f"Để trống thì theo mặc định: {plain.told(default)}." if default else "Để trống thì không có việc này."


def escalation(people: Choices) -> Part:
    """Telling a superior: when, and whom; nobody unless both are entered."""
    path = (*_AT, "escalate")
    return Part(
        path=path,
        label="Báo cấp trên khi còn thiếu",
        hint="Để trống cả hai thì không báo.",
        columns=(
            OffsetDays(path=(*path, "at"), label="Báo vào lúc", sides=AFTER, required=True),
            Several(path=(*path, "to"), label="Báo cho", choices=people, required=True),
        ),
    )


def delivery(inside: Choices, outside: Choices) -> tuple[Field, ...]:
    """Handing in the compiled report: inside the house, then outside it once a person has approved."""
    path = (*_AT, "deliver")
    then = (*path, "then")
    expires = OutwardDelivery.model_fields["expires"].default
    days = OffsetDays(path=(*then, "expires"), label="")
    return (
        Several(path=(*path, "to"), label="Trình báo cáo tổng hợp cho (trong cơ quan)", choices=inside),
        OffsetDays(path=(*path, "at"), label="Trình vào lúc", sides=AFTER, hint="Để trống thì trình ngay khi khóa sổ."),
        Part(
            path=then,
            label="Sau đó gửi ra ngoài cơ quan (chỉ gửi khi có người duyệt)",
            fixed=(("approve", "required"),),
            columns=(
                Several(path=(*then, "to"), label="Gửi tới", choices=outside, required=True),
                OffsetDays(path=(*then, "at"), label="Vào lúc", sides=AFTER),
                OffsetDays(
                    path=(*then, "expires"),
                    label="Chưa duyệt thì thôi gửi",
                    sides=AFTER,
                    hint=f"Để trống thì theo mặc định: {days.told(expires)}.",
                ),
            ),
        ),
    )
