"""Whom a unit's link may be mailed to."""

from __future__ import annotations

import pytest

from dunghen.directory.delegate import Way, is_post, mark_of, way_to


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("an@bo.invalid", Way.MAIL),
        ("AN@BO.INVALID", Way.MAIL),
        ("an@van-phong.invalid", Way.MAIL),
        ("an@phong.bo.invalid", Way.OFFICE),
        ("an@xbo.invalid", Way.OFFICE),
        ("an@invalid", Way.OFFICE),
    ],
)
def test_the_domain_must_be_the_units_or_the_offices_to_the_letter(address: str, way: Way):
    assert way_to(address, ["cuc@bo.invalid", "van-thu@van-phong.invalid"]) is way


@pytest.mark.parametrize("domain", ["gmail.com", "Yahoo.com.vn", "outlook.com", "vnn.vn", "hn.vnn.vn", "fpt.vn"])
def test_a_domain_where_anybody_can_have_an_address_says_nothing(domain: str):
    assert way_to(f"an@{domain}", [f"cuc@{domain}"]) is Way.OFFICE


def test_the_mark_is_the_same_for_the_same_address_and_fits_into_a_key():
    assert mark_of("An@bo.invalid") == mark_of("an@BO.invalid") == "2ae19fe3dae0"
    assert mark_of("binh@bo.invalid") != mark_of("an@bo.invalid")


@pytest.mark.parametrize("text", ["", "Phó Cục trưởng", "Trưởng phòng Tổ chức - Hành chính", "Phòng 2 (thư ký)"])
def test_a_post_is_words(text: str):
    assert is_post(text)


@pytest.mark.parametrize("text", ["a.example", "http://a", "a@b", "<i>", "a_b", "a\nb", "a\u202eb", "a" * 81])
def test_what_could_become_a_link_or_move_the_cursor_is_no_post(text: str):
    assert not is_post(text)
