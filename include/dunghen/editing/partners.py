"""The forms of partners, occasions and countries: whom greetings go to, and on which day of the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunghen.decision import Change, value_at
from dunghen.directory.partner import ProtocolLevel
from dunghen.editing.day_rule import ByYear, DayRuleEntry, EveryYear, rule_told
from dunghen.editing.entry import Entry, Read
from dunghen.editing.named_list import NamedList, including
from dunghen.fields.choice import Choice, Several
from dunghen.fields.days import Day
from dunghen.fields.field import Email, Field, Flag, LongText, Number, Section

if TYPE_CHECKING:
    from dunghen.directory.country import Country
    from dunghen.directory.occasion import Occasion
    from dunghen.directory.partner import Partner
    from dunghen.fields.choice import Choices
    from dunghen.fields.field import Sent
    from dunghen.plans.office import Office

PARTNERS, OCCASIONS, COUNTRIES = "partners.yaml", "occasions.yaml", "countries.yaml"
LANGUAGES: Choices = (
    ("en", "Anh"),
    ("fr", "Pháp"),
    ("ja", "Nhật"),
    ("ko", "Hàn"),
    ("lo", "Lào"),
    ("ru", "Nga"),
    ("vi", "Việt"),
    ("zh", "Trung"),
)
"""Those that letters are written in."""
_LEVELS: Choices = (
    (ProtocolLevel.HOUSE_LEADERS, "lãnh đạo cơ quan ký"),
    (ProtocolLevel.UNIT_HEAD, "thủ trưởng đơn vị tham mưu ký"),
    (ProtocolLevel.TOP_LEADERS, "lãnh đạo Đảng, Nhà nước (Bộ Ngoại giao soạn, không soạn ở đây)"),
)
_LEAP_DAYS: Choices = (("02-28", "28/2"), ("03-01", "01/3"))
_BAR = "do_not_send"


@dataclass(frozen=True)
class PartnerEntry(Entry):
    """One partner; «do not send» is one thing, of a reason and a day."""

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        bar = [one for one in self.fields if one.path[0] == _BAR]
        is_lifted = not read.faults and not any(one.read(sent) for one in bar)
        before = value_at(self.decided, (_BAR,))
        if is_lifted and self.signed.get(_BAR) and before is not None:
            # Taking its two values away would leave a ban without a reason.
            kept = [one for one in read.changes if one.path[: len(self.path) + 1] != (*self.path, _BAR)]
            read.changes[:] = [*kept, Change((*self.path, _BAR), before, None)]
        return read


def partner_entry(partners: NamedList, partner: Partner) -> Entry:
    """The form of a partner that exists."""
    called = partner.slug
    signed, decided = partners.signed_entry(called), partners.decided_entry(called)
    other = sorted(partner.names.keys() - dict(LANGUAGES).keys())
    names = [(code, name) for code, name in (*LANGUAGES, *((code, code) for code in other)) if code != "vi"]
    twinned = "Ghi nguồn ở ghi chú. Chưa có ngày thì không chúc dịp này."
    sections = (
        _address(partner),
        Section("Dịp riêng", (Day(path=("twinned_on",), label="Ngày kết nghĩa", hint=twinned),)),
        _BARRED,
        Section(
            "Tên trong ngôn ngữ khác",
            tuple(Field(path=("names", code), label=f"Tên tiếng {name}") for code, name in names),
        ),
        Section("Ghi chú", (LongText(path=("note",), label="Ghi chú, nguồn"),)),
    )
    return PartnerEntry(partners.file, (partners.key, called), partner.name, sections, signed, decided)


_BARRED = Section(
    "Không gửi",
    (
        Field(path=(_BAR, "reason"), label="Lý do không gửi", hint="Bỏ trống cả hai ô: gửi bình thường."),
        Day(path=(_BAR, "until"), label="Đến hết ngày", hint="Bỏ trống: cho đến khi bỏ lý do."),
    ),
)


def _address(partner: Partner) -> Section:
    language = including(LANGUAGES, partner.language)
    post = "Ngài Đại sứ, Ông Thị trưởng …; không ghi tên người."
    return Section(
        "Nơi nhận",
        (
            Email(path=("email",), label="Địa chỉ thư điện tử"),
            Field(path=("addressee",), label="Chức danh người nhận", hint=post),
            Choice(path=("language",), label="Ngôn ngữ của thư", choices=language, hint="Không chọn: theo nước."),
            Choice(path=("protocol_level",), label="Cấp ký", choices=_LEVELS, hint="Không chọn: theo nhóm đối tác."),
            Flag(path=("handed_over",), label="Ký và trao bản giấy, không gửi thư điện tử"),
        ),
    )


def occasion_entry(occasions: NamedList, occasion: Occasion, office: Office) -> Entry:
    """The form of an occasion: its day where it has one of its own, and whom it is for."""
    called = occasion.slug
    signed, decided = occasions.signed_entry(called), occasions.decided_entry(called)
    countries = tuple((one.iso, one.short or one.name) for one in office.countries)
    partners = tuple((one.slug, one.name) for one in office.directory.partners)
    whom = (
        Several(
            path=("countries",),
            label="Chỉ đối tác của những nước này",
            choices=including(countries, list(occasion.countries)),
            hint="Không chọn: mọi nước.",
        ),
        Several(
            path=("partners",),
            label="Chỉ những đối tác này",
            choices=including(partners, list(occasion.partners)),
            hint="Không chọn: mọi đối tác thuộc nhóm của dịp.",
        ),
    )
    other = (
        Choice(path=("leap_day",), label="Ngày 29/2, năm không nhuận thì chúc ngày", choices=_LEAP_DAYS),
        Number(path=("since_year",), label="Tính từ năm", hint="Để ghi «kỷ niệm lần thứ …».", least=1, most=2200),
        LongText(path=("note",), label="Ghi chú của văn phòng"),
    )
    day = _day_section("day") if occasion.kind.has_own_day else ()
    about = (
        f"Ngày đang tính theo: {rule_told(occasion.day)}." if occasion.day else "Ngày lấy từ nước hoặc từ đối tác.",
    )
    sections = (*day, Section("Cho ai", whom), Section("Khác", other))
    return DayRuleEntry(OCCASIONS, (occasions.key, called), occasion.name, sections, signed, decided, about)


def country_entry(countries: NamedList, country: Country) -> Entry:
    """The form of a country: its national day, the day relations began, each with its source."""
    called = country.iso
    signed, decided = countries.signed_entry(called), countries.decided_entry(called)
    about = (f"Quốc khánh đang tính theo: {rule_told(country.national_day)}.",) if country.national_day else ()
    sections = (
        *_day_section("national_day", "Quốc khánh"),
        Section(
            "Nguồn của Quốc khánh",
            (Field(path=("national_day_source",), label="Nguồn", hint="Địa chỉ trang, số văn bản."),),
        ),
        Section(
            "Quan hệ ngoại giao",
            (
                Day(path=("relations",), label="Ngày thiết lập quan hệ ngoại giao"),
                Field(path=("relations_source",), label="Nguồn", hint="Địa chỉ trang, số văn bản."),
            ),
        ),
        Section("Ghi chú", (LongText(path=("note",), label="Ghi chú của văn phòng"),)),
    )
    return DayRuleEntry(COUNTRIES, (countries.key, called), country.name, sections, signed, decided, about)


def _day_section(key: str, title: str = "Ngày") -> tuple[Section, ...]:
    fields = (
        EveryYear(path=(key,), label="Mỗi năm vào ngày/tháng", hint="Ví dụ 30/11.", kept=False),
        ByYear(
            path=(key,),
            label="Hoặc ghi ngày của từng năm",
            hint="Mỗi năm một ngày, đủ mọi năm của những kế hoạch có chúc dịp này.",
            kept=False,
        ),
    )
    return (Section(title, fields, "Bỏ trống cả hai: giữ cách tính đang dùng."),)
