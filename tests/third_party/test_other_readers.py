"""What we write, read by others: mails by Perl's MIME::Parser, calendars by vobject, documents by LibreOffice."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import vobject  # type: ignore[import-untyped] # it ships no types

if TYPE_CHECKING:
    from email.message import EmailMessage

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def files(root, tmp_path_factory) -> list[Path]:
    """Every mail of the shipped plans in 2026, as rehearsed."""
    out = tmp_path_factory.mktemp("thu") / "2026"
    program = Path(sys.executable).parent / "dunghen"
    period = ["--from", "2026-01-01", "--to", "2026-12-31"]
    command = [str(program), "rehearse", *period, "--out", str(out), "--config", str(root / "config")]
    subprocess.run(command, check=True, capture_output=True)
    found = sorted(out.rglob("*.eml"))
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def mails(files) -> list[EmailMessage]:
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]


def attached(mails: list[EmailMessage], kind: str) -> dict[str, bytes]:
    """The attachments of this type: the first of each name without its digits and recipients."""
    found: dict[str, bytes] = {}
    for mail in mails:
        for part in mail.iter_attachments():
            if part.get_content_type() == kind:
                name = part.get_filename() or ""
                found.setdefault(re.sub(r"\d+", "", name)[:24], part.get_content())
    return found


def test_a_parser_of_another_language_finds_the_same_in_every_mail(files, mails):
    script = Path(__file__).with_name("mime.pl")
    done = subprocess.run(["perl", str(script), *map(str, files)], capture_output=True, check=True)
    theirs = json.loads(done.stdout)
    assert len(theirs) == len(mails)
    for mail, their in zip(mails, theirs, strict=True):
        assert {name: _plain(str(mail[name])) for name in their["head"]} == {
            name: _plain(value) for name, value in their["head"].items()
        }
        assert their["parts"] == [_told(part) for part in mail.walk() if not part.is_multipart()]


def _plain(header: str) -> str:
    return re.sub(r"\s+", " ", header.replace('"', "")).strip()


def _told(part: EmailMessage) -> list[str | None]:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    if part.get_content_maintype() == "text":
        content = content.replace(b"\r\n", b"\n")
    return [part.get_content_type(), part.get_filename(), sha256(content).hexdigest()]


def test_every_calendar_file_is_sound(mails):
    calendars = [
        part.get_payload(decode=True)
        for mail in mails
        for part in mail.iter_attachments()
        if part.get_content_type() == "text/calendar"
    ]
    assert len(calendars) > 20
    for content in calendars:
        assert isinstance(content, bytes)
        lines = content.split(b"\r\n")
        # RFC 5545, 3.1: lines end with CRLF, and none is longer than 75 octets.
        assert lines[-1] == b""
        assert not any(b"\n" in line or len(line) > 75 for line in lines)
        calendar = vobject.readOne(content.decode())
        assert calendar.validate(raiseException=True)
        (event,) = calendar.vevent_list
        assert event.uid.value.endswith("@dung-hen")
        assert event.dtstamp.value.tzinfo is not None


def test_libreoffice_opens_every_sort_of_document_and_prints_it(mails, tmp_path):
    documents = {f"{number}.docx": content for number, content in enumerate(attached(mails, DOCX).values())}
    documents |= {f"{number}.xlsx": content for number, content in enumerate(attached(mails, XLSX).values())}
    assert len(documents) >= 3
    for name, content in documents.items():
        (tmp_path / name).write_bytes(content)
    office = shutil.which("soffice") or "/usr/bin/soffice"
    profile = f"-env:UserInstallation={(tmp_path / 'ho-so').as_uri()}"
    for kind in ("docx", "xlsx"):
        of_kind = [str(tmp_path / name) for name in documents if name.endswith(kind)]
        out = tmp_path / kind
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *of_kind]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        assert "repair" not in (done.stdout + done.stderr).lower()
        printed = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
        assert set(printed) == {f"{Path(name).stem}.pdf" for name in of_kind}
        assert all(content.startswith(b"%PDF") and len(content) > 5_000 for content in printed.values())
