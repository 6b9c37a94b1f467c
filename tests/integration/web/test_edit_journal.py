"""*Sửa → Nhật ký*: what was decided is told in the words of the forms, and leads to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.integration.web.browser import form_at, send

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

REPORT = "/sua/nhiem-vu?ke-hoach=nq59-2025-2030&nhiem-vu=annual-report"


def journal(client: TestClient) -> str:
    """The cards of the journal, as text with the addresses of its links."""
    text = client.get("/sua/nhat-ky").text
    cards = text[text.index('<ul class="plain">') :]
    links = re.sub(r'<a href="([^"]*)">([^<]*)</a>', r"\2 (\1)", cards)
    return " ".join(re.sub(r"<[^>]+>", " ", links).split())


def test_a_duty_is_called_by_its_title_and_its_fields_by_their_labels(client: TestClient, shipped: Path) -> None:
    assert send(client, REPORT, {"steps.request": "45", "vi-sao": "họp sớm"}).status_code == 303

    told = journal(client)

    assert "Nhiệm vụ: Kế hoạch triển khai Nghị quyết 59-NQ/TW giai đoạn 2025-2030" in told
    assert "Báo cáo năm tình hình thực hiện Kế hoạch (/dunghen/sua/nhiem-vu?ke-hoach=nq59-2025-2030&amp;" in told
    assert "Gửi đề nghị báo cáo theo tệp gốc → 45 ngày trước" in told
    assert "steps" not in told
    assert "duties" not in told


def test_fields_that_two_sections_share_are_told_apart(client: TestClient, config: Path) -> None:
    assert send(client, "/sua/van-phong", {"sender.email": "moi@dunghen.invalid", "vi-sao": "đổi"}).status_code == 303
    assert "Người gửi: Địa chỉ thư điện tử" in journal(client)


def test_what_was_added_and_taken_back_keeps_its_name_without_a_link(client: TestClient, config: Path) -> None:
    added = form_at(client, "/sua/don-vi/moi") | {"name": ["Cục Đường bộ"], "house": ["bo"], "buoc": ["ghi"]}
    assert client.post("/sua/don-vi/moi", data=added).status_code == 303
    assert "Cục Đường bộ (/dunghen/sua/don-vi?ma=cuc-duong-bo)" in journal(client)
    undo = {"csrf": added["csrf"], "tep": "units.yaml", "so": "1", "vi-sao": "nhầm"}
    assert client.post("/sua/hoan-tac", data=undo).status_code == 303

    told = journal(client)

    assert "Cục Đường bộ Cả mục có → không có" in told
    assert "/dunghen/sua/don-vi?ma=cuc-duong-bo" not in told


def test_a_plan_with_a_fault_still_shows_what_was_decided_about_it(client: TestClient, shipped: Path) -> None:
    assert send(client, REPORT, {"steps.request": "45", "vi-sao": "họp sớm"}).status_code == 303
    plan = shipped / "plans" / "nq59-2025-2030.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("every:", "evry:", 1), encoding="utf-8")

    assert "Mục «annual-report» steps · request theo tệp gốc" in journal(client)


def test_the_form_of_a_faulty_file_says_that_it_is_faulty(client: TestClient, shipped: Path) -> None:
    assert "đang có lỗi" not in client.get("/sua/van-phong").text
    with (shipped / "settings.yaml").open("a", encoding="utf-8") as file:
        file.write("\n: [không phải YAML")
    assert "Tệp của mục này đang có lỗi" in client.get("/sua/van-phong").text
