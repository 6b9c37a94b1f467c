"""Amounts as Vietnamese offices write them."""

from __future__ import annotations

import pytest

from dunghen.wording.amounts import dong, million_dong


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0 đồng"),
        (950_000, "950.000 đồng"),
        (180_000_000, "180.000.000 đồng"),
        (7_200_000_001, "7.200.000.001 đồng"),
    ],
)
def test_an_amount_in_dong_has_points_between_thousands(amount: int, written: str) -> None:
    assert dong(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (180_000_000, "180 triệu đồng"),
        (180_500_000, "180,5 triệu đồng"),
        (180_050_000, "180,05 triệu đồng"),
        (1, "0,000001 triệu đồng"),
        (7_200_000_000, "7.200 triệu đồng"),
        (-1_500_000, "-1,5 triệu đồng"),
    ],
)
def test_an_amount_in_millions_is_exact_and_has_a_decimal_comma(amount: int, written: str) -> None:
    assert million_dong(amount) == written
