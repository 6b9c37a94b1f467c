"""The table of programmes and stages, and its sums; every figure added by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl

from dunghen.kinds.budget.amounts import Entered
from dunghen.kinds.budget.table import BudgetRow, BudgetTable, tabulate
from dunghen.kinds.budget.workbook import to_xlsx

ACTS = ("estimate", "appraisal", "approval")
DAY = date(2025, 3, 10)
LABELS = {"estimate": "Lập dự toán", "appraisal": "Thẩm định dự toán", "approval": "Phê duyệt kinh phí"}
AS_OF = datetime(2025, 3, 24, 1, tzinfo=UTC)

LINES = [
    Entered("udomxay", "Đoàn Udomxay", "estimate", DAY, 320_000_000),
    Entered("incheon", "Đoàn Incheon", "estimate", DAY, 180_000_000),
    Entered("kitakyushu", "Đoàn Kitakyushu", "estimate", DAY, 500_000_001),
    Entered("incheon", "Đoàn Incheon", "appraisal", DAY, 175_000_000),
    Entered("udomxay", "Đoàn Udomxay", "appraisal", DAY, None),
]
TABLE = BudgetTable(
    acts=ACTS,
    rows=(
        BudgetRow("incheon", "Đoàn Incheon", (180_000_000, 175_000_000, None)),
        BudgetRow("kitakyushu", "Đoàn Kitakyushu", (500_000_001, None, None)),
        BudgetRow("udomxay", "Đoàn Udomxay", (320_000_000, None, None)),
    ),
    sums=(1_000_000_001, 175_000_000, None),
    overall=(None, None, None),
)


def test_each_stage_is_summed_over_the_programmes_to_the_dong() -> None:
    assert tabulate(LINES, ACTS) == TABLE


def test_an_amount_for_the_cycle_as_a_whole_is_shown_and_never_added() -> None:
    table = tabulate([*LINES, Entered("", "", "estimate", DAY, 3_600_000_000)], ACTS)
    assert table.sums == (1_000_000_001, 175_000_000, None)
    assert table.overall == (3_600_000_000, None, None)


def test_nothing_entered_is_an_empty_table_without_sums() -> None:
    table = tabulate([], ACTS)
    assert table == BudgetTable(ACTS, (), (None, None, None), (None, None, None))
    assert not table.has_amounts


def test_sums_too_large_for_a_float_stay_exact() -> None:
    lines = [Entered(f"ct-{one}", f"{one}", "estimate", DAY, 9_007_199_254_740_993) for one in range(3)]
    assert tabulate(lines, ("estimate",)).sums == (27_021_597_764_222_979,)


def test_the_workbook_has_a_row_for_each_programme_then_the_sums_as_numbers() -> None:
    table = tabulate([*LINES, Entered("", "", "estimate", DAY, 3_600_000_000)], ACTS)
    content = to_xlsx(
        table,
        title="Kinh phí 2025",
        note="Đơn vị: đồng.",
        labels=LABELS,
        doubts={"kitakyushu": "nằm trên mức dự kiến"},
        as_of=AS_OF,
    )
    sheet = openpyxl.load_workbook(BytesIO(content))["Kinh phí"]
    rows = [tuple(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert rows == [
        ("TT", "Chương trình", "Lập dự toán", "Thẩm định dự toán", "Phê duyệt kinh phí", "Lưu ý"),
        (1, "Đoàn Incheon", 180_000_000, 175_000_000, "", ""),
        (2, "Đoàn Kitakyushu", 500_000_001, "", "", "nằm trên mức dự kiến"),
        (3, "Đoàn Udomxay", 320_000_000, "", "", ""),
        ("", "Cộng", 1_000_000_001, 175_000_000, "", ""),
        ("", "Số ghi chung cho cả kỳ (không cộng vào trên)", 3_600_000_000, "", "", ""),
    ]
    assert sheet["C5"].number_format == "#,##0"


def test_a_title_that_looks_like_a_formula_stays_a_text_and_the_bytes_are_the_same_each_time() -> None:
    table = tabulate([Entered("x", "=1+1", "estimate", DAY, 180_000_000)], ("estimate",))
    contents = [to_xlsx(table, title="Kinh phí", note="", labels=LABELS, doubts={}, as_of=AS_OF) for _ in range(2)]
    assert contents[0] == contents[1]
    cell = openpyxl.load_workbook(BytesIO(contents[0]))["Kinh phí"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
