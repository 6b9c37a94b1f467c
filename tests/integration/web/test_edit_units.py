"""*Sửa → Đơn vị*: addresses, delegates, successors; many addresses at once; two people at the same time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.loading.load import load_config
from dunghen.wiring import refuse_placeholders
from tests.integration.web.browser import form_at, send

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from dunghen.directory.unit import Unit

FILM = "/sua/don-vi?ma=u-1"
BULK = "/sua/don-vi/dia-chi"
REAL = "co-quan.gov.vn"
"""Not one of the domains that are reserved for placeholders."""
FILM_OFFICE = f"film@{REAL}"
DELEGATE = {
    "delegations.email": ["pho@example.org", "", ""],
    "delegations.post": ["Phó Cục trưởng", "", ""],
    "delegations.since": ["2026-11-01", "", ""],
    "delegations.until": ["2026-11-30", "", ""],
    "delegations.reason": ["nghỉ phép", "", ""],
}


def unit(config: Path, slug: str = "u-1") -> Unit:
    found = load_config(config).office.directory.unit(slug, date(2026, 11, 20))
    assert found
    return found


def test_an_address_is_previewed_written_and_shown_in_the_history(client: TestClient, config: Path) -> None:
    preview = send(client, FILM, {"email": "film@example.org"}, "xem")
    assert "u-1@dunghen.invalid → <b>film@example.org</b>" in preview.text
    assert not (config / "office").exists()

    written = send(client, FILM, {"email": "film@example.org"})

    assert (written.status_code, written.headers["location"]) == (303, "/dunghen/sua/don-vi?ma=u-1&da-ghi=1")
    assert unit(config).email == "film@example.org"
    assert "Chuyên viên Lan" in client.get(FILM).text


def test_a_delegate_gets_the_mail_of_those_days_and_no_other(client: TestClient, config: Path) -> None:
    assert send(client, FILM, DELEGATE).status_code == 303
    assert unit(config).address_on(date(2026, 11, 30)) == "pho@example.org"
    assert unit(config).address_on(date(2026, 12, 1)) == "u-1@dunghen.invalid"


def test_two_delegations_of_one_day_are_refused_beside_the_table(client: TestClient, config: Path) -> None:
    both = {name: [values[0], values[0], ""] for name, values in DELEGATE.items()}

    answer = send(client, FILM, both)

    assert answer.status_code == 422
    assert "ủy quyền chồng thời gian" in answer.text
    assert 'class="field faulty" id="delegations"' in answer.text
    assert not (config / "office" / "units.yaml").exists()


def test_a_successor_needs_the_day_on_which_the_unit_ends(client: TestClient, config: Path) -> None:
    refused = send(client, FILM, {"successor": "u-0"})
    assert refused.status_code == 422
    assert "có đơn vị kế tiếp thì cần «Hết hiệu lực sau ngày»" in refused.text
    written = send(client, FILM, {"successor": "u-0", "valid_to": "2026-12-31"})
    assert written.status_code == 303
    answering = load_config(config).office.directory.answering("u-1", date(2027, 1, 1))
    assert answering
    assert answering.slug == "u-0"


def test_a_unit_is_added_once_and_is_called_after_its_name(client: TestClient, config: Path) -> None:
    sent = form_at(client, "/sua/don-vi/moi") | {"name": ["Cục Đường bộ"], "house": ["bo"], "buoc": ["ghi"]}

    first, second = client.post("/sua/don-vi/moi", data=sent), client.post("/sua/don-vi/moi", data=sent)

    assert (first.status_code, first.headers["location"]) == (303, "/dunghen/sua/don-vi?ma=cuc-duong-bo&da-ghi=1")
    # A second click is no second unit.
    assert second.status_code == 422
    assert unit(config, "cuc-duong-bo").name == "Cục Đường bộ"
    assert [one.slug for one in load_config(config).office.directory.units].count("cuc-duong-bo") == 1
    gone = send(client, "/sua/don-vi?ma=cuc-duong-bo", {}, "ghi-tra-ve")
    assert gone.headers["location"] == "/dunghen/sua/don-vi?da-ghi=2"
    assert load_config(config).office.directory.unit("cuc-duong-bo", date(2026, 1, 1)) is None


def test_two_people_with_one_unit_the_second_is_told(client: TestClient, config: Path) -> None:
    lan, mai = form_at(client, FILM), form_at(client, FILM)
    assert client.post(FILM, data=lan | {"email": ["lan@example.org"], "buoc": ["ghi"]}).status_code == 303

    second = client.post(FILM, data=mai | {"email": ["mai@example.org"], "buoc": ["ghi"]})

    assert second.status_code == 422
    assert "Có người vừa quyết mục này" in second.text
    assert "Hiện nay: lan@example.org" in second.text
    assert unit(config).email == "lan@example.org"


def test_two_people_with_two_units_both_land(client: TestClient, config: Path) -> None:
    other = FILM.replace("u-1", "u-2")
    lan, mai = form_at(client, FILM), form_at(client, other)
    assert client.post(FILM, data=lan | {"email": ["lan@example.org"], "buoc": ["ghi"]}).status_code == 303
    assert client.post(other, data=mai | {"email": ["mai@example.org"], "buoc": ["ghi"]}).status_code == 303
    assert (unit(config).email, unit(config, "u-2").email) == ("lan@example.org", "mai@example.org")


def test_an_office_goes_live_with_one_form_of_addresses(client: TestClient, config: Path) -> None:
    addresses = {name: f"{name.removesuffix('.email')}@{REAL}" for name in form_at(client, BULK) if "." in name}
    assert len(addresses) == 6

    written = send(client, BULK, addresses)
    boxes = {f"{box}.email": f"van-phong@{REAL}" for box in ("operator", "sender", "reply_to", "rehearsal")}
    send(client, "/sua/van-phong", boxes)

    assert (written.status_code, written.headers["location"]) == (303, f"/dunghen{BULK}?da-ghi=1")
    refuse_placeholders(load_config(config).office)


def test_what_is_left_empty_among_many_addresses_stays(client: TestClient, config: Path) -> None:
    assert send(client, BULK, {"u-1.email": FILM_OFFICE}).status_code == 303
    assert (unit(config).email, unit(config, "u-0").email) == (FILM_OFFICE, "u-0@dunghen.invalid")


def test_a_placeholder_is_no_address_to_go_live_with(client: TestClient, config: Path) -> None:
    answer = send(client, BULK, {"u-1.email": "film@example.org"})
    assert answer.status_code == 422
    assert "«film@example.org» là địa chỉ giữ chỗ" in answer.text


def test_the_bulk_form_takes_nothing_back(client: TestClient, config: Path) -> None:
    send(client, FILM, {"email": FILM_OFFICE})
    assert send(client, BULK, {}, "ghi-tra-ve").status_code == 422
    assert unit(config).email == FILM_OFFICE


def upload(client: TestClient, address: str, name: str, content: bytes) -> tuple[int, str]:
    token = form_at(client, FILM)["csrf"][0]
    answer = client.post(address, data={"csrf": token}, files={"tep": (name, content, "text/csv")})
    return answer.status_code, answer.headers.get("location", answer.text)


def test_a_list_of_addresses_fills_the_form_and_is_written_in_one_decision(client: TestClient, config: Path) -> None:
    content = f"Đơn vị;Địa chỉ\nCục Điện ảnh;{FILM_OFFICE}\nCục Lạ;la@{REAL}\n".encode("utf-8-sig")
    status, form = upload(client, f"{BULK}/tep", "danh-sach.csv", content)
    assert status == 303
    form = form.removeprefix("/dunghen")
    page = client.get(form).text
    assert "Đọc được 1 địa chỉ" in page
    assert "«Cục Lạ»: không có đơn vị nào mang tên này" in page

    written = client.post(BULK, data=form_at(client, form) | {"buoc": ["ghi"]})

    assert written.status_code == 303
    assert (unit(config).email, unit(config, "u-0").email) == (FILM_OFFICE, "u-0@dunghen.invalid")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../../units.yaml", b"\xff\xfe", "CSV UTF-8"),
        ("<script>alert(1)</script>.csv", b"khong phai", "không phải danh sách"),
        ("a\r\nSet-Cookie: x.csv", b"\0", "không phải danh sách"),
        ("lon.csv", b"a;b@example.org\n" * 70_000, "1 MB"),
        ("rong.csv", b"", "Chưa chọn tệp"),
    ],
)
def test_a_hostile_file_or_name_is_refused_and_writes_nothing(
    client: TestClient, config: Path, name: str, content: bytes, said: str
) -> None:
    before = sorted(config.rglob("*"))
    status, text = upload(client, f"{BULK}/tep", name, content)
    assert status in (413, 422)
    assert said in text
    assert "<script>alert" not in text
    assert sorted(config.rglob("*")) == before


@pytest.mark.parametrize("file", ["../../config/units.yaml", "0" * 64, "khong-co", ""])
def test_only_what_was_handed_in_is_read_as_a_list(client: TestClient, file: str) -> None:
    answer = client.get(BULK, params={"tep": file})
    assert answer.status_code == (200 if file == "" else 404)


@pytest.mark.parametrize("address", [FILM, BULK, "/sua/don-vi/moi", "/sua/nhom?ma=don-vi"])
def test_a_form_that_no_page_of_ours_has_made_is_refused(client: TestClient, config: Path, address: str) -> None:
    sent = form_at(client, address) | {"csrf": ["giả"], "email": ["x@example.org"], "buoc": ["ghi"]}
    assert client.post(address, data=sent).status_code == 403
    assert client.post(f"{BULK}/tep", files={"tep": ("a.csv", b"a;b@example.org")}).status_code == 403
    assert not (config / "office").exists()


def test_names_with_markup_in_them_are_text_everywhere(client: TestClient) -> None:
    for address in ("/sua/don-vi", "/sua/don-vi?ma=u-2", BULK, "/sua/nhom?ma=don-vi"):
        page = client.get(address).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, address
        assert "<script>alert" not in page, address


def test_the_list_is_searched_and_marked(client: TestClient) -> None:
    found = client.get("/sua/don-vi", params={"ten": "dien anh", "dau-hieu": "giu-cho"}).text
    assert "Cục Điện ảnh" in found
    assert "Cục Hợp tác quốc tế" not in found
    assert "địa chỉ giữ chỗ" in found
    send(client, FILM, {"email": FILM_OFFICE})
    assert "Cục Điện ảnh" not in client.get("/sua/don-vi", params={"dau-hieu": "giu-cho"}).text


def test_the_members_of_a_group_are_chosen_among_the_units(client: TestClient, config: Path) -> None:
    written = send(client, "/sua/nhom?ma=don-vi", {"members": ["u-0", "u-1"]})
    assert written.status_code == 303
    group = load_config(config).office.directory.group("don-vi")
    assert group
    assert group.members == ("u-0", "u-1")
    assert send(client, "/sua/nhom?ma=don-vi", {"members": ["lanh-dao-la"]}).status_code == 422


def test_the_journal_tells_a_decision_that_a_crash_cut_short(client: TestClient, config: Path) -> None:
    send(client, FILM, {"email": FILM_OFFICE})
    # As a crash between the two files leaves it: the journal has the decision, the file has not.
    (config / "office" / "units.yaml").unlink()

    journal = client.get("/sua/nhat-ky").text

    assert "Quyết định số 1 của <code>units.yaml</code> mới ghi vào nhật ký, chưa vào tệp" in journal
    assert "sửa ngoài trang này" not in journal
    assert unit(config).email == "u-1@dunghen.invalid"
    assert send(client, FILM, {"email": FILM_OFFICE}).status_code == 303
    assert "chưa vào tệp" not in client.get("/sua/nhat-ky").text
