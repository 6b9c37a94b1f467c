"""``dunghen audit``: what was done at the prompt stands there with the account and the machine, and a change of it shows."""

from __future__ import annotations

import getpass
import json
import socket
import sqlite3


def test_an_act_at_the_prompt_is_told_and_the_trail_is_whole(prompt):
    assert "chưa có mục nào" in prompt("audit", "check")
    prompt("live", "off", "--by", "Lan")
    (entry,) = json.loads(prompt("audit", "list", "--json"))
    act = entry["act"]
    assert (act["by"], act["deed"], act["subject"], act["detail"]) == ("Lan", "switched", "mode", "rehearsal")
    assert act["origin"] == f"dòng lệnh, {getpass.getuser()}@{socket.gethostname()}"
    assert "Lan  đặt công tắc  mode  rehearsal" in prompt("audit", "list", "--find", "mode")
    assert prompt("audit", "list", "--find", "không có") == ""
    assert "Nhật ký nguyên vẹn: 1 mục" in prompt("audit", "check")


def test_a_row_changed_behind_the_engine_s_back_is_named_and_the_exit_code_is_1(prompt):
    for _ in range(2):
        prompt("live", "off", "--by", "Lan")
    with sqlite3.connect(prompt.folder / "var" / "ledger.sqlite3") as database:
        database.execute("DROP TRIGGER audit_stays_update")
        database.execute("UPDATE audit SET by = 'Minh' WHERE number = 1")
    done = prompt.run("audit", "check")
    assert done.returncode == 1
    assert "mục số 1 không còn như khi ghi" in done.stderr


def test_a_trail_whose_end_is_gone_shows_by_the_mark_beside_the_files(prompt):
    for _ in range(3):
        prompt("live", "off", "--by", "Lan")
    with sqlite3.connect(prompt.folder / "var" / "ledger.sqlite3") as database:
        database.execute("DROP TRIGGER audit_stays_delete")
        database.execute("DELETE FROM audit WHERE number = 3")
    done = prompt.run("audit", "check")
    assert done.returncode == 1
    assert "dừng ở mục số 2, dấu ngoài sổ cho biết đã có mục số 3" in done.stderr
