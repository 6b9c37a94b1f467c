"""``link show | revoke``: the signed link of a unit's page."""

from __future__ import annotations

from typing import Annotated

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import By, open_office
from dunghen.exceptions import EntryError
from dunghen.keys import CycleKey

app = typer.Typer(help="Đường dẫn để đơn vị nộp báo cáo.", no_args_is_help=True)

Cycle = Annotated[
    str, typer.Argument(metavar="KỲ", help="kế-hoạch/nhiệm-vụ/kỳ, ví dụ nq59-2025-2030/annual-report/2026")
]
UnitSlug = Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Mã đơn vị, ví dụ cuc-dien-anh")]


@app.command("show")
def show(cycle: Cycle, unit: UnitSlug) -> None:
    """In đường dẫn đang mở được của một đơn vị trong một kỳ."""
    from dunghen.links.unit_link import open_link, upload_url

    with open_office() as office:
        url = upload_url(office, CycleKey.parse(cycle), unit)
        if url is None:
            raise EntryError("chưa đặt DUNGHEN_BASE_URL là địa chỉ mà người nhận thư mở được")
        if open_link(office, url.rsplit("/", 1)[1], now_in_hanoi()) is None:
            raise EntryError(f"{unit} không có báo cáo phải nộp trong kỳ {cycle}, hoặc kỳ đã đóng")
        typer.echo(url)


@app.command("revoke")
def revoke(cycle: Cycle, unit: UnitSlug, by: By = "operator") -> None:
    """Thu hồi mọi đường dẫn đã phát cho đơn vị trong kỳ; thư sau mang đường dẫn mới."""
    from dunghen.links import unit_link

    with open_office() as office:
        unit_link.revoke(office, CycleKey.parse(cycle), unit, by=by, now=now_in_hanoi())
    typer.echo("đã thu hồi")
