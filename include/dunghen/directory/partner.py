"""A partner (đối tác): a foreign office, locality, mission or organisation. Whatever goes to one is outward."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dunghen.directory.address import Address
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input


class PartnerClass(StrEnum):
    """The five classes that may be greeted (Hải Phòng l.2013-2018), and those that may not."""

    VIETNAMESE_MISSION_ABROAD = "vietnamese-mission-abroad"
    FOREIGN_MISSION_IN_VIETNAM = "foreign-mission-in-vietnam"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    FOREIGN_NGO = "foreign-ngo"
    FOREIGN_LOCALITY = "foreign-locality"
    FOREIGN_MINISTRY = "foreign-ministry"
    ASSOCIATION = "association"
    MEDIA = "media"
    ART_GROUP = "art-group"


class ProtocolLevel(StrEnum):
    """Who has to sign what goes to a partner."""

    TOP_LEADERS = "top-leaders"
    """Tổng Bí thư, Chủ tịch nước, Thủ tướng Chính phủ, Chủ tịch Quốc hội: such letters are drafted by Bộ Ngoại giao
    (Nghị định 18/2022/NĐ-CP, khoản 1 Điều 35), so none is made here."""
    HOUSE_LEADERS = "house-leaders"
    """Lãnh đạo cơ quan gửi (tỉnh, thành phố, bộ)."""
    UNIT_HEAD = "unit-head"
    """Thủ trưởng đơn vị tham mưu."""


_LEVELS = (
    (ProtocolLevel.HOUSE_LEADERS, "lãnh đạo cơ quan ký"),
    (ProtocolLevel.UNIT_HEAD, "thủ trưởng đơn vị tham mưu ký"),
    (ProtocolLevel.TOP_LEADERS, "lãnh đạo Đảng, Nhà nước (Bộ Ngoại giao soạn, không soạn ở đây)"),
)


class DoNotSend(ConfigModel):
    """Nothing goes to this partner, for a reason and until a day."""

    reason: Annotated[str, Input("Lý do không gửi", "Bỏ trống cả hai ô: gửi bình thường.")]
    until: Annotated[date | None, Input("Đến hết ngày", "Bỏ trống: cho đến khi bỏ lý do.")] = None

    def __str__(self) -> str:
        return f"không gửi{f' đến hết {self.until:%d/%m/%Y}' if self.until else ''}: {self.reason}"


class Partner(ConfigModel):
    """An office outside the house. Empty dates stay empty: none is ever made up."""

    slug: Slug
    name: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2."""
    partner_class: Annotated[PartnerClass, Field(alias="class")]
    plans: tuple[Slug, ...] = ()
    language: Annotated[str | None, Input("Ngôn ngữ của thư", "Không chọn: theo nước.")] = None
    addressee: Annotated[
        str | None, Input("Chức danh người nhận", "Ngài Đại sứ, Ông Thị trưởng …; không ghi tên người.")
    ] = None
    """The post that letters are addressed to («Ngài Đại sứ»); never a person's name."""
    names: dict[str, str] = Field(default_factory=dict)
    """Its name in other languages, by ISO 639-1 code."""
    twinned_on: Annotated[
        date | None, Input("Ngày kết nghĩa", "Ghi nguồn ở ghi chú. Chưa có ngày thì không chúc dịp này.")
    ] = None
    """The day on which a locality became a twin (kết nghĩa); of several such days the one that is celebrated."""
    email: Annotated[Address | None, Input("Địa chỉ thư điện tử")] = None
    protocol_level: Annotated[
        ProtocolLevel | None, Input("Cấp ký", "Không chọn: theo nhóm đối tác.", choices=_LEVELS)
    ] = None
    do_not_send: DoNotSend | None = None
    handed_over: Annotated[bool, Input("Ký và trao bản giấy, không gửi thư điện tử")] = False
    """What goes to this partner is signed and handed over on paper; the operator records it. Nothing is mailed."""
    lines: str | None = None
    note: Annotated[str | None, Input("Ghi chú, nguồn", is_long=True)] = None

    @property
    def head(self) -> str:
        """Whom a letter is addressed to."""
        return self.addressee or self.name

    def is_barred(self, day: date) -> bool:
        """Whether nothing may go to this partner on this day."""
        bar = self.do_not_send
        return bar is not None and (bar.until is None or day <= bar.until)

    def address_on(self, day: date) -> str | None:
        """Where its mail goes on this day; None where there is no address or nothing may be sent."""
        return None if self.is_barred(day) else self.email
