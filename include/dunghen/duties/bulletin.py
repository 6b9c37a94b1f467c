"""``bulletin``: periodic information to partners and press. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from typing import Literal

from dunghen.directory.partner import PartnerClass
from dunghen.plans.duty import Duty


class BulletinDuty(Duty):
    """Information given again and again, at an interval that the office sets."""

    kind: Literal["bulletin"]
    classes: tuple[PartnerClass, ...] = ()
    """The classes of partners that the document names; empty where it names none."""
    channels: tuple[str, ...] = ()
    """The channels that the document names («mạng xã hội»)."""
