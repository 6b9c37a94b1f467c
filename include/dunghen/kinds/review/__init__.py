"""A review of the plan, half-way or at its end."""

from dunghen.kinds.kind import Kind
from dunghen.kinds.review.model import ReviewDuty

KIND = Kind(
    package=__name__,
    duty=ReviewDuty,
    title="sơ kết, tổng kết",
    mark="Đ",
    colour="#4a5468",
    cycle="năm của ngày sơ kết, tổng kết",
    decidable=frozenset({"on", "start", "collect"}),
)
