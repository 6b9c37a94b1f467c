"""*Sửa → Đối tác, Dịp, Nước*: whom greetings go to and on which day, and what stays impossible."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.loading.load import load_config
from tests.integration.web.browser import form_at, send
from tests.integration.web.office import CONFIG

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

KAGAWA = "/sua/doi-tac?ma=kagawa"


@pytest.fixture(autouse=True)
def real(config: Path, files: Path) -> None:
    """The partners and plans that the project ships."""
    shutil.rmtree(config)
    shutil.copytree(CONFIG, config)


def test_a_twin_day_brings_the_greetings_of_that_day(client: TestClient, config: Path) -> None:
    sent = {"email": "kagawa@example.org", "twinned_on": "2026-08-29", "note": "Bản ghi nhớ"}
    preview = send(client, KAGAWA, sent, "xem")
    assert "29/08/2026" in preview.text

    assert send(client, KAGAWA, sent).status_code == 303

    partner = load_config(config).office.directory.partner("kagawa")
    assert partner
    assert (partner.twinned_on, partner.email) == (date(2026, 8, 29), "kagawa@example.org")


def test_a_partner_is_barred_for_a_reason_until_a_day(client: TestClient, config: Path) -> None:
    refused = send(client, KAGAWA, {"do_not_send.until": "2027-12-31"})
    assert refused.status_code == 422
    assert "chưa có: phải ghi" in refused.text
    sent = {"do_not_send.until": "2027-12-31", "do_not_send.reason": "chờ xác minh"}
    assert send(client, KAGAWA, sent).status_code == 303
    partner = load_config(config).office.directory.partner("kagawa")
    assert partner
    assert (partner.is_barred(date(2027, 12, 31)), partner.is_barred(date(2028, 1, 1))) == (True, False)
    assert "Không gửi đến hết thứ Sáu, 31/12/2027: chờ xác minh" in client.get("/sua/doi-tac?dau-hieu=cam").text


def test_a_barred_partner_is_let_in_again(client: TestClient, config: Path) -> None:
    barred = next(one for one in load_config(config).office.directory.partners if one.do_not_send)
    sent = {"do_not_send.reason": "", "do_not_send.until": ""}
    assert send(client, f"/sua/doi-tac?ma={barred.slug}", sent).status_code == 303
    found = load_config(config).office.directory.partner(barred.slug)
    assert found
    assert found.do_not_send is None
    assert form_at(client, f"/sua/doi-tac?ma={barred.slug}")["do_not_send.reason"] == [""]


def test_the_list_is_filtered_by_group_country_and_mark(client: TestClient) -> None:
    found = client.get("/sua/doi-tac", params={"nhom": "foreign-locality", "nuoc": "KR", "dau-hieu": "khong"}).text
    assert "Incheon" in found
    assert "Kitakyushu" not in found


def test_an_occasion_gets_a_day_of_its_own_in_place_of_a_rule(client: TestClient, config: Path) -> None:
    address = "/sua/dip?ma=seollal"
    refused = send(client, address, {"day.tung-nam": ["2027-02-07", "2027-02-08"]})
    assert refused.status_code == 422
    assert "hai ngày của một năm: 07/02/2027 và 08/02/2027" in refused.text
    days = ["2024-02-10", "2025-01-29", "2027-02-07", "2028-01-27"]
    assert send(client, address, {"day.tung-nam": days}).status_code == 303
    day = {one.slug: one for one in load_config(config).office.occasions}["seollal"].day
    assert day
    assert [one.day for one in day.in_year(2028)] == [date(2028, 1, 27)]
    assert load_config(config).problems == ()
    assert form_at(client, address)["day.tung-nam"] == [*days, "", ""]


def test_a_national_day_moves_with_its_source(client: TestClient, config: Path) -> None:
    sent = {"national_day.moi-nam": "24/2", "national_day_source": "Công hàm số 1"}
    assert send(client, "/sua/nuoc?ma=JP", sent).status_code == 303
    country = {one.iso: one for one in load_config(config).office.countries}["JP"]
    assert country.national_day
    assert [one.day for one in country.national_day.in_year(2027)] == [date(2027, 2, 24)]
    assert country.national_day_source == "Công hàm số 1"


def test_there_is_no_form_for_whom_no_state_greeting_is_ever_made(client: TestClient) -> None:
    answer = client.get("/sua/nuoc?ma=TW")
    assert answer.status_code == 404
    assert "Không lập Quốc khánh" in answer.text
    refused = send(client, "/sua/dip?ma=seollal", {"countries": ["TW"]})
    assert refused.status_code == 422
    assert "«TW» không có trong danh sách" in refused.text


@pytest.mark.parametrize("address", ["/sua/doi-tac?ma=la", "/sua/dip?ma=la", "/sua/nuoc?ma=XX", "/sua/nhom?ma=la"])
def test_names_come_from_what_exists(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
