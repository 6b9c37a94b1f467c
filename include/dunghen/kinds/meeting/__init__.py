"""A meeting on a day that the office enters."""

from dunghen.kinds.kind import Kind
from dunghen.kinds.meeting.model import MeetingDuty

KIND = Kind(
    package=__name__,
    duty=MeetingDuty,
    title="cuộc họp",
    mark="H",
    colour="#6d2080",
    cycle="năm của ngày đặt đầu tiên; cuộc thứ hai trong năm: 2026-2",
    decidable=frozenset({"dates"}),
)
