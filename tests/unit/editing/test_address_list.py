"""A list of addresses from a spreadsheet: matched by name, and nothing taken for granted."""

from __future__ import annotations

import pytest

from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.editing.address_list import read_addresses


def unit(slug: str, name: str, *aliases: str) -> Unit:
    return Unit(slug=slug, name=name, house="bo", email=f"{slug}@dunghen.invalid", aliases=aliases)


UNITS = (
    unit("cuc-dien-anh", "Cục Điện ảnh"),
    unit("cuc-hop-tac-quoc-te", "Cục Hợp tác quốc tế", "HTQT"),
    unit("vu-ke-hoach-tai-chinh", "Vụ Kế hoạch, Tài chính"),
)
DIRECTORY = Directory(UNITS)
FILM = {"cuc-dien-anh": "film@example.org"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"C\xe1\xbb\xa5c \xc4\x90i\xe1\xbb\x87n \xe1\xba\xa3nh;film@example.org\n", FILM),
        ("\ufeffTên;Địa chỉ\r\nCục Điện ảnh;film@example.org\r\n".encode(), FILM),
        ("Cục Điện ảnh,film@example.org\n".encode(), FILM),
        ("Cục Điện ảnh\tfilm@example.org\n".encode(), FILM),
        ("  cục   điện ảnh ; film@example.org ; ghi chú\n\n".encode(), FILM),
        (b"CUC DIEN ANH;film@example.org\n", FILM),
        (b"cuc-dien-anh;film@example.org\n", FILM),
        (b"HTQT;icd@example.org\n", {"cuc-hop-tac-quoc-te": "icd@example.org"}),
        ('"Vụ Kế hoạch, Tài chính",pf@example.org\n'.encode(), {"vu-ke-hoach-tai-chinh": "pf@example.org"}),
        ("Vụ Kế hoạch, Tài chính;pf@example.org\n".encode(), {"vu-ke-hoach-tai-chinh": "pf@example.org"}),
        ("Cục Điện ảnh;film@example.org\n".encode().replace(b"\n", b"\r"), FILM),
        # A line break in a cell, a number before the name, columns behind.
        ('"Cục\nĐiện ảnh";film@example.org\n'.encode(), FILM),
        ('"Cục\r\nĐiện ảnh";"film@example.org"\r\n'.encode(), FILM),
        ("STT;Đơn vị;Email\n1;Cục Điện ảnh;film@example.org\n".encode(), FILM),
        ("STT;Đơn vị;Điện thoại;Email;Ghi chú\n01;Cục Điện ảnh;0241234;film@example.org;x\n".encode(), FILM),
        ("Email;Đơn vị\nfilm@example.org;Cục Điện ảnh\n".encode(), FILM),
        # What nobody sees, around and within.
        ("Cục Điện ảnh;\u200bfilm@example.org\n".encode(), FILM),
        ("Cục Điện ảnh;film@exam\u200bple.org\n".encode(), FILM),
        ("Cục Điện ảnh;film@example.org\ufeff\n".encode(), FILM),
        ("Cục Điện ảnh;\u202afilm@example.org\u202c\n".encode(), FILM),
        ("Cục Điện ảnh;\xa0film@example.org\xa0\n".encode(), FILM),
        ("Cục\u200b Điện ảnh;film@example.org\n".encode(), FILM),
        ("Cục Ðiện ảnh;film@example.org\n".encode(), FILM),
    ],
)
def test_units_are_found_by_name_alias_or_slug_however_the_spreadsheet_writes_them(
    content: bytes, found: dict[str, str]
) -> None:
    read = read_addresses(content, DIRECTORY, UNITS)
    assert (read.found, read.left_out) == (found, ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Cục Không Có;a@example.org", "không có đơn vị nào mang tên này"),
        ("Cục Điện ảnh;không phải @ địa chỉ", "không phải địa chỉ thư điện tử"),
        ("Vụ Kế hoạch, Tài chính;pf@example.org", "đơn vị đã có địa chỉ thật"),
        ("Cục Hợp tác quốc tế;khac@example.org", "hai địa chỉ"),
    ],
)
def test_a_line_that_says_nothing_usable_is_left_out_with_the_reason(line: str, why: str) -> None:
    content = f"Cục Hợp tác quốc tế;icd@example.org\n{line}\n".encode()
    read = read_addresses(content, DIRECTORY, UNITS[:2])
    assert read.found == {"cuc-hop-tac-quoc-te": "icd@example.org"}
    assert why in read.left_out[0]
    assert read.left_out[0].startswith("Dòng 2")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04\xff\xfe", "CSV UTF-8"),
        ("Cục Điện ảnh;a@example.org".encode("utf-16"), "CSV UTF-8"),
        (b"a\0b;c@example.org", "không phải danh sách"),
        (b'"mo ngoac;a@example.org', "không phải danh sách"),
        (b"x" * 200_000 + b";a@example.org", "không phải danh sách"),
        (b"Ten;Dia chi\n", "không phải danh sách"),
        (b"\n\n", "không phải danh sách"),
        (b"a;b@example.org\n" * 2001, "2001 dòng"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_the_remedy(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_addresses(content, DIRECTORY, UNITS)
