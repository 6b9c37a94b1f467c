"""A toy kind: an inspection on a day that the office enters. Nothing of the product knows it."""

from dunghen.kinds.kind import Kind
from tests.toy.inspection.model import InspectionDuty

KIND = Kind(
    package=__name__,
    duty=InspectionDuty,
    title="kiểm tra thực địa",
    mark="X",
    colour="#7a1f1f",
    cycle="năm của ngày kiểm tra",
    decidable=frozenset({"day"}),
)
