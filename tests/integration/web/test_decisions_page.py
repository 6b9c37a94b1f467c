"""*Cần cấu hình*, asked of the application."""

from __future__ import annotations

from pathlib import Path


def changed(files: Path, old: str, new: str) -> None:
    plan = files.parent / "config" / "plans" / "ke-hoach.yaml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


def test_a_problem_stands_first_with_file_line_value_and_what_is_near(client, files: Path) -> None:
    plans = files.parent / "config" / "plans"
    sound = (plans / "ke-hoach.yaml").read_text(encoding="utf-8")
    broken = sound.replace("id: ke-hoach\n", "id: hong\n").replace("status: active", 'status: "act<b>ve"')
    (plans / "hong.yaml").write_text(broken, encoding="utf-8")

    shown = client.get("/can-cau-hinh").text

    assert "<code>plans/hong.yaml:5</code>" in shown
    assert "Giá trị: <code>act&lt;b&gt;ve</code>" in shown
    assert "Gợi ý: <b>active</b>" in shown
    assert shown.index("Lỗi trong tệp cấu hình: 1") < shown.index("Dùng chung cho mọi kế hoạch")


def test_a_saved_file_shows_at_the_next_request(client, files: Path) -> None:
    assert "Lỗi trong tệp cấu hình" not in client.get("/can-cau-hinh").text

    changed(files, "status: active", "status: actve")
    assert "Lỗi trong tệp cấu hình" in client.get("/can-cau-hinh").text

    changed(files, "status: actve", "status: active")
    assert "Lỗi trong tệp cấu hình" not in client.get("/can-cau-hinh").text


def test_a_decision_stands_with_the_line_that_leaves_it_open_its_form_and_the_key_for_whoever_writes_files(
    client, files: Path
) -> None:
    changed(
        files,
        "not_scheduled: []",
        """\
  - id: ban-ghi-nho
    kind: deliverable
    title: Bản ghi nhớ
    facts: [ban-ghi-nho]
    source: {lines: 12, quote: "ký bản ghi nhớ", basis: stated}
    waiting_for: [hạn ký (due), cấp ký]
not_scheduled: []""",
    )

    shown = client.get("/can-cau-hinh").text

    assert "ke-hoach.txt, dòng 12" in shown
    assert "«ký bản ghi nhớ»" in shown
    assert 'href="/dunghen/sua/nhiem-vu?ke-hoach=ke-hoach&amp;nhiem-vu=ban-ghi-nho#due"' in shown
    assert 'href="/dunghen/sua/nhiem-vu?ke-hoach=ke-hoach&amp;nhiem-vu=ban-ghi-nho#waiting_for"' in shown
    assert "<code>config/office/plans/ke-hoach.yaml</code>, khóa <code>due</code>" in shown
    assert "ghi quyết định vào <code>note</code> của nhiệm vụ" in shown
