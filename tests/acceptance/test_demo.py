"""``make demo``: the whole year, through the real DAGs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def told(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What it prints, and the folder that it leaves."""
    out = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "dunghen.tools.demo", str(out)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=170,  # it must end in three minutes
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, out


def test_it_ends_with_a_table_of_what_went_to_whom(told: tuple[str, Path]) -> None:
    printed = " ".join(told[0].split())

    for words in (
        "thứ Tư, 28/10/2026 đề nghị · 18 thư",
        "10/11 trả lại (1 lỗi) → 18/11 đủ",
        "03/11 không phát sinh",
        "03/12 đủ, muộn",
        "chưa nộp",
        "gửi ra ngoài 04/12",
        "đã duyệt, người duyệt: Chuyên viên điều phối",
    ):
        assert words in printed


def test_it_leaves_the_mails_and_the_consolidated_documents(told: tuple[str, Path]) -> None:
    _, out = told

    assert len(list((out / "mail").glob("*.eml"))) == 89
    assert {file.suffix for file in out.glob("bao-cao-tong-hop-*")} == {".docx", ".xlsx"}
