"""A year of the office in one file that opens without the engine: a searchable list, a workbook, every mail and report.

It is a copy for the office's archive: the ledger keeps all of it too. The file is a ZIP; ``muc-luc.jsonl`` is the list as
data, ``index.html`` and ``muc-luc.xlsx`` show the same to people.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dunghen.adapters.ledger.period import rows_between
from dunghen.audit import Deed
from dunghen.directory.directory import Directory
from dunghen.exceptions import SettingsError
from dunghen.ports import FileStore
from dunghen.records import ApprovalState, MessageState, Realm, SubmissionState
from dunghen.terms import CHANNELS, DEEDS, MESSAGE_STATES, VERDICTS
from dunghen.wording.dates import at_hour, clock_time
from dunghen.wording.slug import slug

LIST, PAGE, WORKBOOK = "muc-luc.jsonl", "index.html", "muc-luc.xlsx"
HEADINGS = ("Loại", "Lúc", "Kế hoạch", "Nhiệm vụ", "Kỳ", "Ai, nơi nào", "Nội dung", "Kết quả", "Tệp")
_ANSWERS = {
    ApprovalState.REQUESTED: "chờ duyệt",
    ApprovalState.APPROVED: "đã duyệt",
    ApprovalState.REJECTED: "không duyệt",
    ApprovalState.EXPIRED: "quá hạn duyệt",
}
_SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; every field is what people read, ``file`` a name within the archive or empty."""

    sort: str
    at: str
    plan: str
    duty: str
    cycle: str
    who: str
    what: str
    outcome: str
    file: str = ""


def write_archive(
    url: str, realm: Realm, year: int, files: FileStore, directory: Directory, target: Path
) -> tuple[int, int]:
    """Write the archive of a year of Hà Nội's calendar; returns how many lines and how many files it holds.

    Raises:
        SettingsError: the target is there already or cannot be written.
        LedgerError: the ledger cannot be read.
    """
    if target.exists():
        raise SettingsError(f"{target} đã có; hồ sơ lưu không ghi đè lên gì. Hãy chọn tên khác.")
    start, end = (at_hour(date(one, 1, 1), time()) for one in (year, year + 1))
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.touch(mode=0o600)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = rows_between(url, realm, start, end)
            lines = [_kept(archive, line, sha256, files) for line, sha256 in _lines(rows, directory)]
            _write_lists(archive, lines, year)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(target)
    except OSError as error:
        raise SettingsError(f"Không ghi được hồ sơ lưu {target}: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return len(lines), sum(bool(line.file) for line in lines)


def find(source: Path, words: str) -> Iterator[Line]:
    """The lines in which every one of the words stands, whatever the accents and the case.

    Raises:
        SettingsError: the file is no archive of a year.
    """
    wanted = slug(words).split("-")
    try:
        with zipfile.ZipFile(source) as archive, archive.open(LIST) as kept:
            for text in kept:
                line = Line(**json.loads(text))
                if all(word in slug(" ".join(astuple(line))) for word in wanted):
                    yield line
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise SettingsError(f"{source} không phải hồ sơ lưu một năm do «dunghen archive» ghi.") from error


def _lines(rows: Iterable[tuple[str, Mapping[str, Any]]], directory: Directory) -> Iterator[tuple[Line, str | None]]:
    """Each line with the hash of its file, where it has one."""
    for table, row in rows:
        yield _SORTS[table](row, directory)


def _message(row: Mapping[str, Any], directory: Directory) -> tuple[Line, str | None]:
    outcome = MESSAGE_STATES[MessageState(row["state"])] + (f": {row['reason']}" if row["reason"] else "")
    name = f"thu/{_path(row)}/{row['step']}-{row['recipient']}-{row['id']}.eml"
    what = row["subject"] or "(không soạn thư)"
    return _line("thư", row["due_at"], row, directory.name(row["recipient"]), what, outcome, name), row["mail_sha256"]


def _submission(row: Mapping[str, Any], directory: Directory) -> tuple[Line, str | None]:
    what = f"lần {row['version']}, qua {CHANNELS.get(row['channel'], row['channel'])}, tệp «{row['original_name']}»"
    suffix = ".txt" if row["channel"] == "paper" else ".xlsx"
    name = f"bai-nop/{_path(row)}/{row['unit']}-{row['version']}{suffix}"
    outcome = VERDICTS[SubmissionState(row["state"])]
    return _line("báo cáo nộp", row["received_at"], row, directory.name(row["unit"]), what, outcome, name), row[
        "sha256"
    ]


def _document(row: Mapping[str, Any], _: Directory) -> tuple[Line, str | None]:
    name = f"tong-hop/{_path(row)}/{row['id']}{_SUFFIXES.get(row['media_type'], '.bin')}"
    return _line("bản tổng hợp", row["compiled_at"], row, "", row["name"], "đã lập", name), row["sha256"]


def _record(row: Mapping[str, Any], _: Directory) -> tuple[Line, None]:
    values = [f"{name}: {value}" for name, value in row["entries"].items()]
    what = "; ".join(filter(None, [row["what"], row["subject"], f"ngày {row['day']}", *values, row["note"]]))
    return _line(
        "ghi nhận", row["recorded_at"], row, row["recorded_by"], what, "đã rút" if row["withdrawn"] else ""
    ), None


def _approval(row: Mapping[str, Any], _: Directory) -> tuple[Line, None]:
    answer = _ANSWERS[ApprovalState(row["state"])] + (f": {row['reason']}" if row["reason"] else "")
    plan, duty, cycle, *_rest = row["key"].split("/")
    names = {"plan": plan, "duty": duty, "cycle": cycle}
    return _line("phê duyệt", row["requested_at"], names, row["decided_by"] or "", row["subject"], answer), None


def _act(row: Mapping[str, Any], _: Directory) -> tuple[Line, None]:
    what = f"{DEEDS[Deed(row['deed'])]}: {row['subject']}" + (f" ({row['detail']})" if row["detail"] else "")
    return _line("nhật ký", row["at"], {}, row["by"], what, row["origin"]), None


_SORTS: Mapping[str, Callable[[Mapping[str, Any], Directory], tuple[Line, str | None]]] = {
    "message": _message,
    "submission": _submission,
    "document": _document,
    "record": _record,
    "approval": _approval,
    "audit": _act,
}


def _line(sort: str, at: datetime, row: Mapping[str, Any], who: str, what: str, outcome: str, file: str = "") -> Line:
    plan, duty, cycle = (row.get(name, "") for name in ("plan", "duty", "cycle"))
    return Line(sort, clock_time(at), plan, duty, cycle, who, what, outcome, file)


def _path(row: Mapping[str, Any]) -> str:
    return f"{row['plan']}/{row['duty']}/{row['cycle']}"


def _kept(archive: zipfile.ZipFile, line: Line, sha256: str | None, files: FileStore) -> Line:
    """The line, with its file written; without one where the store has none any more."""
    try:
        content = files.get(sha256) if sha256 else None
    except LookupError:
        content = None
    if content is None:
        return replace(line, file="")
    archive.writestr(line.file, content)
    return line


def _write_lists(archive: zipfile.ZipFile, lines: list[Line], year: int) -> None:
    data = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
    archive.writestr(LIST, data)
    archive.writestr(WORKBOOK, _workbook(lines))
    pages = Environment(
        loader=PackageLoader("dunghen.adapters"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    archive.writestr(PAGE, pages.get_template("archive.html").render(lines=lines, year=year, headings=HEADINGS))


def _workbook(lines: list[Line]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as workbook:
        sheet = workbook.add_worksheet("Mục lục")
        sheet.write_row(0, 0, HEADINGS, workbook.add_format({"bold": True}))
        for number, line in enumerate(lines, 1):
            sheet.write_row(number, 0, astuple(line))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(lines)), len(HEADINGS) - 1)
        sheet.autofit()
    return made.getvalue()
