"""E-mail addresses: valid by form, and real or a placeholder."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from dunghen.wording.look_alikes import without_unseen

# A narrow form on purpose (RFC 5321 §4.1.2 dot-string, ASCII): what passes here is accepted by every mail server, and
# email-validator would cost every DAG parse its DNS library.
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_LABEL}")
# RFC 2606 and RFC 6761 reserve these for placeholders; nothing sent to them arrives.
_PLACEHOLDER = re.compile(r"(?:^|\.)(?:invalid|test|example|localhost|example\.(?:com|net|org))$")


def is_address(text: str) -> bool:
    """Whether the text has the form of an address."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def checked_address(value: str) -> str:
    """The address itself, without what nobody sees that was copied along: zero-width and direction marks, spaces around.

    Raises:
        ValueError: it has not the form of one.
    """
    address = without_unseen(value).strip()
    if not is_address(address):
        raise ValueError(f"«{value}» không phải địa chỉ thư điện tử")
    return address


Address = Annotated[str, AfterValidator(checked_address)]
"""An address of the form local@domain, without a display name."""


def is_placeholder(address: str) -> bool:
    """Whether the address is one of the reserved placeholders (``.invalid``, ``example.*``, ``.test``)."""
    return bool(_PLACEHOLDER.search(address.rpartition("@")[2].lower()))
