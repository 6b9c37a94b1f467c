"""Writes a rehearsal to a folder: an ``.eml`` for each mail, ``messages.csv``, and ``index.html`` to look at."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from dunghen.plans.source import Basis
from dunghen.wording.dates import clock_time, local_day, long_date
from dunghen.wording.terms import BASES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from dunghen.directory.directory import Directory
    from dunghen.execution.rehearse import RehearsedMail
    from dunghen.plans.plan import Plan

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
    out: Path, mails: Sequence[RehearsedMail], plans: Sequence[Plan], directory: Directory, first: date, last: date
) -> None:
    """Write the mails below ``out``, which is made. Files of an earlier rehearsal with other names stay."""
    out.mkdir(parents=True, exist_ok=True)
    rows = [row for number, mail in enumerate(mails, start=1) for row in _written(out, number, mail, directory)]
    with (out / "messages.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(row.values for row in rows)
    page = _environment().get_template("rehearsal.html").render(rows=rows, plans=plans, first=first, last=last)
    (out / "index.html").write_text(page, encoding="utf-8")


def _written(out: Path, number: int, mail: RehearsedMail, directory: Directory) -> list[_Row]:
    key = mail.messages[0].key
    # Every part of a key is a slug: it cannot lead out of the folder.
    name = f"{local_day(mail.at).isoformat()}-{number:05d}-{key.step}-{key.recipient}.eml"
    folder = out / mail.plan.id
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(mail.content)
    found = []
    for message in mail.messages:
        source = next((duty.source for duty in mail.plan.duties if duty.id == message.key.duty), None)
        values = {
            "sent_at": mail.at.isoformat(),
            "plan": message.key.plan,
            "duty": message.key.duty,
            "cycle": message.key.cycle,
            "step": message.key.step,
            "recipient": message.key.recipient,
            "recipient_name": directory.name(message.key.recipient, local_day(mail.at)),
            "address": message.address or "",
            "subject": message.subject or "",
            "outward": "yes" if message.outward else "no",
            "approval": "required" if message.approval else "none",
            "basis": source.basis.value if source else "",
            "seed": mail.plan.document.seed,
            "lines": (source.lines or "") if source else "",
            "attachments": "; ".join(one.name for one in message.attachments),
            "file": f"{mail.plan.id}/{name}",
        }
        found.append(_Row(values, local_day(mail.at), message.text or ""))
    return found


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dunghen.entrypoints"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(long_date=long_date, clock_time=clock_time, basis=_basis)
    return environment


def _basis(value: str) -> str:
    """«văn bản ghi rõ»; empty for what belongs to no duty."""
    return BASES[Basis(value)] if value else ""
