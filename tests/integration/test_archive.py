"""A year in one file: everything of that year and nothing of another, found without accents, opened without the engine."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from dunghen.adapters.archive import HEADINGS, PAGE, WORKBOOK, find, write_archive
from dunghen.adapters.file_store import FileStore
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.exceptions import SettingsError
from dunghen.records import ApprovalState, MessageState, Realm, Record
from dunghen.testing import a_cycle_key, a_document, a_draft, a_key, a_submission, an_approval, an_office
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from pathlib import Path

IN_YEAR = datetime(2026, 11, 17, 8, 0, tzinfo=HANOI)
LAST_HOUR = datetime(2026, 12, 31, 23, 59, tzinfo=HANOI)
NEXT_YEAR = datetime(2027, 1, 1, 0, 0, tzinfo=HANOI)
HOSTILE = "=1+1 <script>alert(1)</script>"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path) -> str:
    if request.param == "postgres":
        return request.getfixturevalue("postgres").ledger()
    upgrade(f"sqlite:///{tmp_path}/ledger.sqlite3")
    return f"sqlite:///{tmp_path}/ledger.sqlite3"


@pytest.fixture
def archive(url, tmp_path) -> Path:
    """The archive of 2026, of an office that also has something of 2027."""
    files, ledger = FileStore(tmp_path), SqlLedger(url, Realm.LIVE)
    key = a_key("cuc-dien-anh")
    ledger.queue([a_draft(key=key, due_at=IN_YEAR, subject="Đề nghị báo cáo năm 2026")], now=IN_YEAR)
    ledger.claim([str(key)], message_id="<1@bo.invalid>", now=IN_YEAR, by="dag")
    mail = files.put(b"Subject: x\r\n\r\nmail")
    ledger.settle([str(key)], MessageState.SENT, now=IN_YEAR, by="dag", mail_sha256=mail)
    ledger.queue([a_draft(key=a_key("cuc-dien-anh", cycle="2027"), due_at=NEXT_YEAR, subject="Năm sau")], now=IN_YEAR)
    ledger.add_submission(a_submission(received_at=LAST_HOUR, sha256=files.put(b"PK form"), original_name=HOSTILE))
    ledger.add_submission(a_submission("cuc-hop-tac-quoc-te", received_at=NEXT_YEAR))
    ledger.add_document(a_document(compiled_at=IN_YEAR, sha256="0" * 64))
    ledger.add_record(Record(a_cycle_key(), "done", "", IN_YEAR.date(), "Lan", IN_YEAR, note="xong"))
    asked = ledger.request_approval(an_approval(requested_at=IN_YEAR, subject="Báo cáo gửi ra ngoài"))
    ledger.decide(asked.key, ApprovalState.REJECTED, by="Lan", automatic=False, reason="sai", now=IN_YEAR)
    ledger.with_realm(Realm.REHEARSAL).queue([a_draft(due_at=IN_YEAR, subject="Diễn tập")], now=IN_YEAR)
    target = tmp_path / "ho-so-2026.zip"
    lines, kept = write_archive(url, Realm.LIVE, 2026, files, an_office().directory, target)
    ledger.dispose()
    # Of the acts three are of 2026: the report handed in, the entry, the refusal.
    assert (lines, kept) == (8, 2)
    return target


def test_everything_of_the_year_is_in_the_list_and_nothing_of_another_year_or_realm(archive):
    lines = list(find(archive, ""))
    assert [(line.sort, line.who, line.outcome) for line in lines] == [
        ("thư", "Cục Điện ảnh", "đã gửi"),
        ("báo cáo nộp", "Cục Điện ảnh", "được chấp nhận"),
        ("bản tổng hợp", "", "đã lập"),
        ("ghi nhận", "Lan", ""),
        ("phê duyệt", "Lan", "không duyệt: sai"),
        ("nhật ký", "Lan", ""),
        ("nhật ký", "Lan", ""),
        ("nhật ký", "cuc-dien-anh", ""),
    ]
    assert not any("Năm sau" in line.what or "Diễn tập" in line.what for line in lines)


def test_a_line_leads_to_its_file_and_one_whose_file_is_gone_to_none(archive):
    with zipfile.ZipFile(archive) as opened:
        names = {line.sort: line.file for line in find(archive, "")}
        assert opened.read(names["thư"]) == b"Subject: x\r\n\r\nmail"
        assert opened.read(names["báo cáo nộp"]) == b"PK form"
    assert names["bản tổng hợp"] == ""


@pytest.mark.parametrize(
    ("words", "sorts"),
    [
        ("de nghi bao cao", ["thư"]),
        ("ĐỀ NGHỊ 2026", ["thư"]),
        ("báo cáo cục điện ảnh", ["thư", "báo cáo nộp", "nhật ký"]),
        ("xong", ["ghi nhận", "nhật ký"]),
        ("không có", []),
    ],
)
def test_words_are_found_whatever_their_accents_and_case(archive, words, sorts):
    assert [line.sort for line in find(archive, words)] == sorts


def test_the_workbook_holds_the_same_lines_and_no_formula(archive):
    with zipfile.ZipFile(archive) as opened:
        sheet = load_workbook(io.BytesIO(opened.read(WORKBOOK)))["Mục lục"]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
    assert sheet.max_row == 9
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_page_is_searched_in_a_browser_and_runs_nothing_that_people_wrote(archive, tmp_path, browser):
    with zipfile.ZipFile(archive) as opened:
        opened.extract(PAGE, tmp_path)
    page = browser.new_page()
    page.add_init_script("window.alert = () => { document.title = 'it ran' }")
    page.goto((tmp_path / PAGE).as_uri())
    page.get_by_label("Tìm").fill("dien anh de nghi")
    shown = page.locator("tbody tr:visible")
    assert shown.count() == 1
    assert "Đề nghị báo cáo năm 2026" in shown.inner_text()
    assert page.get_by_role("status").inner_text() == "1 mục"
    assert page.title() == "Hồ sơ lưu năm 2026"
    page.close()


def test_it_writes_over_nothing(archive, tmp_path):
    with pytest.raises(SettingsError, match="đã có"):
        write_archive("sqlite://", Realm.LIVE, 2026, FileStore(tmp_path), an_office().directory, archive)


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_a_file_that_is_no_archive_is_named(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(SettingsError, match=r"x\.zip không phải hồ sơ lưu"):
        list(find(tmp_path / "x.zip", "a"))
