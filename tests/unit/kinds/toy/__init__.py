"""A kind that is nothing but a folder: an inspection (kiểm tra) on a day that the office sets."""

from dunghen.kinds.kind import Kind
from tests.unit.kinds.toy.model import ToyDuty

KIND = Kind(
    package=__name__,
    duty=ToyDuty,
    title="kiểm tra",
    mark="K",
    colour="#333333",
    cycle="năm",
    decidable=frozenset({"on"}),
    dated_by=("on",),
)
