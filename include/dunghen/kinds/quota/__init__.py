"""A yearly minimum."""

from dunghen.kinds.kind import Kind
from dunghen.kinds.quota.model import QuotaDuty

KIND = Kind(
    package=__name__,
    duty=QuotaDuty,
    title="chỉ tiêu",
    mark="T",
    colour="#00626b",
    cycle="năm",
    decidable=frozenset({"counts_from", "events_of"}),
)
