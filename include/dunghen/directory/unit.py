"""A unit (đơn vị), its head, its address, and who stands in for it."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from dunghen.directory.address import Address
from dunghen.values.base import ConfigModel, Slug


class Delegation(ConfigModel):
    """For some days, another person answers for the unit (ủy quyền, kiêm nhiệm, nghỉ phép)."""

    email: Address
    post: str = "Người được ủy quyền"
    since: date
    until: date
    reason: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError(f"ủy quyền kết thúc ({self.until}) trước khi bắt đầu ({self.since})")
        return self

    def covers(self, day: date) -> bool:
        """Whether the delegation holds on this day (both ends included)."""
        return self.since <= day <= self.until


class Unit(ConfigModel):
    """An office that owes or receives something. No person is named: names are the office's own configuration."""

    slug: Slug
    name: str
    head: str = "Thủ trưởng"
    """The post that mails are addressed to: «Cục trưởng», «Giám đốc»."""
    email: Address | None = None
    house: Slug
    """The organisation it belongs to; what goes to another house is outward and waits for approval."""
    superior: Slug | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: Slug | None = None
    delegations: tuple[Delegation, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"đơn vị hết hiệu lực ({self.valid_to}) trước khi có hiệu lực ({self.valid_from})")
        return self

    @property
    def addressed(self) -> str:
        """Head and unit as a letter names them: «Cục trưởng Cục Điện ảnh», «Chánh Văn phòng Bộ», «Lãnh đạo Bộ»."""
        head, name = self.head.split(), self.name.split()
        # What the post's name ends with and the unit's begins with is said once.
        shared = next((n for n in range(len(name), 0, -1) if head[-n:] == name[:n]), 0)
        return " ".join([*head, *name[shared:]])

    def is_valid(self, day: date) -> bool:
        """Whether the unit exists on this day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def address_on(self, day: date) -> str | None:
        """Where its mail goes on this day: the delegate's address while a delegation holds."""
        standing_in = next((one for one in self.delegations if one.covers(day)), None)
        return standing_in.email if standing_in else self.email


class Group(ConfigModel):
    """Several units named together by a document («Các đơn vị thuộc Bộ»)."""

    slug: Slug
    name: str
    members: tuple[Slug, ...] | None = None
    """None: the document does not list them and the office has not yet done so."""
    aliases: tuple[str, ...] = ()
    note: str | None = None
