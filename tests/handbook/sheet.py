"""The unit heads' sheet as one printed page: the Markdown of the handbook, with its pictures, by Chromium's own printing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from dunghen.entrypoints.web.handbook import SHEET, SHEET_PDF, rendered
from tests.handbook.stage import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from pathlib import Path

NAME = SHEET.removesuffix(".md")
_STYLE = """
@page { size: A4; margin: 11mm 13mm; }
body { font: 12pt/1.38 "Liberation Sans", Arial, sans-serif; color: #1d2433; margin: 0; }
h1 { font-size: 19pt; margin: 0 0 1mm; color: #12519c; }
p { margin: 0 0 3mm; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 0 0 3mm; }
th { text-align: left; font-size: 12pt; padding: 1mm 1.5mm; background: #e9f1fb; color: #12519c; }
td { vertical-align: top; padding: 1.5mm; font-size: 11pt; }
td img { display: block; width: 100%; max-height: 92mm; object-fit: contain; object-position: top; border: 0.3mm solid #d5dae3; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 2.2mm; padding: 0 0 0 3mm; border-left: 1mm solid #12519c; }
"""


def print_sheet(root: Path) -> None:
    """Write the PDF.

    Raises:
        ValueError: it is not one page.
    """
    folder = root / "docs" / "so-tay"
    text = rendered((folder / SHEET).read_text(encoding="utf-8"), f"{folder.as_uri()}/")
    body = f"<h1>{text.title}</h1>{text.html}".replace(' loading="lazy"', "")
    page_file = folder / ".sheet.html"
    page_file.write_text(
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{text.title}</title><style>{_STYLE}</style>{body}',
        encoding="utf-8",
    )
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page()
            page.goto(page_file.as_uri())
            page.pdf(path=folder / SHEET_PDF, prefer_css_page_size=True, print_background=True, tagged=True)
            browser.close()
    finally:
        page_file.unlink()
    if (pages := page_count(folder / SHEET_PDF)) != 1:
        raise ValueError(f"{SHEET_PDF} has {pages} pages; shorten {SHEET}")


def page_count(pdf: Path) -> int:
    """By poppler's own reading."""
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[-1] for line in told.splitlines() if line.startswith("Pages:")))
