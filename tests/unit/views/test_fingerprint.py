"""What a reader sees of a file, apart from when it was made."""

from __future__ import annotations

import io
import zipfile

import pytest

from dunghen.views.fingerprint import fingerprint


def office_file(year: int, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/"), (year, 1, 1, 0, 0, 0)), content)
    return made.getvalue()


def calendar(stamp: str, day: str) -> bytes:
    return f"BEGIN:VEVENT\r\nDTSTAMP:{stamp}\r\nDTSTART;VALUE=DATE:{day}\r\nEND:VEVENT\r\n".encode()


@pytest.mark.parametrize("name", ["bieu-mau.xlsx", "BAO-CAO.DOCX"])
def test_an_office_file_is_what_its_parts_say_and_not_when_it_was_packed(name: str) -> None:
    first = office_file(2026, sheet="một", docProps__core="x")
    again = office_file(2027, docProps__core="x", sheet="một")

    assert fingerprint(name, first) == fingerprint(name, again)
    assert fingerprint(name, first) != fingerprint(name, office_file(2026, sheet="hai", docProps__core="x"))


def test_who_made_an_office_file_and_when_is_not_seen() -> None:
    files = [office_file(2026, **{"sheet": "một", "docProps__core.xml": when}) for when in ("2026", "2027")]

    assert fingerprint("a.xlsx", files[0]) == fingerprint("a.xlsx", files[1])


def test_a_calendar_is_its_entries_and_not_the_instant_at_which_they_were_written() -> None:
    first, again = calendar("20261117T010000Z", "20261127"), calendar("20261118T010000Z", "20261127")

    assert fingerprint("han-nop.ics", first) == fingerprint("han-nop.ics", again)
    assert fingerprint("han-nop.ics", first) != fingerprint("han-nop.ics", calendar("20261117T010000Z", "20261126"))


def test_any_other_file_is_its_bytes() -> None:
    assert fingerprint("tin.html", b"a") == fingerprint("khac.html", b"a")
    assert fingerprint("tin.html", b"a") != fingerprint("tin.html", b"b")
    assert fingerprint("hong.xlsx", b"a") != fingerprint("hong.xlsx", b"b")
