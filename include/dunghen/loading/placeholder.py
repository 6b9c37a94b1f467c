"""Addresses that stand for ones not yet known: live mail refuses them (ADR 0009)."""

from __future__ import annotations

from collections.abc import Iterator

from dunghen.directory.address import is_placeholder
from dunghen.plans.office import Office
from dunghen.values.problem import ConfigProblem


def placeholders(office: Office) -> tuple[ConfigProblem, ...]:
    """Every address of the office's files that nothing real can be sent to."""
    what, remedy = "địa chỉ giữ chỗ, không gửi thật được", "nhập địa chỉ thật, hoặc bỏ trống"
    return tuple(
        ConfigProblem(file, 1, name, what, address, remedy)
        for file, name, address in _addresses(office)
        if address and is_placeholder(address)
    )


def _addresses(office: Office) -> Iterator[tuple[str, str, str | None]]:
    """File, name and address of everybody who sends or is sent mail."""
    for name in ("sender", "operator", "reply_to"):
        box = getattr(office.settings, name)
        yield "settings.yaml", name, box and box.email
    for unit in office.directory.units:
        yield "units.yaml", unit.slug, unit.email
        yield from (("units.yaml", unit.slug, delegation.email) for delegation in unit.delegations)
    yield from (("partners.yaml", partner.slug, partner.email) for partner in office.directory.partners)
