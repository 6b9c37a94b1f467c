"""Whatever comes in: answered within ten seconds and 512 MB, in a process of its own, and what comes beside it is taken.

What each is answered is held by the tests beside the readers; here every one is measured, and the others beside it counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import Count
from tests.integration.submissions.test_hostile_files import HOSTILE as WORKBOOKS
from tests.integration.web.office import write_config
from tests.unit.loading.test_hostile_files import HOSTILE as YAML

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS, MOST_MEGABYTES = 10, 512

MEASURE = """
import json, resource, sys
from datetime import date
from pathlib import Path

def of_workbook(content):
    from dunghen.exceptions import UnreadableWorkbookError
    from dunghen.submissions.read import read_workbook
    try:
        read_workbook(content)
    except UnreadableWorkbookError as error:
        return str(error)
    return "taken"

def of_yaml(content):
    from dunghen.loading.load import load_config
    config = Path(sys.argv[3])
    (config / "plans" / "hong.yaml").write_bytes(content)
    loaded = load_config(config)
    assert "ke-hoach" in {plan.id for plan in loaded.sound_plans}
    return str(loaded.problems[0])

def of_calendar(content):
    from dunghen.events.ics import read_ics
    from dunghen.exceptions import CalendarFileError
    try:
        return f"{len(read_ics(content, 'su-kien', [], date(2026, 11, 1)).events)} events"
    except CalendarFileError as error:
        return str(error)

def of_name(content):
    from dunghen.submissions.original_name import shown_name
    return shown_name(content.decode("utf-8", "surrogateescape"))

answer = {"workbook": of_workbook, "yaml": of_yaml, "calendar": of_calendar, "name": of_name}[sys.argv[1]]
said = answer(Path(sys.argv[2]).read_bytes())
own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
# ru_maxrss of a process begins with that of whoever started it; the system's own high-water mark does not.
most = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
seconds = sum(one.ru_utime + one.ru_stime for one in (own, children))
print(json.dumps([said, seconds, max(most, children.ru_maxrss) / 1024]))
"""


def calendar(*lines: str) -> bytes:
    """A calendar file of one event with these lines."""
    event = ["BEGIN:VEVENT", "UID:1@ngoai.invalid", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", ""]).encode()


DATED = ("DTSTART;VALUE=DATE:20261201", "SUMMARY:Tuần phim")
CALENDARS: dict[str, bytes] = {
    "nothing": b"",
    "a zero byte": b"\0" * 1000,
    "no calendar": b"<html></html>",
    "no end": calendar(*DATED)[:-40],
    "a rule for ever": calendar(*DATED, "RRULE:FREQ=SECONDLY"),
    "a rule of a million": calendar(*DATED, "RRULE:FREQ=DAILY;COUNT=1000000"),
    "a day that is not": calendar("DTSTART;VALUE=DATE:20260231", "SUMMARY:x"),
    "the year 0": calendar("DTSTART;VALUE=DATE:00000101", "SUMMARY:x"),
    "the year 9999": calendar("DTSTART;VALUE=DATE:99991231", "SUMMARY:x"),
    "an end before the begin": calendar(*DATED, "DTEND;VALUE=DATE:20251201"),
    "ten thousand years long": calendar(*DATED, "DURATION:P3650000D"),
    "a zone that is not": calendar("DTSTART;TZID=Mars/Olympus:20261201T080000", "SUMMARY:x"),
    "a zone of a thousand letters": calendar(f"DTSTART;TZID={'A' * 1000}:20261201T080000", "SUMMARY:x"),
    "a title of a megabyte": calendar(DATED[0], "SUMMARY:" + "x" * 1_000_000),
    "twenty thousand events": calendar(
        *("END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261201",) * 20_000
    ),
    "nested ten thousand deep": b"BEGIN:VCALENDAR\r\n" * 10_000,
    "parameters without end": calendar("DTSTART" + ";X=1" * 50_000 + ":20261201"),
    "Latin letters": calendar(DATED[0]).replace(b"UID:1", b"SUMMARY:\xe9\xff\r\nUID:1"),
    "UTF-16": calendar(*DATED).decode().encode("utf-16"),
    "a line folded inside a letter": calendar(DATED[0], "SUMMARY:Tu\xe1\xba").replace(b"Tu", b"Tu\r\n "),
    "cancelled": calendar(*DATED, "STATUS:CANCELLED"),
}
NAMES: dict[str, bytes] = {
    "a path up": b"../../etc/passwd",
    "a path of Windows": b"C:\\Windows\\system32\\bao-cao.xlsx",
    "an absolute path": b"/etc/shadow",
    "nothing": b"",
    "blanks": b"   ",
    "a zero byte": b"a\0b.xlsx",
    "a line break": b"a\r\nBcc: x@ngoai.invalid\r\n.xlsx",
    "no UTF-8": b"b\xe1o c\xe1o.xlsx",
    "half a letter": "báo cáo".encode()[:3],
    "right to left": "báo\u202exslx.exe".encode(),
    "no width": "báo\u200bcáo.xlsx".encode(),
    "100,000 letters": b"x" * 100_000,
    "markup": b"<script>alert(1)</script>.xlsx",
    "a template": b"{{ 7 * 7 }}.xlsx",
    "a formula": b"=cmd|' /c calc'!A0.xlsx",
    "a device": b"CON.xlsx",
    "dots": b"...",
    "a terminal's command": b"\x1b]0;x\x07.xlsx",
    "a percent sign": b"%s%n%00.xlsx",
    "ten thousand accents": ("a" + "\u0301" * 10_000).encode(),
}
INPUTS = [
    *(("workbook", name) for name in WORKBOOKS),
    *(("yaml", name) for name in YAML),
    *(("calendar", name) for name in CALENDARS),
    *(("name", name) for name in NAMES),
]


def test_there_are_enough_of_them():
    assert len(INPUTS) >= 120


@pytest.mark.faults
@pytest.mark.parametrize(("sort", "name"), INPUTS)
def test_it_is_answered_in_time_and_within_memory(sort, name, tmp_path: Path, counted):
    given = {"yaml": YAML, "calendar": CALENDARS, "name": NAMES}
    content = WORKBOOKS[name][0]() if sort == "workbook" else given[sort][name]
    (tmp_path / "vao").write_bytes(content)
    config = write_config(tmp_path / "config", [("u-0", "Một"), ("u-1", "Hai")], '{year: {before: "11-30"}}')
    command = [sys.executable, "-c", MEASURE, sort, str(tmp_path / "vao"), str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    said, seconds, megabytes = json.loads(done.stdout)
    counted(Count("hostile inputs", 1, seconds=seconds, megabytes=megabytes, told="câu trả lời, trang Cần cấu hình"))
    assert 0 < len(said) < 1_500
    assert "\n" not in said or sort == "yaml"
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
