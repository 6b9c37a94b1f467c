"""One cycle, compiled and printed once for all tests that read it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunghen.consolidation.document import to_docx
from dunghen.consolidation.workbook import to_xlsx
from tests.integration.consolidation.cases import ISSUER, Year

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.consolidation.consolidated import Consolidated


@pytest.fixture(scope="session")
def year(root: Path) -> Year:
    return Year.of_2026(root / "config")


@pytest.fixture(scope="session")
def report(year: Year) -> Consolidated:
    return year.compiled(year.handed_in())


@pytest.fixture(scope="session")
def docx_bytes(report: Consolidated) -> bytes:
    return to_docx(report, issuer=ISSUER)


@pytest.fixture(scope="session")
def xlsx_bytes(report: Consolidated) -> bytes:
    return to_xlsx(report)
