"""Who may be mailed a unit's link, so as to report in place of its head (pure).

Whoever holds a link can enter an address; the office's mail must not become a way to write to anybody at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from enum import StrEnum

DELEGATE = "delegate"
"""``Record.what`` of a link handed on, or asked to be; its subject is ``<unit>/<mark of the address>``."""

LIMIT = 3
"""Delegates of one unit in one cycle, those included whose link was taken back."""

UNNAMED = "Người được giao làm thay"
"""How a delegate is addressed whose post was not entered."""

# Anybody can have an address there: that two share the domain says nothing.
_PUBLIC = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|outlook|hotmail|live|msn|icloud|me|aol|gmx|proton|protonmail|zoho|mail)"
    r"\.(?:com|net|org|me|vn|com\.vn|ru)|(?:[a-z]+\.)?vnn\.vn|fpt\.vn"
)
# Letters, digits, spaces and a little punctuation: no dot, slash or «@», so that no mail program makes a link of it.
_POST = re.compile(r"(?:[^\W_]|[ ,()–-]){0,80}")


class Way(StrEnum):
    """How a delegate comes by the link."""

    MAIL = "mail"
    """By mail, at once."""
    OFFICE = "office"
    """Somebody in the office decides: the address is of another house."""


def way_to(address: str, known: Iterable[str]) -> Way:
    """By mail where one of the known addresses (the unit's, the office's) is of the same domain; else by the office."""
    domain = _domain(address)
    if _PUBLIC.fullmatch(domain):
        return Way.OFFICE
    return Way.MAIL if domain in {_domain(one) for one in known} else Way.OFFICE


def mark_of(address: str) -> str:
    """What stands for the address in ledger keys: the same for the same address, however its letters are cased."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:12]


def is_post(text: str) -> bool:
    """Whether the text can stand in a mail as the name of a post."""
    return _POST.fullmatch(text) is not None


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
