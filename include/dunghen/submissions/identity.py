"""Whose form it is: the hidden key, its signature, and what the sender said of it."""

from __future__ import annotations

from dataclasses import dataclass

from dunghen.exceptions import KeyFormatError
from dunghen.keys import CycleKey
from dunghen.records import Problem, Severity
from dunghen.submissions.layout import FORM_VERSION, SheetName
from dunghen.submissions.signature import is_signed
from dunghen.submissions.workbook import RawWorkbook

Owner = tuple[CycleKey, str]
"""A cycle and the slug of a unit."""

_NEXT_TIME = "Kỳ sau hãy dùng đúng biểu đã nhận."
_USE_THE_FORM = "Hãy điền vào đúng biểu gửi kèm thư đề nghị báo cáo của kỳ này rồi gửi lại."


@dataclass(frozen=True, slots=True)
class _Key:
    version: str
    owner: Owner
    signature: str


def identify(raw: RawWorkbook, *, secret: str, hint: Owner | None) -> tuple[Owner | None, tuple[Problem, ...]]:
    """The cycle and unit that the form belongs to, and what is wrong with its key.

    ``hint`` is what a trustworthy door knows (the operator at the prompt, a signed link): it decides, and a key that
    says otherwise is a blocker. Without a hint only a rightly signed key is believed.
    """
    key = _key(raw)
    if key is None:
        return hint, (_no_key(hint),)
    if not is_signed(key.signature, *key.owner, key.version, secret):
        return hint, (_not_ours(hint) if hint is None or key.owner == hint else _other(key, hint),)
    if hint is not None and key.owner != hint:
        return hint, (_other(key, hint),)
    if key.version != FORM_VERSION:
        return key.owner, (_blocker("form-version", "Biểu thuộc mẫu cũ, không còn dùng.", _USE_THE_FORM),)
    return key.owner, ()


def _key(raw: RawWorkbook) -> _Key | None:
    lines = {row[0]: row[1] for row in raw.sheets.get(SheetName.KEY, ()) if len(row) > 1}
    try:
        owner = CycleKey.parse(lines["cycle"]), lines["unit"]
        return _Key(lines["version"], owner, lines["signature"])
    except (KeyError, KeyFormatError):
        return None


def _no_key(hint: Owner | None) -> Problem:
    what = "Tệp không còn mã nhận dạng của biểu (trang ẩn «_dunghen»)"
    if hint:
        return Problem(Severity.WARNING, "key-missing", f"{what}; đã ghi nhận theo nơi gửi.", _NEXT_TIME)
    return _blocker("key-missing", f"{what}, nên không biết của đơn vị nào, kỳ nào.", _USE_THE_FORM)


def _not_ours(hint: Owner | None) -> Problem:
    what = "Mã nhận dạng của biểu đã bị sửa hoặc không do hệ thống này cấp"
    if hint:
        return Problem(Severity.WARNING, "key-altered", f"{what}; đã ghi nhận theo nơi gửi.", _NEXT_TIME)
    return _blocker("key-altered", f"{what}.", _USE_THE_FORM)


def _other(key: _Key, hint: Owner) -> Problem:
    (cycle, unit), (expected_cycle, expected_unit) = key.owner, hint
    return _blocker(
        "key-of-another",
        f"Biểu này của {unit}, kỳ {cycle}; cần biểu của {expected_unit}, kỳ {expected_cycle}.",
        _USE_THE_FORM,
    )


def _blocker(code: str, what: str, remedy: str) -> Problem:
    return Problem(Severity.BLOCKER, code, what, remedy, SheetName.KEY.value)
