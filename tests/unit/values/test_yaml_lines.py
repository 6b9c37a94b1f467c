"""The loader reads what YAML 1.1 means, knows the line of each value, and refuses in words what no plan needs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from dunghen.values.yaml_faults import line_and_remedy, told
from dunghen.values.yaml_lines import parse_yaml


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# ghi chú\n", None),
        ("\ufeffa: 1\n", {"a": 1}),
        ("a: 14:00\n", {"a": 840}),
        ("a: 2026-05-12\n", {"a": date(2026, 5, 12)}),
        ("a: 2026-02-31\n", {"a": "2026-02-31"}),
        ("a: 2026-01-01 00:00:00 +99:00\n", {"a": "2026-01-01 00:00:00 +99:00"}),
        ("a: 0x_\n", {"a": "0x_"}),
        ("a: " + "9" * 5_000 + "\n", {"a": "9" * 5_000}),
        ("a: 1" + ":59" * 100_000 + "\n", {"a": "1" + ":59" * 100_000}),
        ("a: <<\nb: =\n", {"a": "<<", "b": "="}),
        ("a: 'on'\nb: on\non: c\n", {"a": "on", "b": True, "on": "c"}),
        ("2026: a\n2026-05-12: b\n~: c\n1.5: d\n", {2026: "a", date(2026, 5, 12): "b", "~": "c", "1.5": "d"}),
        ("a: !!str 5\n", {"a": "5"}),
        ("- &x {k: 1}\n- *x\n- &x 2\n- *x\n", [{"k": 1}, {"k": 1}, 2, 2]),
        ("- &x 1\n- &y [*x]\n- &x 2\n- *y\n", [1, [1], 2, [1]]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_text_is_read_as_what_it_means(text: str, data: Any) -> None:
    assert parse_yaml(text).data == data


def test_every_value_has_its_line_and_what_an_alias_stands_for_the_line_where_it_is_written() -> None:
    read = parse_yaml("a: &x\n  b: [1,\n      2]\nc: *x\n")
    assert dict(read.lines) == {
        (): 1,
        ("a",): 1,
        ("a", "b"): 2,
        ("a", "b", 0): 2,
        ("a", "b", 1): 3,
        ("c",): 4,
        ("c", "b"): 2,
        ("c", "b", 0): 2,
        ("c", "b", 1): 3,
    }


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("id: x\nsubject: {{ duty_title }}\n", 2, "ngoặc nhọn", "dấu nháy"),
        ("id: x\nsubject: {{ duty_title }} của {{ unit }}\n", 2, "ngoặc nhọn", "dấu nháy"),
        ("a: {b: {{ c }}, d: e}\n", 1, "ngoặc nhọn", "dấu nháy"),
        ("- {{ a.b }}\n", 1, "ngoặc nhọn", "dấu nháy"),
        ("a: {% if b %}\n", 1, "ký tự không được đứng đầu", "dấu nháy"),
        ("? [a, b]\n: c\n", 1, "khóa phải là chữ", "khóa"),
        ("a: &a {b: c}\nd:\n  <<: *a\n", 3, "«<<»", "ghi thẳng"),
        ("a:\n  !!python/object:os.system b\n", 2, "dấu !", "dấu nháy"),
        ("a: !!set {b, c}\n", 1, "dấu !", "dấu nháy"),
        ("a: 1\nb: *c\n", 2, "dấu *", "dấu nháy"),
        ("a: 1\n---\nb: 2\n", 2, "hai tài liệu", "một"),
        ("a: 1\nb: \x07\n", 2, "ký tự điều khiển", "tệp chữ"),
        ("a: 1\n\0", 2, "ký tự điều khiển", "tệp chữ"),
        ("a: 1\nb: \ud800\n", 2, "không phải Unicode", "xóa"),
        ("%TAG ! tag:x,2000:\n--- a\n", 1, "%TAG", "bỏ dòng"),
        ("".join(f"%TAG !{n}! b\n" for n in range(60_000)) + "--- a\n", 1, "%TAG", "bỏ dòng"),
        ("a:\n" + "- " * 60_000, 2, "quá sâu", "bớt"),
        ("[" * 60_000, 1, "quá sâu", "bớt"),
        ("{" * 60_000, 1, "ngoặc nhọn", "dấu nháy"),
        ("? " * 60_000, 1, "ngoặc nhọn", "dấu nháy"),
        ("".join("  " * n + "a:\n" for n in range(900)), 52, "quá sâu", "bớt"),
        ("- a\n" * 200_000, 20_000, "quá lớn", "bớt"),
        ("".join(f"k{n}: 1\n" for n in range(90_000)), 20_000, "quá lớn", "bớt"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_what_no_plan_needs_is_refused_at_its_line_with_a_remedy(text: str, line: int, what: str, remedy: str) -> None:
    with pytest.raises(yaml.YAMLError) as refused:
        parse_yaml(text)
    found, mend = line_and_remedy(refused.value)
    assert (found, what in told(refused.value), remedy in mend) == (line, True, True), told(refused.value)


@pytest.mark.parametrize(
    "text",
    ["a: [", "a: ]", "a: 'b", 'a: "\\z"', "a: b: c", "a:\n  b: 1\n c: 2", "- a\nb", "a: |x", "a: @b", "a: &", "a: *", "%X", "a\n%YAML 1.1\n---\n", "a: !<", "a: !x!y", "? a\n- b", "a: - b", "a: 'b\n---\n'", "\ta: b", "{a b: c", "[a,,]"],
)  # fmt: skip
def test_a_fault_is_told_in_vietnamese(text: str) -> None:
    with pytest.raises(yaml.YAMLError) as refused:
        parse_yaml(text)
    assert not told(refused.value).isascii(), told(refused.value)
