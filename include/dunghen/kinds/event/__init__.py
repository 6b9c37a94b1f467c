"""An event, and the publicity around it."""

from dunghen.kinds.event.check import check_events
from dunghen.kinds.event.model import EventDuty
from dunghen.kinds.kind import Kind

KIND = Kind(
    package=__name__,
    duty=EventDuty,
    title="sự kiện, truyền thông",
    mark="S",
    colour="#8a4b00",
    cycle="mã của sự kiện trong lịch sự kiện",
    check_events=check_events,
)
