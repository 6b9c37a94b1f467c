"""``record``, ``records``, ``withdraw``: what people enter about the plans, at the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import AsJson, PlanId, open_office, parse_day, print_json
from dunghen.entrypoints.commands.plans import chosen
from dunghen.exceptions import EntryError, KeyFormatError
from dunghen.keys import CycleKey
from dunghen.loading.load import load_config
from dunghen.records import AMOUNT, Record
from dunghen.settings import Settings
from dunghen.wording.amounts import dong
from dunghen.wording.dates import short_date

COLUMNS = ("what", "subject", "day", "by", "recorded_at", "values", "note")
"""What the JSON of an entry says, beside the parts of its cycle's name (stable)."""
_NUMBER = re.compile(r"-?\d+")
_MOST_DIGITS = 100
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")
_VALUE_NAME = re.compile(r"[a-z][a-z0-9_]*")

What = Annotated[str, typer.Argument(metavar="VIỆC", help="Điều được ghi nhận, ví dụ done, programme, estimate.")]
Subject = Annotated[
    str, typer.Argument(metavar="[ĐỐI_TƯỢNG]", help="Của ai, cái gì; không ghi thì cho cả kỳ.", show_default=False)
]
DutyId = Annotated[str, typer.Option("--duty", metavar="MÃ", help="Mã nhiệm vụ.")]
CycleName = Annotated[str, typer.Option("--cycle", metavar="KỲ", help="Tên kỳ, ví dụ 2026 hoặc 2026-Q3.")]
Person = Annotated[str, typer.Option("--by", metavar="TÊN", help="Người ghi nhận.")]


def record(  # noqa: PLR0913, PLR0917 - each is an option of the command
    what: What,
    plan: PlanId,
    duty: DutyId,
    cycle: CycleName,
    by: Person,
    subject: Subject = "",
    day: Annotated[
        date | None, typer.Option("--day", parser=parse_day, metavar="NGÀY", help="Xảy ra ngày nào; mặc định hôm nay.")
    ] = None,
    value: Annotated[
        list[str] | None, typer.Option("--value", metavar="TÊN=GIÁ_TRỊ", help=f"Ví dụ {AMOUNT}=180.000.000, title=…")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="LỜI", help="Ghi chú.")] = None,
) -> None:
    """Ghi nhận một việc đã xảy ra: đã xong, đã duyệt nội dung, đã tổ chức, số tiền. Ghi lại thì thay bản trước."""
    from dunghen.desk.entry import enter

    now = now_in_hanoi()
    chosen(load_config(Settings.from_environment().config), plan)
    named = Record(
        cycle=_key(plan, duty, cycle),
        what=what,
        subject=" ".join(subject.split()),
        day=day or now.date(),
        by=_person(by),
        recorded_at=now,
        values=_values(value or ()),
        note=note,
    )
    with open_office(only=plan) as app:
        try:
            kept = enter(app, named)
        except EntryError as error:
            raise typer.BadParameter(str(error)) from error
        realm = app.realm
    replaced = f", thay bản ghi ngày {short_date(kept.replaced.day)} của {kept.replaced.by}" if kept.replaced else ""
    typer.echo(f"Đã ghi nhận ({realm.value}): {_line(kept.record)} [{kept.label}]{replaced}")
    for doubt in kept.doubts:
        typer.echo(f"Chú ý: {doubt}", err=True)


def records(
    plan: PlanId,
    what: Annotated[str | None, typer.Option("--what", metavar="VIỆC", help="Chỉ loại này.")] = None,
    as_json: AsJson = False,
) -> None:
    """Những gì đã ghi nhận của một kế hoạch và còn giữ, cũ trước mới sau."""
    chosen(load_config(Settings.from_environment().config), plan)
    with open_office(only=plan) as app:
        found = app.ledger.records(plan, what=what)
        realm = app.realm
    if as_json:
        print_json([asdict(entry.cycle) | {name: getattr(entry, name) for name in COLUMNS} for entry in found])
        return
    for entry in found:
        typer.echo(_line(entry))
    typer.echo(f"{len(found)} ghi nhận ({realm.value}).", err=True)


def withdraw(what: What, plan: PlanId, duty: DutyId, cycle: CycleName, by: Person, subject: Subject = "") -> None:
    """Rút một ghi nhận; lịch sử vẫn giữ. Không có ghi nhận ấy thì mã thoát 1."""
    key, name = _key(plan, duty, cycle), " ".join(subject.split())
    with open_office(only=plan) as app:
        app.ledger.withdraw_record(key, what, name, by=_person(by), now=now_in_hanoi())
        realm = app.realm
    typer.echo(f"Đã rút ({realm.value}): {key} {what} {name}".rstrip())


def _key(plan: str, duty: str, cycle: str) -> CycleKey:
    try:
        return CycleKey(plan, duty, cycle)
    except KeyFormatError as error:
        raise typer.BadParameter(str(error)) from error


def _person(by: str) -> str:
    if not by.strip():
        raise typer.BadParameter("cần tên người ghi nhận (--by)")
    return by.strip()


def _values(given: Iterable[str]) -> dict[str, str | int]:
    """``amount_vnd=180.000.000`` → the number; every other value is a whole number or a text."""
    values: dict[str, str | int] = {}
    for pair in given:
        name, _, text = (part.strip() for part in pair.partition("="))
        if not text or not _VALUE_NAME.fullmatch(name):
            raise typer.BadParameter(f"«{pair}» không có dạng tên=giá_trị, ví dụ {AMOUNT}=180.000.000")
        values[name] = _amount(text) if name == AMOUNT else _number(text) if _NUMBER.fullmatch(text) else text
    return values


def _amount(text: str) -> int:
    """Whole đồng, with or without points between the thousands."""
    plain = text.replace(".", "") if _GROUPED.fullmatch(text) else text
    if not _NUMBER.fullmatch(plain):
        raise typer.BadParameter(f"«{text}» không phải số đồng; ghi {AMOUNT}=180000000 hoặc {AMOUNT}=180.000.000")
    return _number(plain)


def _number(text: str) -> int:
    """The number; Python itself breaks off over some thousand digits, long after ``enter`` refuses them."""
    if len(text) > _MOST_DIGITS:
        raise typer.BadParameter(f"«{text[:_MOST_DIGITS]}…»: số quá lớn")
    return int(text)


def _line(entry: Record) -> str:
    values = [
        f"{name}={dong(value) if name == AMOUNT and isinstance(value, int) else value}"
        for name, value in entry.values.items()
    ]
    parts = [short_date(entry.day), str(entry.cycle), entry.what, entry.subject, *values]
    return "  ".join(filter(None, parts)) + f"  ({entry.by}{': ' + entry.note if entry.note else ''})"
