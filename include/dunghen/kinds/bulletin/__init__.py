"""Periodic information to partners and the press."""

from dunghen.kinds.bulletin.model import BulletinDuty
from dunghen.kinds.kind import Kind

KIND = Kind(
    package=__name__,
    duty=BulletinDuty,
    title="bản tin",
    mark="N",
    colour="#3f3fb0",
    cycle="tháng phát hành: 2026-03",
    decidable=frozenset({"every", "to", "contributors"}),
)
