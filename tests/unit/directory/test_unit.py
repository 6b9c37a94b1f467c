"""How a unit is addressed, who stands in for it, and where its mail goes."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.directory.address import is_placeholder
from dunghen.testing import a_unit


@pytest.mark.parametrize(
    ("head", "name", "addressed"),
    [
        ("Cục trưởng", "Cục Điện ảnh", "Cục trưởng Cục Điện ảnh"),
        ("Chánh Văn phòng", "Văn phòng Bộ", "Chánh Văn phòng Bộ"),
        ("Lãnh đạo Bộ", "Lãnh đạo Bộ", "Lãnh đạo Bộ"),
        ("Vụ trưởng", "Vụ Kế hoạch, Tài chính", "Vụ trưởng Vụ Kế hoạch, Tài chính"),
    ],
)
def test_head_and_unit_are_named_together_without_saying_a_word_twice(head: str, name: str, addressed: str) -> None:
    assert a_unit(head=head, name=name).addressed == addressed


@pytest.mark.parametrize(
    ("day", "address"),
    [
        (date(2026, 10, 31), "cuc-dien-anh@bo.invalid"),
        (date(2026, 11, 1), "pho@bo.invalid"),
        (date(2026, 11, 30), "pho@bo.invalid"),
        (date(2026, 12, 1), "cuc-dien-anh@bo.invalid"),
    ],
)
def test_while_a_delegation_holds_the_mail_goes_to_the_delegate(day: date, address: str) -> None:
    delegation = {"email": "pho@bo.invalid", "since": date(2026, 11, 1), "until": date(2026, 11, 30)}
    assert a_unit(delegations=[delegation]).address_on(day) == address


@pytest.mark.parametrize(
    ("address", "placeholder"),
    [
        ("a@bo.invalid", True),
        ("a@example.com", True),
        ("a@so.example", True),
        ("@".join(("a", "invalid.gov.vn")), False),
        ("@".join(("a", "example.com.vn")), False),
    ],
)
def test_reserved_domains_are_placeholders(address: str, placeholder: bool) -> None:
    assert is_placeholder(address) is placeholder
