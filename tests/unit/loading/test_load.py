"""Every mistake in the configuration is found at load, all at once, with file, line, value and what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunghen.loading.config import BrokenPlan
from dunghen.loading.load import load_config

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.values.problem import ConfigProblem

PLAN_FILE = "plans/ke-hoach.yaml"


def broken(config: Path, file: str, old: str, new: str) -> list[ConfigProblem]:
    """The problems after one change to one file, which must change something."""
    path = config / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(load_config(config).problems)


def test_a_sound_configuration_has_no_problem(config: Path) -> None:
    loaded = load_config(config)
    assert loaded.problems == ()
    assert [plan.id for plan in loaded.sound_plans] == ["ke-hoach"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "where", "value", "suggestion"),
    [
        (PLAN_FILE, "status: active", "status: actve", 5, "status", "actve", "active"),
        (PLAN_FILE, "short_title:", "short_titel:", 3, "short_titel", "short_titel", "short_title"),
        (PLAN_FILE, "kind: report", "kind: raport", 13, "duties[0].kind", "raport", "report"),
        (PLAN_FILE, "request: -30d", "request: 30 days", 22, "duties[0].steps.request", "30 days", None),
        (PLAN_FILE, "lead: cuc-hop-tac-quoc-te", "lead: cuc-hop-tac-quoc-ta", 9, "lead", "cuc-hop-tac-quoc-ta", "cuc-hop-tac-quoc-te"),
        (PLAN_FILE, "to: [lanh-dao-bo], then", "to: [lanh-dao], then", 25, "duties[0].steps.deliver.to", "lanh-dao", "lanh-dao-bo"),
        (PLAN_FILE, "id: ke-hoach", "id: ke-hoach-2", 1, "id", "ke-hoach-2", "ke-hoach"),
        (PLAN_FILE, 'before: "11-30"', 'before: "11-31"', 17, "duties[0].every.year.before", "11-31", None),
        ("units.yaml", "email: lanh-dao@dunghen.invalid", "email: lanh-dao(at)bo", 4, "units[2].email", "lanh-dao(at)bo", None),
        ("units.yaml", "members: [cuc-hop-tac-quoc-te, cuc-dien-anh]", "members: [cuc-hop-tac-quoc-te, cuc-dien-an]", 7, "groups[0].members[1]", "cuc-dien-an", "cuc-dien-anh"),
        ("calendar.yaml", 'day: "off"', "day: nghi", 4, "overrides[0].day", "nghi", None),
        ("settings.yaml", "email: truc@dunghen.invalid", "email: truc", 2, "operator.email", "truc", None),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_value_and_what_is_near(
    config: Path, file: str, old: str, new: str, line: int, where: str, value: str | None, suggestion: str | None
) -> None:
    found = [one for one in broken(config, file, old, new) if one.file == file]
    assert [(one.line, one.where, one.value, one.suggestion) for one in found] == [(line, where, value, suggestion)]


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\ud800", "\\uFFFF"])
def test_an_escaped_character_that_nothing_can_keep_is_refused_as_the_character_itself(
    config: Path, escape: str
) -> None:
    found = broken(config, PLAN_FILE, "short_title:", f'short_title: "a{escape}b"\nnote:')
    assert [(one.line, "có ký tự" in one.what) for one in found] == [(3, True)]


def test_a_name_in_keys_has_a_hundred_letters_at_most(config: Path) -> None:
    # PostgreSQL indexes no key of more than 2,704 bytes.
    found = broken(config, PLAN_FILE, "id: ke-hoach", f"id: {'a' * 101}")
    assert {(one.line, one.where) for one in found} == {(1, "id")}


def test_all_problems_are_told_at_once(config: Path) -> None:
    broken(config, "units.yaml", "email: dien-anh@dunghen.invalid", "email: dien-anh(at)bo")
    broken(config, "settings.yaml", "email: truc@dunghen.invalid", "email: truc")
    found = broken(config, PLAN_FILE, "status: active", "status: actve")
    assert {one.file for one in found} == {"units.yaml", "settings.yaml", PLAN_FILE}


def test_a_broken_plan_hides_no_other(config: Path) -> None:
    (config / "plans" / "hong.yaml").write_text("id: [", encoding="utf-8")
    loaded = load_config(config)
    assert [isinstance(plan, BrokenPlan) for plan in loaded.plans] == [True, False]
    assert isinstance(loaded.plans[0], BrokenPlan)
    assert loaded.plans[0].problems[0].file == "plans/hong.yaml"


def test_a_broken_unit_breaks_only_what_names_it(config: Path) -> None:
    problems = broken(config, "units.yaml", "slug: bo-ngoai-giao", "slug: Bo Ngoai Giao")
    assert {(one.file, one.line) for one in problems} == {("units.yaml", 5), (PLAN_FILE, 25)}


def test_a_plan_whose_group_lacks_a_unit_stands_still_rather_than_forget_it(config: Path) -> None:
    problems = broken(config, "units.yaml", "email: dien-anh@dunghen.invalid", "email: dien-anh(at)bo")
    assert [(one.file, one.where, one.value) for one in problems] == [
        ("units.yaml", "units[1].email", "dien-anh(at)bo")
    ]
    (plan,) = load_config(config).broken_plans
    assert list(plan.problems) == problems


def test_an_id_that_stands_twice_is_found(config: Path) -> None:
    text = (config / PLAN_FILE).read_text(encoding="utf-8")
    duty = text[text.index("  - id: annual-report") :]
    (config / PLAN_FILE).write_text(text + duty, encoding="utf-8")
    assert {(one.where, one.value) for one in load_config(config).problems} == {
        ("duties[0].id", "annual-report"),
        ("duties[0].facts", "bao-cao-nam"),
        ("duties[1].id", "annual-report"),
        ("duties[1].facts", "bao-cao-nam"),
    }


def test_a_key_that_stands_twice_is_found(config: Path) -> None:
    problems = broken(config, PLAN_FILE, "status: active", "status: active\nstatus: draft")
    assert [(one.line, one.what) for one in problems] == [(6, "khóa ghi hai lần")]


def test_a_date_outside_the_plans_period_is_found(config: Path) -> None:
    deliverable = (
        "  - {id: chien-luoc, kind: deliverable, title: Chiến lược, facts: [chien-luoc], year: 2031,\n"
        "     source: {lines: 496-516, quote: Chiến lược, basis: stated}, waiting_for: [ngày hoàn thành]}\n"
    )
    problems = broken(config, PLAN_FILE, "duties:\n", "duties:\n" + deliverable)
    assert [(one.line, one.where, one.value) for one in problems] == [(12, "duties[0].year", "2031")]


def test_a_template_variable_that_does_not_exist_is_found(config: Path) -> None:
    problems = broken(config, PLAN_FILE, "    every:", '    introduction: "Kính gửi {{ unt }}"\n    every:')
    assert [(one.line, one.where, one.value, one.suggestion) for one in problems] == [
        (17, "duties[0].introduction", "unt", "unit")
    ]


def test_a_recipient_outside_the_house_needs_an_approved_step(config: Path) -> None:
    problems = broken(config, PLAN_FILE, "deliver: {to: [lanh-dao-bo], then", "deliver: {to: [bo-ngoai-giao], then")
    assert [(one.where, one.value) for one in problems] == [("duties[0].steps.deliver.to", "bo-ngoai-giao")]


def test_a_unit_that_another_house_takes_over_needs_an_approved_step(config: Path) -> None:
    old = "slug: cuc-dien-anh,"
    taken_over = f"{old} valid_to: 2027-06-30, successor: bo-ngoai-giao,"
    problems = broken(config, "units.yaml", old, taken_over)
    assert {(one.file, one.value) for one in problems} == {
        ("units.yaml", "bo-ngoai-giao"),
        (PLAN_FILE, "cuc-dien-anh"),
    }
    assert {one.what for one in problems} == {
        "đơn vị kế tiếp thuộc cơ quan khác: thư nội bộ sẽ ra ngoài mà không ai duyệt",
        "nơi nhận ở ngoài cơ quan phải chờ người có tên duyệt",
    }


def test_a_strict_deadline_cannot_roll_past_its_bound(config: Path) -> None:
    problems = broken(config, PLAN_FILE, "previous-working-day", "next-working-day")
    assert [(one.line, one.where) for one in problems] == [(17, "duties[0].every")]


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        ("valid_to: 2027-06-30", "valid_from: 2027-06-30", "units[5].slug"),
        ("valid_to: 2027-06-30", "name: Cục B", "units[5].slug"),
    ],
)
def test_overlapping_validity_is_found(config: Path, first: str, second: str, where: str) -> None:
    both = (
        f"  - {{slug: cuc-a, name: Cục A, house: bo, {first}}}\n  - {{slug: cuc-a, house: bo, name: Cục A, {second}}}\n"
    )
    if "name: Cục B" in second:
        both = both.replace("name: Cục A, name: Cục B", "name: Cục B")
    problems = broken(config, "units.yaml", "groups:", both + "groups:")
    assert [(one.where, one.value) for one in problems] == [(where, "cuc-a")]


def test_two_records_of_one_unit_may_follow_each_other(config: Path) -> None:
    both = (
        "  - {slug: cuc-a, name: Cục A, house: bo, valid_to: 2027-06-30}\n"
        "  - {slug: cuc-a, name: Cục A mới, house: bo, valid_from: 2027-07-01}\n"
    )
    assert broken(config, "units.yaml", "groups:", both + "groups:") == []


def test_delegations_that_overlap_are_found(config: Path) -> None:
    delegations = (
        "delegations: [{email: a@dunghen.invalid, since: 2026-01-01, until: 2026-06-30},"
        " {email: b@dunghen.invalid, since: 2026-06-30, until: 2026-12-31}], house: bo}"
    )
    problems = broken(config, "units.yaml", "house: bo}", delegations)
    assert [one.where for one in problems] == ["units[0].delegations[1]"]


def test_a_task_table_that_is_not_there_is_found_and_the_nearest_named(config: Path) -> None:
    (config / "plans" / "bang.csv").write_text("tt\n", encoding="utf-8")
    problems = broken(config, PLAN_FILE, "duties:\n", "tasks: ../bang.csv\nduties:\n")
    assert [(one.where, one.value, one.suggestion) for one in problems] == [("tasks", "../bang.csv", "bang.csv")]


def test_yaml_reads_an_afternoon_hour_as_an_hour(config: Path) -> None:
    assert broken(config, PLAN_FILE, "duties:\n", "at: 14:00\nduties:\n") == []
    plan = next(load_config(config).sound_plans)
    assert plan.at.isoformat() == "14:00:00"


def test_the_key_on_is_a_word_and_not_what_yaml_takes_it_for(config: Path) -> None:
    assert broken(config, PLAN_FILE, '{before: "11-30"}', "{on: 11-29}") == []


def test_a_day_that_no_calendar_has_is_one_problem_at_its_line(config: Path) -> None:
    problems = broken(config, PLAN_FILE, "to: 2030-12-31", "to: 2030-02-30")
    assert [(one.where, one.value) for one in problems] == [("period.to", "2030-02-30")]
    assert "phải là ngày năm-tháng-ngày" in problems[0].what


def test_a_task_loads_only_its_own_plan(config: Path) -> None:
    (config / "plans" / "hong.yaml").write_text("id: [", encoding="utf-8")
    loaded = load_config(config, only="ke-hoach")
    assert [plan.id for plan in loaded.sound_plans] == ["ke-hoach"]
    assert loaded.problems == ()


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"id: x\n# \xff\n", 2, "không phải mã UTF-8"),
        (b"id:\n\t- x\n", 2, "không phải YAML: ký tự không được đứng đầu giá trị; YAML thụt dòng bằng dấu cách, không bằng tab"),
        (b"[" * 50_000, 1, "không phải YAML: lồng nhau quá sâu"),
        (b"a: &a [*a]\n", 1, "không phải YAML: dấu * trỏ tới tên chưa có hoặc tới chính chỗ chứa nó"),
        (BOMB.encode(), 1, "không phải YAML: quá lớn: hơn 20000 giá trị"),
    ],
    ids=["no UTF-8", "a tab", "brackets without end", "an alias within itself", "aliases of aliases"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_problem_and_hides_no_plan(
    config: Path, content: bytes, line: int, what: str
) -> None:
    (config / "plans" / "hong.yaml").write_bytes(content)
    loaded = load_config(config)
    assert [(one.file, one.line, one.what) for one in loaded.problems] == [("plans/hong.yaml", line, what)]
    assert [plan.id for plan in loaded.sound_plans] == ["ke-hoach"]


def test_a_plan_file_that_is_a_folder_or_leads_nowhere_hides_no_plan(config: Path) -> None:
    (config / "plans" / "mot.yaml").mkdir()
    (config / "plans" / "hai.yaml").symlink_to(config / "khong-co")
    loaded = load_config(config)
    assert [one.file for one in loaded.problems] == ["plans/hai.yaml", "plans/mot.yaml"]
    assert [plan.id for plan in loaded.sound_plans] == ["ke-hoach"]


def test_a_file_that_lists_what_nobody_reads_is_not_taken_for_an_empty_one(config: Path) -> None:
    (config / "partners.yaml").write_text("partner:\n  - {slug: a}\n", encoding="utf-8")
    assert [(one.file, one.line, one.where, one.suggestion) for one in load_config(config).problems] == [
        ("partners.yaml", 1, "partner", "partners")
    ]


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "2030-12-31"), ("2025-01-01", "9999-12-31")])
def test_a_period_that_is_no_plans_is_one_problem_and_not_a_calendar_without_end(
    config: Path, first: str, last: str
) -> None:
    found = broken(config, PLAN_FILE, "{from: 2025-01-01, to: 2030-12-31}", f"{{from: {first}, to: {last}}}")
    assert [(one.line, one.where) for one in found] == [(6, "period")]


def test_a_plan_file_with_another_ending_is_not_passed_over_in_silence(config: Path) -> None:
    (config / "plans" / "khac.yml").write_text("id: khac", encoding="utf-8")
    assert [(one.file, one.suggestion) for one in load_config(config).problems] == [("plans/khac.yml", "khac.yaml")]


def test_whom_nobody_may_write_to_without_approval_may_not_hide_in_a_group(config: Path) -> None:
    members = "members: [cuc-hop-tac-quoc-te, cuc-dien-anh]"
    problems = broken(config, "units.yaml", members, "members: [cuc-hop-tac-quoc-te, bo-ngoai-giao]")
    assert [(one.file, one.where, one.value) for one in problems] == [(PLAN_FILE, "units[0]", "bo-ngoai-giao")]


@pytest.mark.parametrize(
    ("old", "new", "where", "value"),
    [
        ("house: bo\nlead", "house: bo-ngoai\nlead", "house", "bo-ngoai"),
        ("issuer: lanh-dao-bo", "issuer: lanh-dao", "document.issuer", "lanh-dao"),
        ("status: active", "status: active\nat: 8", "at", "8"),
        ("status: active", "status: active\nat: 8.30", "at", "8.3"),
        ("status: active", "status: active\nat: 08:00Z", "at", "08:00Z"),
    ],
)
def test_a_name_or_an_hour_that_does_not_exist_is_found(
    config: Path, old: str, new: str, where: str, value: str
) -> None:
    assert (where, value) in [(one.where, one.value) for one in broken(config, PLAN_FILE, old, new)]


def test_every_unknown_variable_of_a_text_is_told(config: Path) -> None:
    text = "    steps:\n"
    (one,) = broken(config, PLAN_FILE, text, f'    subject: "{{{{ unitt }}}} {{{{ planx }}}}"\n{text}')
    assert (one.where, one.value, one.suggestion) == ("duties[0].subject", "planx, unitt", "plan, unit")


def test_a_unit_that_ends_before_it_begins_is_found(config: Path) -> None:
    slug = "{slug: cuc-dien-anh,"
    found = broken(config, "units.yaml", slug, f"{slug} valid_from: 2026-05-01, valid_to: 2026-01-01,")
    assert "đơn vị hết hiệu lực (2026-01-01) trước khi có hiệu lực (2026-05-01)" in [one.what for one in found]
