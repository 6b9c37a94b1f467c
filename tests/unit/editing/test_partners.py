"""The forms of partners and of the days of the year, beyond what every entry does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunghen.decision import applied
from dunghen.directory.country import Country
from dunghen.directory.partner import Partner
from dunghen.editing.named_list import NamedList
from dunghen.editing.partners import country_entry, partner_entry
from dunghen.loading.overlay import overlaid
from dunghen.values.yaml_lines import YamlDocument

BARRED = {"slug": "ban", "name": "Bạn", "class": "media", "do_not_send": {"reason": "tên chưa rõ"}}


def decided_of(entry_of: Any, signed: dict[str, Any], sent: dict[str, list[str]], key: str, name: str) -> Any:
    """The entry as it holds once the form is sent."""
    listed = NamedList(f"{key}.yaml", key, {key: [signed]}, None)
    read = entry_of(listed).read(sent)
    assert read.is_sound, read
    data = applied(None, read.changes)
    merged = overlaid(YamlDocument({key: [signed]}, {}), YamlDocument(data, {}), f"{key}.yaml", "office")
    return merged.data[key][0]


def test_a_ban_is_lifted_as_a_whole() -> None:
    partner = Partner.model_validate(BARRED)
    found = decided_of(lambda listed: partner_entry(listed, partner), BARRED, {}, "partners", "slug")
    assert found == {"slug": "ban", "name": "Bạn", "class": "media"}


def test_a_ban_gets_a_last_day_and_keeps_its_reason() -> None:
    partner = Partner.model_validate(BARRED)
    sent = {"do_not_send.reason": ["tên chưa rõ"], "do_not_send.until": ["2026-12-31"]}
    found = decided_of(lambda listed: partner_entry(listed, partner), BARRED, sent, "partners", "slug")
    assert found["do_not_send"] == {"reason": "tên chưa rõ", "until": date(2026, 12, 31)}


def test_a_lifted_ban_is_shown_as_lifted() -> None:
    partner = Partner.model_validate({**BARRED, "do_not_send": None})
    listed = NamedList(
        "partners.yaml", "partners", {"partners": [BARRED]}, {"partners": {"ban": {"do_not_send": None}}}
    )
    entry = partner_entry(listed, partner)
    assert {one.name: entry.value(one) for one in entry.fields if one.path[0] == "do_not_send"} == {
        "do_not_send.reason": None,
        "do_not_send.until": None,
    }
    assert entry.read({}).changes == []


MOVABLE = {"rule": "nth-weekday", "nth": 2, "weekday": "saturday", "month": 6}


@pytest.mark.parametrize(
    ("rule", "sent", "after"),
    [
        ("02-23", {"national_day.moi-nam": ["30/4"]}, "04-30"),
        ("02-23", {"national_day.moi-nam": ["23/2"]}, "02-23"),
        (MOVABLE, {"national_day.moi-nam": ["13/6"]}, "06-13"),
        (MOVABLE, {}, MOVABLE),
        (
            MOVABLE,
            {"national_day.tung-nam": ["2026-06-13", "2027-06-12"]},
            {"rule": "by-year", "days": [date(2026, 6, 13), date(2027, 6, 12)]},
        ),
        ("02-23", {"national_day.tung-nam": ["2026-06-13"]}, {"rule": "by-year", "days": [date(2026, 6, 13)]}),
    ],
)
def test_a_day_of_the_year_replaces_the_rule_before_it_whole(rule: Any, sent: dict[str, list[str]], after: Any) -> None:
    signed = {"iso": "GB", "name": "Vương quốc Anh", "name_en": "UK", "languages": ["en"], "national_day": rule}
    country = Country.model_validate(signed)
    found = decided_of(lambda listed: country_entry(listed, country), signed, sent, "countries", "iso")
    assert found["national_day"] == after


def test_a_day_of_the_year_is_entered_in_one_way() -> None:
    signed = {"iso": "GB", "name": "Vương quốc Anh", "name_en": "UK", "languages": ["en"], "national_day": "02-23"}
    listed = NamedList("countries.yaml", "countries", {"countries": [signed]}, None)
    sent = {"national_day.moi-nam": ["30/4"], "national_day.tung-nam": ["2026-06-13"]}
    assert (
        "một trong hai"
        in country_entry(listed, Country.model_validate(signed)).read(sent).faults["national_day.moi-nam"][0]
    )


def test_a_rule_is_told_in_words_before_and_after() -> None:
    signed = {"iso": "GB", "name": "Vương quốc Anh", "name_en": "UK", "languages": ["en"], "national_day": MOVABLE}
    listed = NamedList("countries.yaml", "countries", {"countries": [signed]}, None)
    read = country_entry(listed, Country.model_validate(signed)).read({"national_day.tung-nam": ["2026-06-13"]})
    assert read.summary == [
        ("Hoặc ghi ngày của từng năm", "thứ Bảy lần thứ 2 của tháng 6", "từng năm: 13/06/2026"),
    ]
