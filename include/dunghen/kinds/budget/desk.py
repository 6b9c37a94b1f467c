"""The form of the money: by year, the day of each stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dunghen.fields.days import Day
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Number, Section, Sent
from dunghen.fields.of_model import inputs_of
from dunghen.fields.rows import Rows
from dunghen.kinds.budget.model import LABELS, BudgetSteps

_YEAR = "year"


class StageDays(Rows):
    """By year, the day of each stage: rows in the form, a mapping of mappings in the file."""

    def content(self, value: Any) -> list[list[Any]]:
        return super().content(_rows(value))

    def text(self, value: Any) -> str:
        return "; ".join(self._line(row) for row in _rows(value)) or "—"

    def _line(self, row: Mapping[str, Any]) -> str:
        stages = (one for one in self.columns if one.name in row and one.name != _YEAR)
        return f"năm {row[_YEAR]}: " + ", ".join(f"{one.label.lower()} {one.text(row[one.name])}" for one in stages)

    def read(self, sent: Sent) -> Any:
        years: dict[int, dict[str, Any]] = {}
        for row in super().read(sent) or []:
            year = row.pop(_YEAR)
            if year in years:
                raise ValueError(f"năm {year} ghi hai dòng: gộp lại một")
            if not row:
                raise ValueError(f"năm {year} chưa có ngày nào")
            years[year] = row
        return years or None


def _rows(value: Any) -> list[dict[str, Any]]:
    years = value.items() if isinstance(value, Mapping) else ()
    return [{_YEAR: year, **days} for year, days in sorted(years) if days]


def _sections(form: DutyForm) -> tuple[Section, ...]:
    name = form.office.directory.name
    days = StageDays(
        path=("dates",),
        label="Hạn từng bước của từng năm",
        columns=(
            Number(path=(_YEAR,), label="Năm ngân sách", least=1990, most=2200, required=True),
            *(Day(path=(one.act.value,), label=f"{LABELS[one.act]} ({name(one.by)})") for one in form.duty.stages),
        ),
    )
    return (Section("Hạn các bước", (days,)),)


DESK = Desk(lambda _: inputs_of(BudgetSteps, at=("steps",)), _sections)
