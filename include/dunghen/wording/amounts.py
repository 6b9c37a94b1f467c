"""Amounts of money and of things, as Vietnamese offices write them: a point between thousands, a comma before decimals."""

from __future__ import annotations

_MILLION = 1_000_000


def grouped(number: int) -> str:
    """«180.000.000»."""
    return f"{number:,}".replace(",", ".")


def dong(amount: int) -> str:
    """«180.000.000 đồng»."""
    return f"{grouped(amount)} đồng"


def million_dong(amount: int) -> str:
    """«180 triệu đồng», «180,5 triệu đồng»; exact to the đồng."""
    millions, rest = divmod(abs(amount), _MILLION)
    decimals = f",{rest:06d}".rstrip("0") if rest else ""
    return f"{'-' if amount < 0 else ''}{grouped(millions)}{decimals} triệu đồng"
