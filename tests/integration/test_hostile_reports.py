"""A hostile report in the drop folder stops nobody's: all are taken, compiled and answered, on either database."""

from __future__ import annotations

import io
import os
import re
import sqlite3
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.adapters.file_store import FileStore
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.app import App
from dunghen.collecting.compile import attached, consolidation
from dunghen.consolidation.document import to_docx
from dunghen.consolidation.workbook import to_xlsx
from dunghen.cycles.request import request_of
from dunghen.intake.collect import collect
from dunghen.intake.receive import receive
from dunghen.keys import CycleKey
from dunghen.records import MessageState, Realm, SubmissionRow
from dunghen.running.run import run_day
from dunghen.testing import ListMailer, a_plan, a_submission, a_task, an_office
from dunghen.tools.filled_form import fill
from tests.integration.consolidation.cases import ISSUER
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document

KEY = CycleKey.parse(CYCLE)
UNITS = ("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi")
HOSTILE = "cuc-dien-anh"
"""The one in the middle."""
TEXTS = {
    "NUL": "trước\x00sau",
    "first half of a pair": "trước\ud800sau",
    "second half of a pair": "trước\udcffsau",
    "vertical tab": "trước\x0bsau",
    "every control character": "trước" + "".join(map(chr, (*range(32), *range(127, 160)))) + "sau",
    "noncharacters": "trước\ufffe\uffff\ufdd0\U0010ffffsau",
    "NUL spelt as in JSON": "trước\\u0000sau",
    "long": "trước " + "dài " * 7_000 + "sau",
    "digits": "9" * 5_000,
    "not a number": "NaN",
}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path) -> Iterator[str]:
    if request.param == "sqlite":
        upgrade(f"sqlite:///{tmp_path / 'ledger.db'}")
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    postgres = request.getfixturevalue("postgres")
    url = postgres.ledger()
    yield url
    postgres.drop(url)


@pytest.fixture
def app(url, tmp_path) -> Iterator[App]:
    """The office on a real ledger and a real drop folder, after the day on which the reports were asked for."""
    rows = (a_task("1", leads=UNITS, task="Mở rộng hợp tác quốc tế"), a_task("21", leads=UNITS, task="Liên hoan phim"))
    plan = a_plan(effective_from=date(2026, 1, 1), task_rows=rows)
    ledger = SqlLedger(url, Realm.REHEARSAL)
    app = App(an_office(), {plan.id: plan}, {}, ledger, ListMailer(), FileStore(tmp_path), "a secret of the office")
    run_day(app, plan, morning("2026-10-28"), "test")
    yield app
    ledger.dispose()


def form_of(app: App, unit: str) -> bytes:
    message = app.ledger.message(f"{CYCLE}/request/{unit}")
    assert message is not None
    return app.files.get(next(one.sha256 for one in message.attachments if one.name.endswith(".xlsx")))


def in_excel(text: str) -> str:
    """As Excel writes what XML cannot hold (ECMA-376 Part 1, 22.9.2.19)."""
    told = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", lambda one: f"_x{ord(one[0]):04X}_", told)


def answered(app: App, unit: str, text: str = "Ký 02 bản ghi nhớ.") -> bytes:
    words = in_excel(text)
    says = dict.fromkeys(("1", "21"), words)
    remarks = dict.fromkeys(("assessment", "difficulties", "proposals", "contact"), words)
    return fill(form_of(app, unit), results=lambda _: words, difficulties=says, proposals=says, remarks=remarks)


def drop(folder: Path, name: bytes, content: bytes, age: int) -> None:
    path = folder / "inbox" / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (1_790_000_000 - age, 1_790_000_000 - age))


def compiled(app: App) -> tuple[Document, openpyxl.Workbook]:
    """The cycle's documents after the day of compiling, opened."""
    run_day(app, app.plans[KEY.plan], morning("2026-12-04"), "test")
    word, table = (app.files.get(one.sha256) for one in attached(app, KEY))
    return docx.Document(io.BytesIO(word)), openpyxl.load_workbook(io.BytesIO(table))


def words_of(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_file_in_the_middle_stops_none_of_the_others(app: App, tmp_path: Path, text: str):
    for age, unit in enumerate(reversed(UNITS)):
        name = b"b\xe1o c\xe1o.xlsx" if unit == HOSTILE else f"{unit}.xlsx".encode()
        drop(tmp_path, name, answered(app, unit, text if unit == HOSTILE else "Ký 02 bản ghi nhớ."), age)

    assert collect(app, morning("2026-11-20")) == "nhận 3 tệp: 3 được chấp nhận, 0 trả lại"

    assert list((tmp_path / "inbox").iterdir()) == []
    assert [one.unit for one in app.ledger.submissions(KEY)] == list(UNITS)
    assert [app.ledger.message(f"{CYCLE}/receipt-1/{unit}") is not None for unit in UNITS] == [True] * 3
    document, book = compiled(app)
    found = words_of(document)
    assert found.count("Ký 02 bản ghi nhớ.") >= 4
    assert "trướcsau" not in found
    assert len(book.sheetnames) == 5
    receipts = [one for unit in UNITS for one in app.ledger.messages(recipient=unit) if one.key.step == "receipt-1"]
    assert [one.state for one in receipts] == [MessageState.SENT] * 3


def test_the_name_of_a_file_is_kept_readable_and_told_in_the_receipt(app: App, tmp_path: Path):
    drop(tmp_path, b"b\xe1o c\xe1o.xlsx", answered(app, HOSTILE), 0)
    collect(app, morning("2026-11-20"))
    assert [one.original_name for one in app.ledger.submissions(KEY)] == ["b\\xe1o c\\xe1o.xlsx"]
    receipt = app.ledger.message(f"{CYCLE}/receipt-1/{HOSTILE}")
    assert receipt is not None
    assert "b\\xe1o c\\xe1o.xlsx" in (receipt.text or "")


@pytest.mark.parametrize(
    "name", [os.fsdecode(b"b\xe1o.xlsx"), "a\x00b.xlsx", "x" * 100_000], ids=["8-bit", "NUL", "long"]
)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", None], ids=["empty", "broken", "a report"])
def test_no_name_of_a_file_stops_its_being_taken(app: App, name: str, content: bytes | None):
    given = answered(app, HOSTILE) if content is None else content
    for hint in (None, (KEY, "cuc-bao-chi")):
        receipt = receive(app, given, name, channel="submit", now=morning("2026-11-20"), hint=hint)
        assert receipt.sha256
    assert all(one.original_name.isprintable() for one in app.ledger.submissions(KEY))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # no PostgreSQL ever held it
def test_what_an_older_ledger_holds_is_compiled_too(app: App, url: str):
    row = SubmissionRow("1", "Đang thực hiện", "trước", "khó", "đề xuất")
    for unit in UNITS:
        given = a_submission(unit, rows=(row,), remarks={"difficulties": "khó"}, received_at=morning("2026-11-20"))
        app.ledger.add_submission(given)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        spoilt = "trước\x00\x0b\x1b\ufffesau"
        connection.execute("UPDATE submission_row SET result = ?, difficulty = ?, proposal = ?", (spoilt,) * 3)
        connection.execute(
            "UPDATE submission SET original_name = ?, remarks = ?", (spoilt, '{"difficulties": "a\\u0000b"}')
        )
    document, book = compiled(app)
    assert "trước \n \ufffdsau" in words_of(document)
    assert len(book.sheetnames) == 5


def test_names_of_the_office_that_no_document_can_hold_are_written_all_the_same(app: App):
    plan = app.plans[KEY.plan]
    spoilt = plan.model_copy(update={"title": "Kế\x00hoạch\ud800\ufffe"})
    app = replace(app, plans={plan.id: spoilt})
    receive(app, answered(app, HOSTILE), "a.xlsx", channel="submit", now=morning("2026-11-20"))
    document, _ = compiled(app)
    assert "Kế hoạch\ufffd\ufffd" in words_of(document)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_categories=()), min_size=5, max_size=60))
def test_whatever_stands_in_the_cells_is_received_and_compiled(app: App, text: str):
    now = morning("2026-11-20")
    receive(app, answered(app, "cuc-bao-chi"), "a.xlsx", channel="submit", now=now)
    receipt = receive(app, answered(app, HOSTILE, text), "b.xlsx", channel="submit", now=now)
    assert receipt.submission is not None
    request = request_of(app, KEY)
    assert request is not None
    report = consolidation(app, request, morning("2026-12-04"))
    document = docx.Document(io.BytesIO(to_docx(report, issuer=ISSUER)))
    assert "Ký 02 bản ghi nhớ." in words_of(document)
    assert len(openpyxl.load_workbook(io.BytesIO(to_xlsx(report))).sheetnames) == 5
