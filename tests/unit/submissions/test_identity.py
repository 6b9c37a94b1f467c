"""Whose form it is: the signed key, and the door that knows better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunghen.keys import CycleKey
from dunghen.records import Severity
from dunghen.submissions.identity import identify
from dunghen.submissions.signature import sign
from dunghen.submissions.workbook import RawWorkbook

if TYPE_CHECKING:
    from dunghen.submissions.identity import Owner

SECRET = "bí mật của cơ quan"
CYCLE = CycleKey("nq59-2025-2030", "annual-report", "2026")
OWNER = (CYCLE, "cuc-dien-anh")


def key(*, unit: str = "cuc-dien-anh", cycle: str = "2026", secret: str = SECRET, version: str = "1") -> RawWorkbook:
    """A workbook with a rightly signed key."""
    owner = CycleKey("nq59-2025-2030", "annual-report", cycle)
    lines = {"version": version, "cycle": str(owner), "unit": unit, "signature": sign(owner, unit, version, secret)}
    return RawWorkbook({"_dunghen": [list(line) for line in lines.items()]})


def altered(**lines: str) -> RawWorkbook:
    """A workbook whose key was changed after signing."""
    rows = [[name, lines.get(name, text)] for name, text in key().sheets["_dunghen"]]
    return RawWorkbook({"_dunghen": rows})


def test_a_rightly_signed_key_is_believed() -> None:
    assert identify(key(), secret=SECRET, hint=None) == (OWNER, ())


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(altered(unit="cuc-bao-chi"), id="another unit written into the key"),
        pytest.param(altered(cycle="nq59-2025-2030/annual-report/2027"), id="another cycle"),
        pytest.param(altered(version="2"), id="another version"),
        pytest.param(altered(signature="0" * 64), id="another signature"),
        pytest.param(altered(signature="chữ ký"), id="a signature that is no hex"),
        pytest.param(key(secret="bí mật khác"), id="signed by somebody else"),
    ],
)
def test_a_tampered_key_names_nobody(raw: RawWorkbook) -> None:
    owner, problems = identify(raw, secret=SECRET, hint=None)
    assert owner is None
    assert [(one.severity, one.code) for one in problems] == [(Severity.BLOCKER, "key-altered")]
    assert problems[0].what == "Mã nhận dạng của biểu đã bị sửa hoặc không do hệ thống này cấp."


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(RawWorkbook({}), id="no sheet"),
        pytest.param(RawWorkbook({"_dunghen": []}), id="an empty sheet"),
        pytest.param(altered(cycle="../../etc/passwd"), id="a cycle that is no cycle"),
    ],
)
def test_without_a_key_and_a_hint_nobody_knows_whose_it_is(raw: RawWorkbook) -> None:
    owner, problems = identify(raw, secret=SECRET, hint=None)
    assert owner is None
    assert problems[0].code == "key-missing"
    assert problems[0].what == (
        "Tệp không còn mã nhận dạng của biểu (trang ẩn «_dunghen»), nên không biết của đơn vị nào, kỳ nào."
    )
    assert problems[0].remedy == "Hãy điền vào đúng biểu gửi kèm thư đề nghị báo cáo của kỳ này rồi gửi lại."


@pytest.mark.parametrize(("raw", "code"), [(RawWorkbook({}), "key-missing"), (altered(signature="0"), "key-altered")])
def test_a_door_that_knows_makes_a_lost_or_broken_key_a_warning(raw: RawWorkbook, code: str) -> None:
    owner, problems = identify(raw, secret=SECRET, hint=OWNER)
    assert owner == OWNER
    assert [(one.severity, one.code) for one in problems] == [(Severity.WARNING, code)]


@pytest.mark.parametrize(
    ("hint", "what"),
    [
        (
            (CYCLE, "cuc-bao-chi"),
            "Biểu này của cuc-dien-anh, kỳ nq59-2025-2030/annual-report/2026; cần biểu của cuc-bao-chi, kỳ nq59-2025-2030/annual-report/2026.",
        ),
        (
            (CycleKey("nq59-2025-2030", "annual-report", "2027"), "cuc-dien-anh"),
            "Biểu này của cuc-dien-anh, kỳ nq59-2025-2030/annual-report/2026; cần biểu của cuc-dien-anh, kỳ nq59-2025-2030/annual-report/2027.",
        ),
    ],
)
def test_the_form_of_another_unit_or_cycle_is_refused(hint: Owner, what: str) -> None:
    owner, problems = identify(key(), secret=SECRET, hint=hint)
    assert owner == hint
    assert [(one.severity, one.code, one.what) for one in problems] == [(Severity.BLOCKER, "key-of-another", what)]


def test_a_form_of_an_older_layout_is_refused() -> None:
    owner, problems = identify(key(version="0"), secret=SECRET, hint=None)
    assert owner == OWNER
    assert [one.what for one in problems] == ["Biểu thuộc mẫu cũ, không còn dùng."]


def test_the_signature_is_hmac_sha256_over_version_cycle_and_unit() -> None:
    # printf 'dunghen form\n1\nnq59-2025-2030/annual-report/2026\ncuc-dien-anh' | openssl dgst -sha256 -hmac abc
    assert sign(CYCLE, "cuc-dien-anh", "1", "abc") == "7c398d33c5b3c7c7edc7163aa429ec15da01052f3c1f01a02c88a44de9bc0b7d"
