"""The command line's contract, on the shipped configuration."""

from __future__ import annotations

import csv
import json
from datetime import date
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from dunghen.tools.filled_form import Breakage, fill

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from tests.acceptance.cli.conftest import Prompt

NQ59 = "nq59-2025-2030"
CYCLE = f"{NQ59}/annual-report/2026"


def form_in(mail: EmailMessage) -> bytes:
    """The form attached to a mail."""
    (form,) = [part for part in mail.iter_attachments() if (part.get_filename() or "").endswith(".xlsx")]
    return bytes(form.get_payload(decode=True))


def test_check_finds_the_shipped_configuration_sound_and_lists_what_waits(prompt: Prompt) -> None:
    told = prompt("check")
    assert "LỖI" not in told
    for plan in (
        "kazakhstan-2025-2027",
        "quoc-te-hoa-van-hoa-du-thao",
        "ngoai-giao-van-hoa-2030",
        NQ59,
        "hai-phong-2024-2025",
    ):
        assert plan in told
    assert "CHỜ  nq59-2025-2030/" in told
    assert told.count("  ĐÃ CHỜ    ") == 25  # of the plan of Hải Phòng, which has ended


def test_check_names_every_problem_and_exits_1(prompt: Prompt) -> None:
    plan = prompt.config / "plans" / f"{NQ59}.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("status: active", "status: actve"), encoding="utf-8")
    told = prompt("check", code=1)
    assert f"plans/{NQ59}.yaml:" in told
    assert "«actve»" in told
    assert "Gợi ý: active" in told
    assert "kazakhstan-2025-2027" in told


def test_agenda_of_five_years_has_the_five_deadlines_and_every_action_its_basis_and_source(prompt: Prompt) -> None:
    told = prompt("agenda", "--plan", NQ59, "--from", "2026-01-01", "--to", "2030-12-31", "--format", "json")
    actions = json.loads(told)
    assert sorted({action["deadline"] for action in actions}) == [
        "2026-11-27",
        "2027-11-29",
        "2028-11-29",
        "2029-11-29",
        "2030-11-29",
    ]
    for action in actions:
        assert action["basis"] in {"stated", "setting", "practice"}
        assert action["source"]["seed"] == "003_0a4df062fe43253d.txt"
        assert action["source"]["lines"] == "371-377"
        assert action["deadline_text"] == "trước ngày 30 tháng 11 hàng năm"
        assert date.fromisoformat(action["due_at"][:10]).weekday() < 5
        assert action["due_at"].endswith("T08:00:00+07:00")
        assert (action["approval"] == "required") is action["outward"]
        if action["step"].startswith(("remind", "overdue")):
            assert action["due_at"][:10] < action["lock"]
    asked = [action for action in actions if action["step"] == "request"]
    assert [len(action["recipients"]) for action in asked] == [18] * 5
    assert all("cuc-hop-tac-quoc-te" in action["recipients"] for action in asked)


def test_agenda_refuses_a_window_that_ends_before_it_begins(prompt: Prompt) -> None:
    assert prompt.run("agenda", "--from", "2026-12-31", "--to", "2026-01-01").returncode == 2
    assert prompt.run("agenda", "--from", "hôm nay", "--to", "2026-01-01").returncode == 2
    assert prompt.run("agenda", "--from", "2026-01-01", "--to", "2026-12-31", "--plan", "nq-59").returncode == 2


def test_agenda_as_a_calendar_has_an_entry_for_each_action(prompt: Prompt) -> None:
    told = prompt("agenda", "--plan", NQ59, "--from", "2026-01-01", "--to", "2026-12-31", "--format", "ics")
    assert told.startswith("BEGIN:VCALENDAR")
    assert told.count("BEGIN:VEVENT") == 11


def test_a_day_is_run_once_whatever_is_typed(prompt: Prompt) -> None:
    assert "18 sent" in prompt("run", "--plan", NQ59, "--as-of", "2026-10-28")
    prompt("run", "--plan", NQ59, "--as-of", "2026-10-28")
    assert len(prompt.mails()) == 18
    assert all(mail["To"].addresses[0].addr_spec.endswith(".invalid") for mail in prompt.mails())


def test_a_form_goes_out_comes_back_wrong_then_right_and_the_unit_is_left_alone(prompt: Prompt, tmp_path: Path) -> None:
    prompt("run", "--plan", NQ59, "--as-of", "2026-10-28")
    (mail,) = [one for one in prompt.mails() if str(one["X-Dung-Hen-Recipient"]).startswith("cuc-dien-anh@")]
    wrong, right = tmp_path / "sai.xlsx", tmp_path / "dung.xlsx"
    wrong.write_bytes(fill(form_in(mail), breakages=[Breakage.STATUS_MISSPELT]))
    right.write_bytes(fill(form_in(mail)))

    verdict = json.loads(prompt("submit", str(wrong), "--as-of", "2026-11-02", "--format", "json", code=1))
    assert (verdict["accepted"], verdict["unit"], verdict["version"]) == (False, "cuc-dien-anh", 1)
    assert verdict["problems"][0]["sheet"] == "Báo cáo"
    assert verdict["problems"][0]["cell"]
    verdict = json.loads(prompt("submit", str(right), "--as-of", "2026-11-03", "--format", "json"))
    assert (verdict["accepted"], verdict["version"]) == (True, 2)

    prompt("run", "--plan", NQ59, "--as-of", "2026-11-06")
    outbox = {row["key"]: row for row in json.loads(prompt("outbox", "--json"))}
    assert outbox[f"{CYCLE}/remind-14/cuc-dien-anh"]["state"] == "suppressed"
    assert outbox[f"{CYCLE}/rejection-1/cuc-dien-anh"]["state"] == "sent"
    assert outbox[f"{CYCLE}/receipt-2/cuc-dien-anh"]["state"] == "sent"
    assert sum(row["state"] == "sent" for row in outbox.values()) == 18 + 17 + 2


def test_half_a_name_is_no_name(prompt: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"x")
    assert prompt.run("submit", str(file), "--unit", "cuc-dien-anh").returncode == 2


def test_a_message_is_sent_again_or_stopped_when_an_operator_says_so(prompt: Prompt) -> None:
    prompt("run", "--plan", NQ59, "--as-of", "2026-10-28")
    key = f"{CYCLE}/request/cuc-dien-anh"
    prompt("resend", key, "--by", "Chuyên viên trực")
    prompt("run", "--plan", NQ59, "--as-of", "2026-10-29")
    assert len(prompt.mails()) == 19
    prompt("resend", key, "--by", "Chuyên viên trực")
    prompt("suppress", key, "--why", "gửi nhầm", "--by", "Chuyên viên trực")
    prompt("run", "--plan", NQ59, "--as-of", "2026-10-30")
    assert len(prompt.mails()) == 19
    refused = prompt.run("suppress", f"{CYCLE}/request/khong-co", "--why", "x")
    assert refused.returncode == 1
    assert "khong-co" in refused.stderr


def test_the_draft_sends_nothing_to_anybody(prompt: Prompt, tmp_path: Path) -> None:
    draft = "quoc-te-hoa-van-hoa-du-thao"
    told = prompt(
        "rehearse", "--plan", draft, "--from", "2026-01-01", "--to", "2027-12-31", "--out", str(tmp_path / "out")
    )
    assert "0 thư" in told
    assert list((tmp_path / "out").rglob("*.eml")) == []
    prompt("run", "--plan", draft, "--as-of", "2026-12-01")
    assert prompt.mails() == []


def test_a_plan_that_has_become_a_draft_sends_nothing_either(prompt: Prompt, tmp_path: Path) -> None:
    plan = prompt.config / "plans" / f"{NQ59}.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("status: active", "status: draft"), encoding="utf-8")
    told = prompt(
        "rehearse", "--plan", NQ59, "--from", "2026-01-01", "--to", "2026-12-31", "--out", str(tmp_path / "out")
    )
    assert "0 thư" in told
    prompt("run", "--plan", NQ59, "--as-of", "2026-11-06")
    assert prompt.mails() == []


def test_the_ended_plan_opens_no_new_cycle(prompt: Prompt) -> None:
    told = prompt(
        "agenda", "--plan", "hai-phong-2024-2025", "--from", "2026-01-01", "--to", "2030-12-31", "--format", "json"
    )
    # Closing work of its last year: the figures of the three yearly minimums.
    assert {(action["duty"], action["cycle"], action["step"]) for action in json.loads(told)} == {
        ("chuong-trinh-trong-nam", "2025", "check-year"),
        ("doi-tac-moi", "2025", "check-year"),
        ("doan-bao-chi-nuoc-ngoai", "2025", "check-year"),
    }


def test_a_rehearsal_writes_every_mail_and_touches_neither_ledger_nor_network(prompt: Prompt, tmp_path: Path) -> None:
    out = tmp_path / "out"
    prompt("rehearse", "--plan", NQ59, "--from", "2026-10-01", "--to", "2026-12-31", "--out", str(out))
    rows = list(csv.DictReader((out / "messages.csv").read_text(encoding="utf-8-sig").splitlines()))
    # 18 units × (request, four reminders, two overdue notices), and four more: escalation, compiled, inside, outside.
    assert len(rows) == 18 * 7 + 4
    assert [row["recipient"] for row in rows if row["outward"] == "yes"] == ["bo-ngoai-giao"]
    for row in rows:
        mail = message_from_bytes((out / row["file"]).read_bytes(), policy=policy.default)
        assert row["address"] in str(mail["X-Dung-Hen-Recipient"])
    page = (out / "index.html").read_text(encoding="utf-8")
    # Digests: the page counts mails and what they hold apart, and tells the basis in words.
    assert f"{len({row['file'] for row in rows})} thư ({len(rows)} việc) sẽ được gửi" in page
    assert "(nhiệm vụ: văn bản ghi rõ)" in page
    assert prompt.mails() == []
    assert not (tmp_path / "var").exists()


def test_live_is_refused_while_addresses_are_placeholders_and_each_is_named(prompt: Prompt) -> None:
    assert prompt("live", "status").startswith("rehearsal")
    refused = prompt.run("live", "on")
    assert refused.returncode == 1
    assert "cuc-dien-anh" in refused.stderr
    assert "settings.yaml" in refused.stderr
    prompt.environment["DUNGHEN_MODE"] = "live"
    refused = prompt.run("run", "--plan", NQ59)
    assert refused.returncode == 1
    assert prompt.mails() == []


def test_live_goes_to_the_true_recipients_once_addresses_are_real(prompt: Prompt) -> None:
    for file in prompt.config.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(".invalid", ".gov.vn"), encoding="utf-8")
    prompt.set_clock("2026-10-28T08:00:00+07:00")
    prompt("live", "on", "--by", "Chuyên viên trực")
    assert prompt("live", "status").startswith("live")
    prompt("run", "--plan", NQ59)
    mails = prompt.mails()
    assert len(mails) == 18
    assert all("DIỄN TẬP" not in str(mail["Subject"]) and mail["X-Dung-Hen-Recipient"] is None for mail in mails)
    prompt("live", "off", "--by", "Chuyên viên trực")
    prompt("run", "--plan", NQ59)
    assert len(prompt.mails()) == 36


def test_an_unusable_setting_is_named_with_its_value(prompt: Prompt) -> None:
    prompt.environment["DUNGHEN_SMTP_PORT"] = "cổng"
    refused = prompt.run("run", "--plan", NQ59)
    assert refused.returncode == 1
    assert "DUNGHEN_SMTP_PORT: «cổng»" in refused.stderr


def test_the_database_is_made_ready_by_one_command(prompt: Prompt) -> None:
    assert "trống →" in prompt("db", "upgrade")
    assert "→" not in prompt("db", "upgrade")
