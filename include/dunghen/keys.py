"""The one name of every occurrence: ``plan/duty/cycle/step/recipient``.

The same text is the ledger key, the log field, the folder and the root of the Message-ID. It is computed from the
*cycle*, never from a date, so a moved deadline does not send again what was sent.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from dunghen.exceptions import KeyFormatError
from dunghen.values.base import SLUG

OPERATOR = "operator"
"""The recipient of what the office's own operator is told."""

_SLUG = re.compile(SLUG)
_CYCLE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True, order=True)
class CycleKey:
    """Names one cycle of one duty, e.g. ``nq59-2025-2030/annual-report/2026``."""

    plan: str
    duty: str
    cycle: str

    def __post_init__(self) -> None:
        for part, pattern in ((self.plan, _SLUG), (self.duty, _SLUG), (self.cycle, _CYCLE)):
            if not pattern.fullmatch(part):
                raise KeyFormatError(f"«{part}» trong tên kỳ không đúng dạng.")

    def __str__(self) -> str:
        return f"{self.plan}/{self.duty}/{self.cycle}"

    @classmethod
    def parse(cls, text: str) -> CycleKey:
        """Read ``plan/duty/cycle``.

        Raises:
            KeyFormatError: the text has another shape.
        """
        parts = text.split("/")
        if len(parts) != 3:
            raise KeyFormatError(f"«{text}» không phải tên kỳ (kế-hoạch/nhiệm-vụ/kỳ).")
        return cls(*parts)

    def action(self, step: str, recipient: str) -> ActionKey:
        """The name of one step of this cycle, addressed to one recipient."""
        return ActionKey(self.plan, self.duty, self.cycle, step, recipient)


@dataclass(frozen=True, slots=True, order=True)
class ActionKey:
    """Names one act towards one recipient, e.g. ``nq59-2025-2030/annual-report/2026/remind-7/cuc-dien-anh``."""

    plan: str
    duty: str
    cycle: str
    step: str
    recipient: str

    def __post_init__(self) -> None:
        for part in (self.plan, self.duty, self.step, self.recipient):
            if not _SLUG.fullmatch(part):
                raise KeyFormatError(f"«{part}» trong tên việc không đúng dạng.")
        if not _CYCLE.fullmatch(self.cycle):
            raise KeyFormatError(f"«{self.cycle}» không phải tên kỳ.")

    def __str__(self) -> str:
        return f"{self.plan}/{self.duty}/{self.cycle}/{self.step}/{self.recipient}"

    @property
    def cycle_key(self) -> CycleKey:
        """The cycle that the act belongs to."""
        return CycleKey(self.plan, self.duty, self.cycle)

    @classmethod
    def parse(cls, text: str) -> ActionKey:
        """Read ``plan/duty/cycle/step/recipient``.

        Raises:
            KeyFormatError: the text has another shape.
        """
        parts = text.split("/")
        if len(parts) != 5:
            raise KeyFormatError(f"«{text}» không phải tên việc (kế-hoạch/nhiệm-vụ/kỳ/mốc/nơi-nhận).")
        return cls(*parts)


def message_id(keys: list[str], realm: str, attempt: int, domain: str) -> str:
    """The Message-ID (RFC 5322 §3.6.4) of the mail that carries these keys.

    It is a digest of the keys, so every retry of one mail bears the same identifier, and two reminders never share one.
    ``attempt`` grows only when an operator asks to send again.
    """
    seed = "\n".join([realm, str(attempt), *sorted(keys)])
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:32]}@{domain}>"
