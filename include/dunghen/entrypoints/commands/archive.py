"""``archive write | find``: a year of the office in one file, and looking things up in it."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from dunghen.entrypoints.commands.options import open_office
from dunghen.settings import Settings

app = typer.Typer(help="Hồ sơ lưu của một năm.", no_args_is_help=True)

Source = Annotated[Path, typer.Argument(metavar="TỆP", help="Hồ sơ lưu do «dunghen archive write» ghi.")]


@app.command("write")
def write(
    year: Annotated[int, typer.Argument(metavar="NĂM", min=2000, max=9998, help="Ví dụ 2026.")],
    target: Annotated[Path, typer.Argument(metavar="TỆP", help="Hồ sơ sẽ ghi, ví dụ ho-so-2026.zip; chưa có.")],
) -> None:
    """Ghi một năm thành hồ sơ mở được mà không cần hệ thống: mục lục tìm được, thư, báo cáo, bản tổng hợp, nhật ký.

    Sổ vẫn giữ nguyên mọi thứ.
    """
    from dunghen.adapters.archive import write_archive

    with open_office() as app:
        ledger = Settings.from_environment().ledger
        lines, files = write_archive(ledger, app.realm, year, app.files, app.office.directory, target)
        realm = app.realm
    size = target.stat().st_size / 1_000_000
    typer.echo(f"{target} ({size:.1f} MB, {realm.value}): {lines} mục, {files} tệp. Mở index.html trong đó để tìm.")


@app.command("find")
def find(
    source: Source,
    words: Annotated[str, typer.Argument(metavar="CHỮ", help="Mọi chữ phải có; không cần dấu.")],
) -> None:
    """Tìm trong một hồ sơ lưu. Không có gì thì mã thoát 1."""
    from dunghen.adapters.archive import find as found

    lines = list(found(source, words))
    for line in lines:
        typer.echo("  ".join(filter(None, astuple(line))))
    if not lines:
        raise typer.Exit(1)
