"""*Sửa → Đối tác, Dịp, Nước*: where greetings go, on which occasions, on which days."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query

from dunghen.directory.country import NO_RELATIONS
from dunghen.directory.partner import Partner
from dunghen.editing.day_rule import rule_text
from dunghen.editing.partners import COUNTRIES, OCCASIONS, PARTNERS, country_entry, occasion_entry, partner_entry
from dunghen.entrypoints.web.edit.flow import Editing, Found
from dunghen.entrypoints.web.edit.list import HUB, Called, Line, Listing, Select, list_at, named_list
from dunghen.entrypoints.web.installation import config_in_force
from dunghen.entrypoints.web.page import TODAY
from dunghen.plans.office import Office
from dunghen.terms import PARTNER_CLASSES
from dunghen.wording.dates import long_date, short_date

router = APIRouter(prefix="/sua")

LIST, DAYS, LANDS = f"{HUB}/doi-tac", f"{HUB}/dip", f"{HUB}/nuoc"
NO_PARTNER = "Không có đối tác nào mang mã này."
NO_OCCASION = "Không có dịp nào mang mã này."
NO_COUNTRY = "Không có nước nào mang mã này."
BARRED = "Không lập Quốc khánh hay ngày quan hệ ngoại giao cho nơi này, nên không có trang để nhập."
_MARKS = (("khong", "chưa có địa chỉ"), ("cam", "không gửi"), ("giay", "trao bản giấy"))
_TONES = {"khong": "warn", "cam": "bad", "giay": "pale"}
Name = Annotated[str, Query(alias="ten", max_length=200)]


def _partners(
    name: Name = "",
    group: Annotated[str, Query(alias="nhom", max_length=50)] = "",
    country: Annotated[str, Query(alias="nuoc", max_length=2)] = "",
    mark: Annotated[str, Query(alias="dau-hieu", max_length=20)] = "",
    today: date = TODAY,
) -> Listing:
    office = _office()
    names = {one.iso: one.short or one.name for one in office.countries}
    asked = [one for one in office.directory.partners if _is_asked(one, group, country, mark, today)]
    present = dict.fromkeys(one.country for one in office.directory.partners if one.country)
    selects = (
        Select("nhom", "Nhóm", [(str(one), label) for one, label in PARTNER_CLASSES.items()], group),
        Select("nuoc", "Nước", [(iso, names.get(iso, iso)) for iso in present], country),
        Select("dau-hieu", "Dấu hiệu", _MARKS, mark),
    )
    note = "Thư tới đối tác luôn là thư ra ngoài: có người duyệt mới gửi."
    lines = (_line(partner, today, names) for partner in asked)
    return Listing("Đối tác", lines, note=note, search=name, selects=selects)


def _is_asked(partner: Partner, group: str, country: str, mark: str, today: date) -> bool:
    is_of = group in ("", partner.partner_class) and country in ("", partner.country)
    return is_of and (not mark or mark in _marks(partner, today))


def _marks(partner: Partner, today: date) -> tuple[str, ...]:
    found = {
        "khong": not partner.email and not partner.handed_over,
        "cam": partner.is_barred(today),
        "giay": partner.handed_over,
    }
    return tuple(mark for mark, holds in found.items() if holds)


def _line(partner: Partner, today: date, names: dict[str, str]) -> Line:
    labels = dict(_MARKS)
    tags = tuple((labels[mark], _TONES[mark]) for mark in _marks(partner, today))
    where = f", {names.get(partner.country, partner.country)}" if partner.country else ""
    notes = [f"{PARTNER_CLASSES[partner.partner_class]}{where}"]
    notes += [partner.email] if partner.email else []
    notes += [f"Kết nghĩa {short_date(partner.twinned_on)}"] if partner.twinned_on else []
    if partner.do_not_send and partner.is_barred(today):
        until = partner.do_not_send.until
        notes.append(f"Không gửi{f' đến hết {long_date(until)}' if until else ''}: {partner.do_not_send.reason}")
    return Line(partner.name, f"{LIST}?{urlencode({'ma': partner.slug})}", tags, tuple(notes))


def _occasions() -> Listing:
    lines = []
    for one in _office().occasions:
        day = rule_text(one.day) if one.day else "ngày lấy từ nước, hoặc từ đối tác"
        whom = ", ".join(PARTNER_CLASSES[each] for each in one.classes)
        title = f"{one.name[0].upper()}{one.name[1:]}"
        lines.append(Line(title, f"{DAYS}?{urlencode({'ma': one.slug})}", (), (f"Ngày: {day}", f"Cho: {whom}")))
    return Listing(
        "Dịp chúc mừng", lines, note="Văn bản nêu loại dịp, không nêu ngày nào: mọi ngày là thiết lập của văn phòng."
    )


def _countries(name: Name = "") -> Listing:
    lines = []
    for one in _office().countries:
        day = rule_text(one.national_day) if one.national_day else "chưa có"
        began = short_date(one.relations) if one.relations else "chưa có"
        notes = (f"Quốc khánh: {day}", f"Quan hệ ngoại giao: {began}")
        lines.append(Line(one.name, f"{LANDS}?{urlencode({'ma': one.iso})}", (), notes))
    return Listing("Nước: Quốc khánh, ngày quan hệ", lines, note="Mỗi ngày ghi kèm nguồn.", search=name)


def _office() -> Office:
    return config_in_force().office


def partner_editing(called: Called) -> Found:
    """The form of one partner."""
    one = _office().directory.partner(called)
    if one is None:
        return NO_PARTNER
    entry = partner_entry(named_list(PARTNERS, "partners"), one)
    return Editing(entry, f"{LIST}?{urlencode({'ma': one.slug})}", (LIST, "Đối tác"))


def occasion_editing(called: Called) -> Found:
    """The form of one occasion."""
    office = _office()
    one = next((one for one in office.occasions if one.slug == called), None)
    if one is None:
        return NO_OCCASION
    entry = occasion_entry(named_list(OCCASIONS, "occasions"), one, office)
    return Editing(entry, f"{DAYS}?{urlencode({'ma': one.slug})}", (DAYS, "Dịp chúc mừng"))


def country_editing(called: Called) -> Found:
    """The form of one country (ISO 3166)."""
    one = next((one for one in _office().countries if one.iso == called), None)
    if one is None:
        return BARRED if called in NO_RELATIONS else NO_COUNTRY
    entry = country_entry(named_list(COUNTRIES, "countries"), one)
    return Editing(entry, f"{LANDS}?{urlencode({'ma': one.iso})}", (LANDS, "Nước"))


list_at(router, "/doi-tac", _partners, partner_editing)
list_at(router, "/dip", _occasions, occasion_editing)
list_at(router, "/nuoc", _countries, country_editing)
