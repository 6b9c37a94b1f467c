"""The forms of partners, occasions and countries: whom greetings go to, and on which day of the year."""

from __future__ import annotations

from dataclasses import dataclass

from dunghen.decision import Change, value_at
from dunghen.directory.country import Country
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.editing.day_rule import ByYear, DayRuleEntry, EveryYear, rule_told
from dunghen.editing.entry import Entry, Read
from dunghen.editing.named_list import NamedList, including
from dunghen.fields.choice import Choices
from dunghen.fields.field import Field, Section, Sent
from dunghen.fields.of_model import inputs_of
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
    sections = (
        Section(
            "Nơi nhận", inputs_of(Partner, *_ADDRESS, choices={"language": including(LANGUAGES, partner.language)})
        ),
        Section("Dịp riêng", inputs_of(Partner, "twinned_on")),
        Section("Không gửi", inputs_of(Partner, _BAR, needed=())),
        Section(
            "Tên trong ngôn ngữ khác",
            tuple(Field(path=("names", code), label=f"Tên tiếng {name}") for code, name in names),
        ),
        Section("Ghi chú", inputs_of(Partner, "note")),
    )
    return PartnerEntry(partners.file, (partners.key, called), partner.name, sections, signed, decided)


_ADDRESS = ("email", "addressee", "language", "protocol_level", "handed_over")


def occasion_entry(occasions: NamedList, occasion: Occasion, office: Office) -> Entry:
    """The form of an occasion: its day where it has one of its own, and whom it is for."""
    called = occasion.slug
    signed, decided = occasions.signed_entry(called), occasions.decided_entry(called)
    choices = {
        "countries": including(
            [(one.iso, one.short or one.name) for one in office.countries], list(occasion.countries)
        ),
        "partners": including([(one.slug, one.name) for one in office.directory.partners], list(occasion.partners)),
    }
    whom = Section("Cho ai", inputs_of(Occasion, "countries", "partners", choices=choices))
    other = Section("Khác", inputs_of(Occasion, "leap_day", "since_year", "note"))
    day = _day_section("day") if occasion.kind.has_own_day else ()
    about = (
        f"Ngày đang tính theo: {rule_told(occasion.day)}." if occasion.day else "Ngày lấy từ nước hoặc từ đối tác.",
    )
    sections = (*day, whom, other)
    return DayRuleEntry(OCCASIONS, (occasions.key, called), occasion.name, sections, signed, decided, about)


def country_entry(countries: NamedList, country: Country) -> Entry:
    """The form of a country: its national day, the day relations began, each with its source."""
    called = country.iso
    signed, decided = countries.signed_entry(called), countries.decided_entry(called)
    about = (f"Quốc khánh đang tính theo: {rule_told(country.national_day)}.",) if country.national_day else ()
    sections = (
        *_day_section("national_day", "Quốc khánh"),
        Section("Nguồn của Quốc khánh", inputs_of(Country, "national_day_source")),
        Section("Quan hệ ngoại giao", inputs_of(Country, "relations", "relations_source")),
        Section("Ghi chú", inputs_of(Country, "note")),
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
