"""``backup`` and ``restore``: all that cannot be made anew, in one file and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.settings import Settings

# Typer reads the annotations.
Target = Annotated[Path, typer.Argument(metavar="TỆP", help="Bản sao sẽ ghi, ví dụ sao-luu-2026-12-01.zip; chưa có.")]
Source = Annotated[Path, typer.Argument(metavar="TỆP", help="Bản sao do «dunghen backup» ghi.")]
Only = Annotated[bool, typer.Option("--check", help="Chỉ kiểm tra bản sao còn nguyên, không ghi gì.")]


def backup(target: Target) -> None:
    """Sao lưu sổ, kho tệp, khóa và điều văn phòng đã quyết vào một tệp; không phải dừng hệ thống."""
    from dunghen.adapters.backup import back_up
    from dunghen.wiring import place_of

    counts = back_up(place_of(Settings.from_environment()), target, now_in_hanoi())
    size = target.stat().st_size / 1_000_000
    typer.echo(
        f"{target} ({size:.1f} MB): {counts.rows} dòng sổ, {counts.files} tệp, {counts.decisions} tệp quyết định."
    )
    typer.echo("Trong tệp có khóa của văn phòng và địa chỉ của đơn vị: cất nơi chỉ người được giao mở được.")


def restore(source: Source, only_check: Only = False) -> None:
    """Khôi phục bản sao vào sổ trống và nơi trống. Thư thật được giữ tới khi có người chấp nhận sổ."""
    from dunghen.adapters.backup import check
    from dunghen.adapters.backup import restore as restored
    from dunghen.wiring import place_of

    counts = check(source) if only_check else restored(source, place_of(Settings.from_environment()))
    what = "Bản sao nguyên vẹn" if only_check else "Đã khôi phục"
    typer.echo(
        f"{what}, sao lưu lúc {counts.taken_at[:16].replace('T', ' ')}: {counts.rows} dòng sổ, {counts.files} tệp, "
        f"{counts.decisions} tệp quyết định."
    )
    if not only_check:
        typer.echo("Tiếp theo: «dunghen check», «dunghen ledger status» rồi «dunghen ledger accept».")
