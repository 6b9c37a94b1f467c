"""Writes a rehearsal to a folder: an ``.eml`` for each mail, ``messages.csv``, and ``index.html`` to look at."""

from __future__ import annotations

import csv
from collections.abc import Sequence
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

COLUMNS = (
    "sent_at", "plan", "duty", "cycle", "step", "recipient", "recipient_name", "address", "subject", "outward", "approval",
    "basis", "seed", "lines", "attachments", "file",
)  # fmt: skip


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
        rows += [_Row(_values(mail, part), mail.day, text) for part, text in zip(mail.parts, texts, strict=True)]
    with (out / "messages.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({name: no_formula(text) for name, text in row.values.items()} for row in rows)
    page = _environment().get_template("rehearsal.html").render(rows=rows, plans=plans, first=first, last=last)
    (out / "index.html").write_text(page, encoding="utf-8")


def no_formula(text: str) -> str:
    """A spreadsheet reckons what begins so, even from a CSV: an apostrophe before it makes it text (OWASP)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _values(mail: Mail, part: Part) -> dict[str, str]:
    key = part.names
    return {
        "sent_at": mail.at.isoformat(),
        "plan": key.plan,
        "duty": key.duty,
        "cycle": key.cycle,
        "step": key.step,
        "recipient": key.recipient,
        "recipient_name": part.name,
        "address": part.address,
        "subject": part.subject,
        "outward": "yes" if part.outward else "no",
        "approval": "required" if part.approval else "none",
        "basis": part.basis or "",
        "seed": part.seed,
        "lines": part.lines or "",
        "attachments": "; ".join(one.name for one in part.attachments),
        "file": mail.file,
    }


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dunghen.entrypoints"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(long_date=long_date, clock_time=clock_time, basis=_basis)
    return environment


def _basis(value: str) -> str:
    """«văn bản ghi rõ»; empty for what belongs to no duty."""
    return BASES[Basis(value)] if value else ""
