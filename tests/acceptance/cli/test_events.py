"""The event calendar at the prompt: a calendar file taken in, shown, and run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.cli.conftest import Prompt

KZ, DUTY = "kazakhstan-2025-2027", "ngay-van-hoa-kazakhstan-2026"
FILE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//VI
BEGIN:VEVENT
UID:a@ban.invalid
DTSTAMP:20260301T000000Z
SUMMARY:Ngày Văn hóa Kazakhstan
DTSTART;VALUE=DATE:20261006
DTEND;VALUE=DATE:20261010
STATUS:CONFIRMED
LOCATION:Nhà hát Lớn Hà Nội
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_file_is_taken_in_once_and_its_duty_waits_no_longer(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "lich.ics"
    file.write_text(FILE, encoding="utf-8")
    arguments = ("events", "import", str(file), "--plan", KZ, "--duty", DUTY)
    assert f"CHỜ  {KZ}/{DUTY}" in prompt("check")
    assert "from: 2026-10-06" in prompt(*arguments)
    assert f"CHỜ  {KZ}/{DUTY}" in prompt("check")
    assert "thêm 1 sự kiện" in prompt(*arguments, "--write")
    checked = prompt("check")
    assert f"CHỜ  {KZ}/{DUTY}: ngày" not in checked
    # What is left out without a word would never be missed.
    assert f"CHỜ  {KZ}/{DUTY}: «Bộ Văn hóa và Thông tin Kazakhstan» ở ngoài cơ quan" in checked
    assert f"CHẠY      {DUTY}" in checked
    assert "đã có (ngay-van-hoa-kazakhstan)" in prompt.run(*arguments, "--write").stderr


def test_the_day_of_an_event_is_told_and_shown(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "lich.ics"
    file.write_text(FILE, encoding="utf-8")
    prompt("events", "import", str(file), "--plan", KZ, "--duty", DUTY, "--write")
    # Thứ Hai 05/10/2026 is the working day before the first day.
    prompt("run", "--plan", KZ, "--as-of", "2026-10-05")
    (mail,) = [one for one in prompt.mails() if "cuc-hop-tac-quoc-te" in str(one["X-Dung-Hen-Recipient"])]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "từ thứ Ba, 06/10/2026 đến thứ Sáu, 09/10/2026" in body.get_content()
    shown = prompt("events", "show", "--plan", KZ)
    assert "ngay-van-hoa-kazakhstan [đã chốt]" in shown
    assert "đã báo: cuc-hop-tac-quoc-te" in shown


def test_an_event_cannot_belong_to_a_duty_that_has_none(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "lich.ics"
    file.write_text(FILE, encoding="utf-8")
    refused = prompt.run("events", "import", str(file), "--plan", KZ, "--duty", "truyen-thong")
    assert refused.returncode == 2
