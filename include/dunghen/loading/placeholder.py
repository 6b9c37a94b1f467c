"""Addresses that stand for ones not yet known: live mail refuses them (ADR 0009)."""

from __future__ import annotations

from dunghen.directory.address import is_placeholder
from dunghen.plans.office import Office
from dunghen.values.problem import ConfigProblem


def placeholders(office: Office) -> tuple[ConfigProblem, ...]:
    """Every address of the office's files that nothing real can be sent to."""
    settings = office.settings
    boxes = {"sender": settings.sender.email, "operator": settings.operator.email}
    boxes |= {"reply_to": settings.reply_to.email} if settings.reply_to else {}
    found = [("settings.yaml", name, address) for name, address in boxes.items()]
    for unit in office.directory.units:
        addresses = [unit.email, *(one.email for one in unit.delegations)]
        found += [("units.yaml", unit.slug, address) for address in addresses if address]
    found += [("partners.yaml", one.slug, one.email) for one in office.directory.partners if one.email]
    return tuple(
        ConfigProblem(
            file, 1, slug, "địa chỉ giữ chỗ, không gửi thật được", address, "nhập địa chỉ thật, hoặc bỏ trống"
        )
        for file, slug, address in found
        if is_placeholder(address)
    )
