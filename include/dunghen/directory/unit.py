"""A unit (đơn vị), its head, its address, and who stands in for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from dunghen.directory.address import Address
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input


class Delegation(ConfigModel):
    """For some days, another person answers for the unit (ủy quyền, kiêm nhiệm, nghỉ phép)."""

    email: Annotated[Address, Input("Địa chỉ người làm thay")]
    post: Annotated[str, Input("Chức danh (không ghi tên)")] = "Người được ủy quyền"
    since: Annotated[date, Input("Từ ngày")]
    until: Annotated[date, Input("Đến hết ngày")]
    reason: Annotated[str | None, Input("Lý do, số giấy ủy quyền")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError(f"ủy quyền kết thúc ({self.until}) trước khi bắt đầu ({self.since})")
        return self

    def covers(self, day: date) -> bool:
        """Whether the delegation holds on this day (both ends included)."""
        return self.since <= day <= self.until


_DELEGATIONS = Input(
    "Giao người làm thay (ủy quyền)",
    "Trong những ngày ấy thư của đơn vị đi tới địa chỉ này. Hai lần giao không được chồng ngày. "
    "Xóa trắng một dòng để bỏ.",
)


class Unit(ConfigModel):
    """An office that owes or receives something. No person is named: names are the office's own configuration."""

    slug: Slug
    name: Annotated[str, Input("Tên đơn vị, như văn bản ghi")]
    head: Annotated[str, Input("Chức danh người đứng đầu", "Cục trưởng, Giám đốc …; không ghi tên người.")] = (
        "Thủ trưởng"
    )
    """The post that mails are addressed to: «Cục trưởng», «Giám đốc»."""
    email: Annotated[Address | None, Input("Địa chỉ thư điện tử của đơn vị")] = None
    house: Annotated[Slug, Input("Thuộc cơ quan", "Thư sang cơ quan khác là thư ra ngoài, phải có người duyệt.")]
    """The organisation it belongs to; what goes to another house is outward and waits for approval."""
    superior: Annotated[Slug | None, Input("Cấp trên trực tiếp")] = None
    aliases: tuple[str, ...] = ()
    valid_from: Annotated[date | None, Input("Có hiệu lực từ ngày")] = None
    valid_to: Annotated[date | None, Input("Hết hiệu lực sau ngày")] = None
    successor: Annotated[
        Slug | None,
        Input("Đơn vị tiếp nhận", "Từ ngày sau đó, thư và việc chuyển sang đơn vị này; báo cáo cũ giữ tên cũ."),
    ] = None
    delegations: Annotated[tuple[Delegation, ...], _DELEGATIONS] = ()
    note: Annotated[str | None, Input("Ghi chú của văn phòng", is_long=True)] = None

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
    members: Annotated[
        tuple[Slug, ...] | None,
        Input("Thành viên", "Chưa chọn ai: nhóm chưa có danh sách, không đơn vị nào của nhóm nhận thư."),
    ] = None
    """None: the document does not list them and the office has not yet done so."""
    aliases: tuple[str, ...] = ()
    note: Annotated[str | None, Input("Ghi chú của văn phòng", is_long=True)] = None
