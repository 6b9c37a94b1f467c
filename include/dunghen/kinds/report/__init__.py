"""Units report every period, or when asked; the reports are compiled."""

from dunghen.kinds.kind import Kind
from dunghen.kinds.report.model import ReportDuty

KIND = Kind(
    package=__name__,
    duty=ReportDuty,
    title="báo cáo",
    mark="B",
    colour="#12519c",
    cycle="kỳ: 2026, 2026-H1, 2026-Q3, 2026-07; theo yêu cầu: yc-2026-08",
    decidable=frozenset({"every", "covers", "ad_hoc"}),
    returning="every",
)
