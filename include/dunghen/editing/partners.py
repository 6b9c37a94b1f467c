"""The forms of partners, occasions and countries: whom greetings go to, and on which day of the year."""

from __future__ import annotations

from dunghen.decision import Change, value_at
from dunghen.directory.country import Country
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.editing.day_rule import DayRuleEntry, day_section, rule_text
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


class PartnerEntry(Entry):
    """One partner; «do not send» is one thing, of a reason and a day."""

    def read(self, sent: Sent) -> Read:
        read, at = super().read(sent), (*self.path, _BAR)
        before = value_at(self.decided, (_BAR,))
        if read.faults or not self.signed.get(_BAR) or before is None:
            return read
        if not any(field.read(sent) for field in self.fields if field.path[0] == _BAR):
            # Taking its two values away would leave a ban without a reason.
            others = (change for change in read.changes if change.path[: len(at)] != at)
            read.changes[:] = [*others, Change(at, before, None)]
        return read


def partner_entry(partners: NamedList, partner: Partner) -> Entry:
    """The form of a partner that exists."""
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
    return partners.entry(partner.slug, partner.name, sections, kind=PartnerEntry)


_ADDRESS = ("email", "addressee", "language", "protocol_level", "handed_over")


def occasion_entry(occasions: NamedList, occasion: Occasion, office: Office) -> Entry:
    """The form of an occasion: its day where it has one of its own, and whom it is for."""
    choices = {
        "countries": including(
            [(one.iso, one.short or one.name) for one in office.countries], list(occasion.countries)
        ),
        "partners": including([(one.slug, one.name) for one in office.directory.partners], list(occasion.partners)),
    }
    whom = Section("Cho ai", inputs_of(Occasion, "countries", "partners", choices=choices))
    other = Section("Khác", inputs_of(Occasion, "leap_day", "since_year", "note"))
    day = (day_section("day"),) if occasion.kind.has_own_day else ()
    about = (
        f"Ngày đang tính theo: {rule_text(occasion.day)}." if occasion.day else "Ngày lấy từ nước hoặc từ đối tác.",
    )
    return occasions.entry(occasion.slug, occasion.name, (*day, whom, other), about, DayRuleEntry)


def country_entry(countries: NamedList, country: Country) -> Entry:
    """The form of a country: its national day, the day relations began, each with its source."""
    about = (f"Quốc khánh đang tính theo: {rule_text(country.national_day)}.",) if country.national_day else ()
    sections = (
        day_section("national_day", "Quốc khánh"),
        Section("Nguồn của Quốc khánh", inputs_of(Country, "national_day_source")),
        Section("Quan hệ ngoại giao", inputs_of(Country, "relations", "relations_source")),
        Section("Ghi chú", inputs_of(Country, "note")),
    )
    return countries.entry(country.iso, country.name, sections, about, DayRuleEntry)
