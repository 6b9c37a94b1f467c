"""A document that is due."""

from dunghen.kinds.deliverable.model import DeliverableDuty
from dunghen.kinds.kind import Kind

KIND = Kind(
    package=__name__,
    duty=DeliverableDuty,
    title="sản phẩm có hạn",
    mark="V",
    colour="#116336",
    cycle="năm của hạn; có lặp lại thì như báo cáo",
    decidable=frozenset({"due", "outcome"}),
    returning="due",
)
