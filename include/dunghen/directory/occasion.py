"""An occasion (dịp): a day of the year on which partners may be greeted, whom it concerns, and where its day comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from dunghen.calendar.day_rules import DayRule, LeapDay
from dunghen.directory.partner import PartnerClass
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input
from dunghen.values.source import Basis


class OccasionKind(StrEnum):
    """What is celebrated."""

    NATIONAL_DAY = "national-day"
    """Ngày Quốc khánh: the day of the partner's country (``countries.yaml``)."""
    RELATIONS_DAY = "relations-day"
    """Ngày thiết lập quan hệ ngoại giao: that of the partner's country (``countries.yaml``)."""
    TWIN_DAY = "twin-day"
    """Ngày kết nghĩa: that of the partner itself (``partners.yaml``)."""
    NEW_YEAR = "new-year"
    """Năm mới dương lịch."""
    TET = "tet"
    """Tết Nguyên đán của Việt Nam."""
    HOLIDAY = "holiday"
    """Lễ, tết của một nước."""
    OTHER = "other"
    """Một ngày do văn phòng thêm."""

    @property
    def has_own_day(self) -> bool:
        """Whether the day stands with the occasion (``day``), and not with the partner or its country."""
        return self not in (OccasionKind.NATIONAL_DAY, OccasionKind.RELATIONS_DAY, OccasionKind.TWIN_DAY)


class Occasion(ConfigModel):
    """One entry of ``occasions.yaml``."""

    slug: Slug
    kind: OccasionKind
    name: Annotated[str, Field(min_length=2)]
    """As it stands in a sentence after «nhân dịp», or «kỷ niệm lần thứ 50»: «Quốc khánh», «ngày thiết lập quan hệ …»."""
    names: dict[str, str] = Field(default_factory=dict)
    """In other languages, by ISO 639-1 code."""
    classes: tuple[PartnerClass, ...]
    countries: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...],
        Input("Chỉ đối tác của những nước này", "Không chọn: mọi nước."),
    ] = ()
    """Only partners of these countries; empty for any."""
    partners: Annotated[
        tuple[Slug, ...], Input("Chỉ những đối tác này", "Không chọn: mọi đối tác thuộc nhóm của dịp.")
    ] = ()
    """Only these partners; empty for any."""
    day: DayRule | None = None
    leap_day: Annotated[
        LeapDay, Input("Ngày 29/2, năm không nhuận thì chúc ngày", choices=(("02-28", "28/2"), ("03-01", "01/3")))
    ] = "02-28"
    """When a relation begun on 29 February is greeted in a year that has none: the office's choice."""
    since_year: Annotated[int | None, Input("Tính từ năm", "Để ghi «kỷ niệm lần thứ …».", within=(1, 2200))] = None
    """The year counted from, for a day that the office adds; relations and twinnings have their own."""
    basis: Basis
    source: str | None = None
    note: Annotated[str | None, Input("Ghi chú của văn phòng", is_long=True)] = None

    @model_validator(mode="after")
    def _day_where_it_belongs(self) -> Self:
        if self.kind.has_own_day and self.day is None:
            raise ValueError("dịp này cần «day»: ngày trong năm, hoặc quy tắc tính ngày")
        if not self.kind.has_own_day and self.day is not None:
            raise ValueError("ngày của dịp này lấy từ countries.yaml hoặc partners.yaml, không ghi «day»")
        return self
