"""The money of programmes, stage by stage."""

from dunghen.kinds.budget.model import BudgetDuty
from dunghen.kinds.kind import Kind

KIND = Kind(
    package=__name__,
    duty=BudgetDuty,
    title="kinh phí",
    mark="K",
    colour="#5d5300",
    cycle="năm ngân sách",
    decidable=frozenset({"dates"}),
)
