"""*Sửa*, duties: every duty of the shipped plans has a form; what is typed there, and nothing else, changes the agenda."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.integration.web.browser_form import send

from dunghen.plans.load import load_config

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

KZ, NQ, HP, NG, DRAFT = (
    "kazakhstan-2025-2027",
    "nq59-2025-2030",
    "hai-phong-2024-2025",
    "ngoai-giao-van-hoa-2030",
    "quoc-te-hoa-van-hoa-du-thao",
)


@pytest.fixture
def shipped(client: TestClient, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped configuration, copied, with nothing decided yet."""
    folder = tmp_path / "shipped"
    shutil.copytree(root / "config", folder, ignore=shutil.ignore_patterns("office"))
    monkeypatch.setenv("DUNGHEN_CONFIG", str(folder))
    return folder


def form(plan: str, duty: str) -> str:
    return f"/sua/nhiem-vu?ke-hoach={plan}&nhiem-vu={duty}"


def test_every_duty_of_every_plan_opens_its_form_and_sent_back_as_it_is_changes_nothing(
    client: TestClient, shipped: Path
) -> None:
    seen = 0
    for plan in load_config(shipped).sound_plans:
        for duty in plan.duties:
            answer = send(client, form(plan.id, duty.id), {})
            assert answer.status_code == 422, duty.id
            assert "Không có gì thay đổi" in answer.text, (duty.id, re.findall(r'<p class="fault.*?</p>', answer.text))
            seen += 1

    assert seen == 84
    assert not (shipped / "office").exists()
