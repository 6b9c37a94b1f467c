"""Fuzzing: sound files, spoilt at random, over and over: ``python -m tests.faults.fuzz workbook|plan|calendar --minutes 30``.

What raises anything but the reader's own refusal is kept in ``var/fuzz``, and becomes a row of a test.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import tempfile
import time
import traceback
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dunghen.events.ics import read_ics
from dunghen.exceptions import CalendarFileError, UnreadableWorkbookError
from dunghen.loading.load import load_config
from dunghen.submissions.guard import inspect
from dunghen.submissions.reader import read
from tests.conftest import ROOT
from tests.faults.test_hostile_inputs import CALENDARS
from tests.integration.submissions.archives import numbers, workbook
from tests.integration.web.office import plan_yaml, write_config

if TYPE_CHECKING:
    from collections.abc import Callable

TOKENS = (
    *(b"<", b">", b"&", b'"', b"\0", b"\xff", b"\r\n", b"]]>", b"<!--", b"<!DOCTYPE x>", b"&#0;", b"xl/", b"../"),
    *(
        b"{{",
        b"}}",
        b"[",
        b"{",
        b"- ",
        b": ",
        b"&a ",
        b"*a",
        b"!!python/object:x",
        b"<<: ",
        b"\t",
        b"~",
        b"1e999",
        b"-1",
    ),
    *(b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n", b";TZID=", b"RRULE:FREQ=DAILY\r\n", b"99999999", b"T250000Z", b"\\n"),
)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, left out, doubled or put in."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, length = chance.randrange(len(made) + 1), chance.choice((1, 2, 8, 40, 400))
        act = chance.randrange(5)
        if act == 0 and made:
            made[min(at, len(made) - 1)] = chance.randrange(256)
        elif act == 1:
            del made[at : at + length]
        elif act == 2:
            made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
        elif act == 3:
            made[at:at] = chance.choice(TOKENS)
        else:
            made[at : at + length] = chance.randbytes(length)
    return bytes(made)


def spoilt_workbook(content: bytes, chance: random.Random) -> bytes:
    """Most often a part of it is spoilt, sometimes the archive around them."""
    if not chance.randrange(4):
        return spoilt(content, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        bad = chance.choice(names)
        for name in names:
            target.writestr(name, spoilt(source.read(name), chance) if name == bad else source.read(name))
    return made.getvalue()


def of_workbook() -> Callable[[random.Random], bytes]:
    """Tries a spoilt workbook in this process, without the child that bears what a library does to it."""
    seeds = [workbook(numbers(9, 9)), *(path.read_bytes() for path in (ROOT / "tests").rglob("*.xlsx"))]

    def attempt(chance: random.Random) -> bytes:
        content = spoilt_workbook(chance.choice(seeds), chance)
        try:
            inspect(content)
            read(content)
        except UnreadableWorkbookError:
            pass
        except Exception as error:
            # What calamine itself says ends the child, which is told as a sentence of ours.
            if type(error).__module__ != "python_calamine":
                raise FoundError(content) from error
        return content

    return attempt


def of_plan() -> Callable[[random.Random], bytes]:
    """Tries a spoilt plan file, beside a sound one."""
    config = write_config(Path(tempfile.mkdtemp()) / "config", [("u-0", "Một"), ("u-1", "Hai")], "{year: {on: 11-30}}")
    seeds = [path.read_bytes() for path in (ROOT / "config" / "plans").glob("*.yaml")]
    seeds.append(plan_yaml("{month: {on: 28}}").encode())

    def attempt(chance: random.Random) -> bytes:
        content = spoilt(chance.choice(seeds), chance)
        (config / "plans" / "hong.yaml").write_bytes(content)
        try:
            loaded = load_config(config)
            assert "ke-hoach" in {plan.id for plan in loaded.sound_plans} or b"id: ke-hoach\n" in content
            assert not any("không kiểm tra được" in problem.what for problem in loaded.problems)
        except Exception as error:
            raise FoundError(content) from error
        return content

    return attempt


def of_calendar() -> Callable[[random.Random], bytes]:
    """Tries a spoilt calendar file."""
    seeds = [content for content in CALENDARS.values() if 100 < len(content) < 10_000]
    seeds += [path.read_bytes() for path in (ROOT / "tests").rglob("*.ics")]

    def attempt(chance: random.Random) -> bytes:
        content = spoilt(chance.choice(seeds), chance)
        try:
            read_ics(content, "su-kien", [], date(2026, 11, 1))
        except CalendarFileError:
            pass
        except Exception as error:
            raise FoundError(content) from error
        return content

    return attempt


class FoundError(Exception):
    """Something that no reader may let out."""


TARGETS = {"workbook": of_workbook, "plan": of_plan, "calendar": of_calendar}


def main() -> None:
    """Fuzz one reader for so many minutes; prints how often, the slowest, and what was found."""
    asked = argparse.ArgumentParser()
    asked.add_argument("target", choices=TARGETS)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--seed", type=int, default=59)
    given = asked.parse_args()
    attempt, chance, kept = TARGETS[given.target](), random.Random(given.seed), ROOT / "var" / "fuzz"
    until, tries, slowest, found = time.monotonic() + 60 * given.minutes, 0, 0.0, set[str]()
    while (began := time.monotonic()) < until:
        tries += 1
        try:
            attempt(chance)
        except FoundError as error:
            what = "".join(traceback.format_exception(error.__cause__))[-1500:]
            if (line := what.strip().splitlines()[-3]) not in found:
                found.add(line)
                kept.mkdir(parents=True, exist_ok=True)
                content: bytes = error.args[0]
                path = kept / f"{given.target}-{hashlib.sha256(content).hexdigest()[:12]}"
                path.write_bytes(content)
                print(path.name, what, sep="\n", flush=True)
        slowest = max(slowest, time.monotonic() - began)
    print(f"{given.target}: {tries} lần, chậm nhất {slowest:.1f} s, {len(found)} lỗi")


if __name__ == "__main__":
    main()
