"""What people enter at the prompt, on the shipped configuration with days entered for one budget."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.cli.conftest import Prompt

PLAN = "hai-phong-2024-2025"
PROGRAMMES = ("--plan", PLAN, "--duty", "chuong-trinh-trong-nam", "--cycle", "2025")
MONEY = ("--plan", PLAN, "--duty", "kinh-phi-chuong-trinh", "--cycle", "2025")
BY = ("--by", "Chuyên viên trực")


@pytest.fixture
def prompt_with_days(prompt: Prompt) -> Prompt:
    """The office has entered the days of the money of 2025."""
    file = prompt.config / "plans" / f"{PLAN}.yaml"
    text = file.read_text(encoding="utf-8")
    money = "    expected: {least_vnd: 180000000, most_vnd: 500000000}"
    assert text.count(money) == 1
    days = "    dates: {2025: {estimate: 2025-03-14, appraisal: 2025-04-18}}\n"
    file.write_text(text.replace(money, days + money), encoding="utf-8")
    return prompt


def listed(prompt: Prompt, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(prompt("records", "--plan", PLAN, *arguments, "--json"))
    return found


def test_a_programme_is_entered_listed_replaced_and_withdrawn(prompt: Prompt) -> None:
    told = prompt(
        "record", *PROGRAMMES, "programme", "doan-incheon", "--day", "2025-05-10", *BY,
        "--value", "title=Đoàn nghệ thuật Incheon", "--value", "people=40", "--note", "theo báo cáo",
    )  # fmt: skip
    assert told.startswith("Đã ghi nhận (rehearsal): 10/05/2025  hai-phong-2024-2025/chuong-trinh-trong-nam/2025")
    assert "[chương trình, sự kiện, hoạt động đã tổ chức]" in told
    (entry,) = listed(prompt)
    assert entry.pop("recorded_at")
    assert entry == {
        "plan": PLAN,
        "duty": "chuong-trinh-trong-nam",
        "cycle": "2025",
        "what": "programme",
        "subject": "doan-incheon",
        "day": "2025-05-10",
        "by": "Chuyên viên trực",
        "values": {"title": "Đoàn nghệ thuật Incheon", "people": 40},
        "note": "theo báo cáo",
    }
    again = prompt("record", *PROGRAMMES, "programme", "doan-incheon", "--day", "2025-05-11", *BY)
    assert "thay bản ghi ngày 10/05/2025 của Chuyên viên trực" in again
    assert [one["day"] for one in listed(prompt, "--what", "programme")] == ["2025-05-11"]
    assert listed(prompt, "--what", "partner") == []
    assert "Đã rút" in prompt("withdraw", *PROGRAMMES, "programme", "doan-incheon", *BY)
    assert listed(prompt) == []
    gone = prompt.run("withdraw", *PROGRAMMES, "programme", "doan-incheon", *BY)
    assert gone.returncode == 1
    assert "doan-incheon" in gone.stderr


def test_what_does_not_fit_the_plan_is_refused_with_what_would(prompt: Prompt) -> None:
    wrong = prompt.run("record", *PROGRAMMES, "programe", "doan-incheon", *BY)
    assert wrong.returncode == 2
    assert "programme" in wrong.stderr
    prompt("record", "--plan", "hai-phong", "--duty", "x", "--cycle", "2025", "programme", *BY, code=2)
    prompt("record", "--plan", PLAN, "--duty", "doi-tac", "--cycle", "2025", "partner", *BY, code=2)
    prompt("record", "--plan", PLAN, "--duty", "doi-tac-moi", "--cycle", "2026", "partner", "incheon", *BY, code=2)
    prompt("record", "--plan", PLAN, "--duty", "doi-tac-moi", "--cycle", "2025/1", "partner", "incheon", *BY, code=2)
    prompt("record", *PROGRAMMES, "programme", "doan-incheon", code=2)
    prompt("record", *PROGRAMMES, "programme", "doan-incheon", "--by", " ", code=2)
    assert listed(prompt) == []


def test_a_duty_that_waits_says_for_what(prompt: Prompt) -> None:
    refused = prompt.run("record", *MONEY, "estimate", "doan-incheon", *BY)
    assert refused.returncode == 2
    assert "dates" in refused.stderr


@pytest.mark.parametrize(
    "value", ["amount_vnd", "amount_vnd=", "=5", "amount_vnd=180 triệu", "amount_vnd=18.00", "Số=1"]
)
def test_a_value_of_another_shape_is_refused(prompt_with_days: Prompt, value: str) -> None:
    refused = prompt_with_days.run("record", *MONEY, "estimate", "doan-incheon", *BY, "--value", value)
    assert refused.returncode == 2
    assert listed(prompt_with_days) == []


def test_an_amount_outside_the_expected_is_kept_and_pointed_out(prompt_with_days: Prompt) -> None:
    arguments = ("record", *MONEY, "estimate", "doan-incheon", "--day", "2025-03-10", *BY, "--value")
    kept = prompt_with_days.run(*arguments, "amount_vnd=650.000.000")
    assert kept.returncode == 0
    assert "amount_vnd=650.000.000 đồng" in kept.stdout
    assert "Chú ý: 650.000.000 đồng nằm trên mức dự kiến 180 - 500 triệu đồng" in kept.stderr
    assert [one["values"] for one in listed(prompt_with_days)] == [{"amount_vnd": 650_000_000}]


def test_what_was_entered_ends_the_reminders(prompt_with_days: Prompt) -> None:
    prompt_with_days("record", *MONEY, "estimate", "--day", "2025-03-10", *BY)
    prompt_with_days("run", "--plan", PLAN, "--as-of", "2025-03-12")
    outbox = {
        row["key"]: row
        for row in json.loads(prompt_with_days("outbox", "--plan", PLAN, "--state", "suppressed", "--json"))
    }
    row = outbox[f"{PLAN}/kinh-phi-chuong-trinh/2025/estimate-remind-2/so-ngoai-vu"]
    assert (row["state"], row["reason"]) == ("suppressed", "đã ghi nhận «estimate» ngày 10/03/2025")
