"""The last line before any ledger: whatever a door let in, all ledgers keep the same of it.

PostgreSQL refuses a NUL in a text (and jsonb in a value), the driver of each database half a surrogate pair; SQLite
takes the NUL and breaks off elsewhere. Refusing here would stop everybody's work for one text (a mail that went could
not even be written down as sent), so a text is mended (``wording.characters.storable``), in what is written and in what
is asked for alike: a name is looked for as it was kept. A number that cannot be kept is a mistake of ours, and refused.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from math import isfinite
from typing import Any, TypeVar

from dunghen.exceptions import LedgerError
from dunghen.wording.characters import storable, with_leaves

_L = TypeVar("_L")
LARGEST = 2**63 - 1
"""What an integer of either database holds."""


def guarded(ledger: type[_L]) -> type[_L]:
    """Decorates a ledger: what any of its public methods is given is admitted first, so that none can forget.

    Such a method raises ``LedgerError`` for a number that no database keeps.
    """
    for name, method in inspect.getmembers(ledger, inspect.isfunction):
        if not name.startswith("_"):
            setattr(ledger, name, _admitting(method))
    return ledger


def _admitting(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def admitting(self: Any, *given: Any, **named: Any) -> Any:
        return method(self, *with_leaves(given, _admitted), **with_leaves(named, _admitted))

    return admitting


def _admitted(leaf: Any) -> Any:
    if isinstance(leaf, str):
        return storable(leaf)
    if (isinstance(leaf, float) and not isfinite(leaf)) or (isinstance(leaf, int) and abs(leaf) > LARGEST):
        raise LedgerError("Sổ không giữ số vô hạn, «không phải số», hoặc số quá 64 bit.")
    return leaf
