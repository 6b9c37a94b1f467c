"""A real form, as it goes out, and LibreOffice to save it again."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.keys import CycleKey
from dunghen.submissions.form import FormData, FormRow
from dunghen.submissions.sheets import make_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = "bí mật của cơ quan"


@pytest.fixture(scope="session")
def form() -> FormData:
    long_task = "Đăng cai tổ chức các sự kiện: liên hoan phim, giải thưởng phim, cuộc thi phim, tuần phim quốc tế. " * 6
    return FormData(
        cycle=CycleKey("nq59-2025-2030", "annual-report", "2026"),
        unit="cuc-dien-anh",
        unit_name="Cục Điện ảnh",
        plan_title="Kế hoạch triển khai Nghị quyết số 59-NQ/TW ngày 24 tháng 01 năm 2025 của Bộ Chính trị",
        duty_title="Báo cáo năm tình hình thực hiện Kế hoạch",
        covers=(date(2025, 12, 1), date(2026, 11, 30)),
        deadline=date(2026, 11, 27),
        deadline_text="trước ngày 30 tháng 11 hàng năm",
        rows=(
            FormRow("1", "Mở rộng, đa dạng hóa cơ chế hợp tác", "Chủ trì", "Báo cáo", "Thường xuyên", "Đang thực hiện"),
            FormRow("21", long_task.strip(), "Chủ trì", "Sự kiện", "Theo kế hoạch đề ra"),
            FormRow("28", "=Đào tạo nhân lực", "Phối hợp", "Đề án/Kế hoạch", "2025"),
        ),
    )


@pytest.fixture(scope="session")
def blank(form: FormData) -> bytes:
    """The form as it goes out."""
    return make_form(form, SECRET)


@pytest.fixture
def saved_again(tmp_path: Path) -> Callable[[bytes], bytes]:
    """Opens a workbook in LibreOffice and saves it under the same format, as many units do."""

    def save(content: bytes) -> bytes:
        given = tmp_path / "bieu.xlsx"
        given.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "out"),
            str(given),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (tmp_path / "out" / "bieu.xlsx").read_bytes()

    return save
