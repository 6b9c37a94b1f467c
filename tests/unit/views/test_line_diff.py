"""Two texts line by line."""

from __future__ import annotations

from dunghen.views.line_diff import line_diff

LETTER = "\n".join(["Kính gửi:", "một", "hai", "ba", "Hạn: 27/11", "bốn", "năm", "sáu", "Trân trọng./."])


def shown(before: str, after: str) -> list[str]:
    marks = {"same": " ", "gone": "-", "new": "+", "left-out": "…"}
    return [f"{marks[line.state]}{line.text}" for line in line_diff(before, after)]


def test_a_changed_line_stands_between_two_that_stayed_on_each_side_and_the_rest_is_left_out() -> None:
    assert shown(LETTER, LETTER.replace("27/11", "26/11")) == [
        "…", " hai", " ba", "-Hạn: 27/11", "+Hạn: 26/11", " bốn", " năm", "…",
    ]  # fmt: skip


def test_at_the_ends_nothing_is_left_out() -> None:
    assert shown("một\nhai", "không\nmột\nhai") == ["+không", " một", " hai"]
    assert shown("một\nhai", "một") == [" một", "-hai"]


def test_changes_far_from_each_other_are_shown_apart() -> None:
    lines = [str(number) for number in range(20)]
    after = ["x", *lines[1:19], "y"]

    assert shown("\n".join(lines), "\n".join(after)) == [
        "-0", "+x", " 1", " 2", "…", " 17", " 18", "-19", "+y",
    ]  # fmt: skip


def test_the_same_text_has_no_lines_to_show() -> None:
    assert shown(LETTER, LETTER) == []
