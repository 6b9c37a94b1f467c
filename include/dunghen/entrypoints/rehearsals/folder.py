"""Writes a rehearsal to a folder: an ``.eml`` for each mail, ``messages.csv``, and ``index.html`` to look at."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from dunghen.plans.plan import Plan
from dunghen.ports import FileStore
from dunghen.running.rehearse import RehearsedMail
from dunghen.terms import BASES
from dunghen.values.source import Basis
from dunghen.views.rehearsal import Mail, Part
from dunghen.wording.dates import clock_time, long_date

COLUMNS: Mapping[str, Callable[[Mail, Part], str | None]] = {
    "sent_at": lambda mail, _: mail.at.isoformat(),
    "plan": lambda _, part: part.names.plan,
    "duty": lambda _, part: part.names.duty,
    "cycle": lambda _, part: part.names.cycle,
    "step": lambda _, part: part.names.step,
    "recipient": lambda _, part: part.names.recipient,
    "recipient_name": lambda _, part: part.name,
    "address": lambda _, part: part.address,
    "subject": lambda _, part: part.subject,
    "outward": lambda _, part: "yes" if part.outward else "no",
    "approval": lambda _, part: "required" if part.approval else "none",
    "basis": lambda _, part: part.basis,
    "seed": lambda _, part: part.seed,
    "lines": lambda _, part: part.lines,
    "attachments": lambda _, part: "; ".join(file.name for file in part.attachments),
    "file": lambda mail, _: mail.file,
}
"""Of ``messages.csv``, each with what it says of a message."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One message, as ``messages.csv`` and ``index.html`` show it."""

    values: dict[str, str]
    day: date
    text: str


def write_rehearsal(
    out: Path,
    mails: Sequence[tuple[Mail, RehearsedMail]],
    files: FileStore,
    plans: Sequence[Plan],
    first: date,
    last: date,
) -> None:
    """Write the mails below ``out``, which is made. Files of an earlier rehearsal with other names stay.

    Args:
        out: the folder.
        mails: each with what it says about itself.
        files: where their contents lie.
        plans: those that were rehearsed.
        first: the first day of the period.
        last: the last one.
    """
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for mail, rehearsed in mails:
        path = out / mail.file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(files.get(rehearsed.sha256))
        texts = [message.text or "" for message in rehearsed.messages]
        for part, text in zip(mail.parts, texts, strict=True):
            rows.append(_Row({name: cell(mail, part) or "" for name, cell in COLUMNS.items()}, mail.day, text))
    with (out / "messages.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({name: no_formula(text) for name, text in row.values.items()} for row in rows)
    page = _environment().get_template("rehearsal.html").render(rows=rows, plans=plans, first=first, last=last)
    (out / "index.html").write_text(page, encoding="utf-8")


def no_formula(text: str) -> str:
    """A spreadsheet reckons what begins so, even from a CSV: an apostrophe before it makes it text (OWASP)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dunghen.entrypoints"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(long_date=long_date, clock_time=clock_time, basis=_basis)
    return environment


def _basis(value: str) -> str:
    """«văn bản ghi rõ»; empty for what belongs to no duty."""
    return BASES[Basis(value)] if value else ""
