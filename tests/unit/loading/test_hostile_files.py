"""Whatever a file of ``config/`` holds: it is told, with file and line, and what does not need it lives."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.loading.bounded_file import MOST_BYTES
from dunghen.loading.load import load_config
from dunghen.values.problem import MOST_TOLD
from tests.unit.loading.conftest import PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.loading.config import Config
    from dunghen.values.problem import ConfigProblem

BAD = "plans/hong.yaml"
SECONDS = 20
"""Of the processor, not of the clock: a bomb takes minutes, an honest load a second on a slow machine."""


def bombs(first: str, line: str) -> str:
    """Eight names, each of them the one before nine times."""
    pairs = zip("abcdefg", "bcdefgh", strict=True)
    return first + "".join(line.format(name=name, nine=", ".join([f"*{one}"] * 9)) for one, name in pairs)


HOSTILE = {
    "braces without quotes": b"id: hong\nsubject: {{ duty_title }}\n",
    "braces as a list": b"subject: {{ [a] }}\n",
    "5000 digits": b"id: " + b"9" * 5_000,
    "an hour of 200000 parts": b"at: 1" + b":59" * 200_000,
    "dashes": b"- " * 60_000,
    "brackets": b"[" * 60_000,
    "braces": b"{" * 60_000,
    "question marks": b"? " * 60_000,
    "an alias bomb": bombs("a: &a [x, x, x]\n", "{name}: &{name} [{nine}]\n").encode(),
    "a merge bomb": bombs("a: &a {x: 1}\n", "{name}: &{name} {{<<: [{nine}]}}\n").encode(),
    "an alias within itself": b"a: &a [*a]\n",
    "5 MB of keys": b"".join(b"k%d: 1\n" % n for n in range(500_000)),
    "5 MB of a list": b"- a\n" * 1_250_000,
    "keys below the bound": b"".join(b"k%d: 1\n" % n for n in range(15_000)),
    "units below the bound": b"units: [" + b"a," * 15_000 + b"]",
    "members that do not exist": b"units: []\ngroups: [{slug: g, name: Gia, members: ["
    + b",".join(b"u-%d" % n for n in range(15_000))
    + b"]}]",
    "decisions about nothing": b"units: {" + b",".join(b"u%d: {z: y}" % n for n in range(5_000)) + b"}",
    "one key again and again": b"id: a\n" * 9_000,
    "directives": b"".join(b"%%TAG !%d! b\n" % n for n in range(60_000)) + b"--- a\n",
    "an object": b"id: !!python/object:os.system x\n",
    "a set": b"id: !!set {a, b}\n",
    "bytes": bytes(range(256)) * 10,
    "a picture of 5 MB": b"\x89PNG\r\n\x1a\n" + bytes(5_000_000),
    "zeros": b"\0" * 10,
    "UTF-16": "id: x\n".encode("utf-16"),
    "half a pair": b"id: \xed\xa0\x80\n",
    "keys that are no text": b"1: 2\n2.5: x\n~: y\n2026-01-01: z\ntrue: u\n.nan: q\n",
    "a list as a key": b"? [a]\n: b\n",
    "one long text": b"id: " + b"a" * 900_000,
    "one long key": b"? " + b"a" * 900_000 + b"\n: 1\n",
    "days that are none": b"id: 2026-02-31\nat: 2026-01-01T99:99:99Z\nperiod: {from: 0000-00-00, to: 2026-01-01 0:0:0 +99:00}\n",
    "no numbers": b"id: .inf\ntitle: .nan\nat: -.inf\n",
    "a word": b"chu",
    "two documents": b"a: 1\n---\nb: 2\n",
}  # fmt: skip
SHARED = ("units.yaml", "settings.yaml", "calendar.yaml", "partners.yaml", "occasions.yaml", "countries.yaml")
OF_A_PLAN = ("plans/hai.yaml", "events/hai.yaml", "office/plans/hai.yaml", "office/events/hai.yaml", "plans/hai.csv")
OFFICE = tuple(f"office/{name}" for name in SHARED)


@pytest.fixture
def two(config: Path) -> Path:
    """A second sound plan, with a table of tasks, beside the first."""
    second = PLAN.replace("id: ke-hoach", "id: hai").replace("duties:\n", "tasks: hai.csv\nduties:\n")
    (config / "plans" / "hai.yaml").write_text(second, encoding="utf-8")
    table = "tt,nhiem_vu,don_vi_chu_tri,don_vi_phoi_hop,san_pham,thoi_gian\n1,Việc,Cục Điện ảnh,,Báo cáo,2026\n"
    (config / "plans" / "hai.csv").write_text(table, encoding="utf-8")
    assert [plan.id for plan in load_config(config).sound_plans] == ["hai", "ke-hoach"]
    return config


def loaded_in_time(config: Path) -> Config:
    started = time.process_time()
    loaded = load_config(config)
    assert time.process_time() - started < SECONDS
    return loaded


def sound(loaded: Config) -> list[str]:
    return [plan.id for plan in loaded.sound_plans]


def write(config: Path, file: str, content: bytes) -> None:
    (config / file).parent.mkdir(parents=True, exist_ok=True)
    (config / file).write_bytes(content)


def assert_told(problems: tuple[ConfigProblem, ...], file: str) -> None:
    """The file is named, with a line, in so many words that somebody reads them."""
    own = [one for one in problems if one.file == file]
    assert own
    assert len(own) <= MOST_TOLD + 1
    assert all(one.line >= 1 and one.what and len(str(one)) < 1_500 for one in own)
    assert not any("không kiểm tra được" in one.what for one in own), own


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_plan_is_told_and_hides_no_other(two: Path, content: bytes) -> None:
    write(two, BAD, content)
    loaded = loaded_in_time(two)
    assert_told(loaded.problems, BAD)
    assert sound(loaded) == ["hai", "ke-hoach"]
    assert [one.file_stem for one in loaded.broken_plans] == ["hong"]


@pytest.mark.parametrize("file", [*OF_A_PLAN, *SHARED, *OFFICE])
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_beside_the_plans_is_told_and_hides_only_what_needs_it(
    two: Path, content: bytes, file: str
) -> None:
    write(two, file, content)
    loaded = loaded_in_time(two)
    # Of a table the plan that names it is told.
    assert_told(loaded.problems, "plans/hai.yaml" if file.endswith(".csv") else file)
    if file in OF_A_PLAN:
        assert sound(loaded) == ["ke-hoach"]


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_journal_keeps_no_plan_from_running(two: Path, content: bytes) -> None:
    write(two, "office/journal/plans/hai.yaml", content)
    assert loaded_in_time(two).problems == ()


@pytest.mark.parametrize("file", [BAD, "plans/hai.csv", "events/hai.yaml", "office/plans/hai.yaml", "units.yaml"])
@pytest.mark.parametrize("kind", ["a folder", "a pipe", "a device", "a link to nowhere", "a link to itself"])
def test_what_is_no_file_is_told_and_never_waited_for(two: Path, file: str, kind: str) -> None:
    path = two / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    match kind:
        case "a folder":
            path.mkdir()
        case "a pipe":
            os.mkfifo(path)
        case "a device":
            path.symlink_to("/dev/zero")
        case "a link to nowhere":
            path.symlink_to(two / "khong-co")
        case _:
            path.symlink_to(path)
    loaded = loaded_in_time(two)
    assert_told(loaded.problems, "plans/hai.yaml" if file.endswith(".csv") else file)
    assert ("ke-hoach" in sound(loaded)) == (file != "units.yaml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(two: Path) -> None:
    (two / "plans" / "hai.yaml").chmod(0)
    loaded = load_config(two)
    assert [(one.file, one.what) for one in loaded.problems] == [
        ("plans/hai.yaml", "không đọc được: không có quyền đọc")
    ]


def test_a_file_may_be_as_large_as_the_bound_and_no_larger(two: Path) -> None:
    text = PLAN.replace("id: ke-hoach", "id: hong")
    write(two, BAD, text.encode() + b"#" * (MOST_BYTES - len(text.encode())))
    assert load_config(two).problems == ()
    write(two, BAD, text.encode() + b"#" * (MOST_BYTES - len(text.encode()) + 1))
    assert [one.what for one in load_config(two).problems] == ["không đọc được: lớn hơn 1 MB"]


def test_of_very_many_problems_the_first_are_told_and_how_many_more(two: Path) -> None:
    write(two, BAD, PLAN.replace("id: ke-hoach", "id: hong").encode() + b"".join(b"k%d: 1\n" % n for n in range(150)))
    told = [one.what for one in load_config(two).problems]
    assert (told.count("không có khóa này"), told[0]) == (MOST_TOLD - 1, "và 51 lỗi nữa")


TABLE = "tt,nhiem_vu,don_vi_chu_tri,don_vi_phoi_hop,san_pham,thoi_gian\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "cột phải là"),
        (TABLE.encode() + "1,Việc\n".encode(), "dòng 2: phải có đúng 6 ô"),
        (TABLE.encode() + b"1,2,,,5,6,7\n", "dòng 2: phải có đúng 6 ô"),
        (TABLE.encode() + b"1,\xff,,,5,6\n", "dòng 2: không phải mã UTF-8"),
        (TABLE.encode() + b'1,"' + b"a" * 200_000 + b'",,,5,6\n', "không đọc được thành bảng"),
        (TABLE.encode() + "1,Việc,Cục Lạ,,5,6\n".encode(), "dòng 2: không có đơn vị «Cục Lạ»"),
        (TABLE.encode() + b"," * 1_100_000, "lớn hơn 1 MB"),
    ],
    ids=lambda value: str(value)[-30:],
)
def test_a_spoilt_table_of_tasks_is_told_with_its_row(two: Path, content: bytes, what: str) -> None:
    write(two, "plans/hai.csv", content)
    (one,) = loaded_in_time(two).problems
    assert (one.file, one.where) == ("plans/hai.yaml", "tasks")
    assert what in one.what


def test_a_table_that_excel_has_saved_is_read(two: Path) -> None:
    write(two, "plans/hai.csv", b"\xef\xbb\xbf" + TABLE.encode() + b"1,Viec,,,5,6\r\n")
    assert load_config(two).problems == ()


DECIDED = {
    "office/units.yaml": "units:\n  cuc-dien-anh: {head: Quyền Cục trưởng}\n  cuc-moi: {name: Cục Mới, house: bo}\n",
    "office/plans/hai.yaml": "duties:\n  annual-report: {steps: {request: -20d}, with: [cuc-dien-anh]}\n",
    "office/calendar.yaml": "overrides:\n  2026-01-02: {day: working}\n  2027-01-04: {day: working, document: '5'}\n",
    "events/hai.yaml": "steps: {}\nevents: []\n",
}
CHANGED = st.sampled_from(["plans/hai.yaml", "units.yaml", "settings.yaml", "calendar.yaml", *DECIDED])
ODD = """
{{x}} { } [ ] - ? : & &a *a !!x <<: ' " | # , %TAG --- 2026-02-31 9999-12-31 0001-01-01 .nan .inf null true 0 -1 [] {} ~
on: all 1e999 0x 10:70 -7wd 11-31 slug id: - : 99999d 2026 2026-01-02: 29
"""
PIECES = st.sampled_from(
    [*ODD.split(), "\n", "\t", "  ", "\n  ", ": ", "- ", "\0", "\x85", "\u2028", "\ufeff", "9" * 5_000]
)
CUTS = st.tuples(st.integers(0, 1_500), st.integers(0, 40), PIECES | st.text(max_size=5))


def changed(text: str, cuts: list[tuple[int, int, str]]) -> bytes:
    """The text with a piece cut out and another put in, so many times."""
    for place, length, piece in cuts:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    return text.encode("utf-8", "surrogatepass")


MANY = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def decided(two: Path) -> Path:
    """Both plans, with an event calendar, and something decided about everything."""
    for file, text in DECIDED.items():
        write(two, file, text.encode())
    assert load_config(two).problems == ()
    return two


def loaded_with(config: Path, file: str, content: bytes) -> Config:
    """The configuration with this file, which is as it was afterwards."""
    as_it_was = (config / file).read_bytes() if (config / file).exists() else None
    write(config, file, content)
    try:
        return loaded_in_time(config)
    finally:
        (config / file).unlink() if as_it_was is None else write(config, file, as_it_was)


def assert_only_what_needs_it_is_broken(loaded: Config, file: str) -> None:
    assert all(one.line >= 1 and one.what for one in loaded.problems)
    assert not any("không kiểm tra được" in one.what for one in loaded.problems), loaded.problems
    if file in OF_A_PLAN:
        assert "ke-hoach" in sound(loaded)
        assert {one.file.removeprefix("office/").partition(".")[0] for one in loaded.problems} <= {
            "plans/hai",
            "events/hai",
        }


@MANY
@given(file=st.sampled_from([*OF_A_PLAN, *SHARED, *OFFICE]), content=st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_loading_never_raises(decided: Path, file: str, content: bytes) -> None:
    assert_only_what_needs_it_is_broken(loaded_with(decided, file, content), file)


@MANY
@given(file=CHANGED, cuts=st.lists(CUTS, min_size=1, max_size=4))
def test_whatever_slips_into_a_file_loading_never_raises(
    decided: Path, file: str, cuts: list[tuple[int, int, str]]
) -> None:
    content = changed((decided / file).read_text(encoding="utf-8"), cuts)
    assert_only_what_needs_it_is_broken(loaded_with(decided, file, content), file)


@pytest.fixture(scope="module")
def shipped(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped configuration, copied, with nothing decided."""
    folder = tmp_path_factory.mktemp("shipped") / "config"
    shutil.copytree(root / "config", folder, ignore=shutil.ignore_patterns("office"))
    return folder


@settings(MANY, max_examples=60)
@given(
    plan=st.integers(0, 4), cuts=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 400), PIECES), min_size=1)
)
def test_whatever_slips_into_a_shipped_plan_the_other_plans_load(
    shipped: Path, plan: int, cuts: list[tuple[int, int, str]]
) -> None:
    file = sorted((shipped / "plans").glob("*.yaml"))[plan]
    name = file.relative_to(shipped).as_posix()
    loaded = loaded_with(shipped, name, changed(file.read_text(encoding="utf-8"), cuts))
    assert {one.file for one in loaded.problems} <= {name, f"events/{file.name}"}
    assert {one.stem for one in (shipped / "plans").glob("*.yaml")} - {file.stem} <= set(sound(loaded))
    assert not any("không kiểm tra được" in one.what for one in loaded.problems), loaded.problems
