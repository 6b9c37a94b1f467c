"""``make screenshots``: the pictures of ``docs/so-tay`` and the printed sheet, of a real Airflow in a living state.

``--only NAME`` (again and again) makes one of them; ``--list`` names them. A page that is missing fails by the name of
its picture, after all others have been made. Needs Debian's Chromium and nothing from the network.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

from tests.handbook import desk_shots, phone_shots, sheet
from tests.handbook.airflow import airflow, free_port
from tests.handbook.palette import smaller
from tests.handbook.stage import CHROMIUM, FLAGS, PageMissingError, Stage
from tests.handbook.story import office

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.handbook.stage import Shot

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "so-tay" / "hinh"
SHOTS: Sequence[Shot] = (*desk_shots.SHOTS, *phone_shots.SHOTS)


def main() -> int:
    """Make what the command line asks for; returns the exit code."""
    names = [one.name for one in SHOTS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=[*names, sheet.NAME], metavar="NAME")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join([*names, sheet.NAME]))
        return 0
    wanted = set(asked.only or [*names, sheet.NAME])
    missing = _make([one for one in SHOTS if one.name in wanted])
    if sheet.NAME in wanted and not missing:
        sheet.print_sheet(ROOT)
    for line in missing:
        print(f"✗ {line}", file=sys.stderr)
    return 1 if missing else 0


def _make(shots: Sequence[Shot]) -> list[str]:
    """Write the pictures; returns what could not be made, and why."""
    if not shots:
        return []
    missing = []
    with tempfile.TemporaryDirectory(prefix="so-tay-") as folder:
        var, port = Path(folder) / "var", free_port()
        config = Path(shutil.copytree(ROOT / "config", Path(folder) / "config"))
        with (
            office(var, config, f"http://localhost:{port}") as place,
            airflow(place, ROOT, port) as running,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=[*FLAGS, "--lang=vi"], env={**os.environ, "LANGUAGE": "vi"}
            )
            stage = Stage(browser, running, place)
            for one in _in_order_of_time(shots):
                try:
                    _take(one, stage)
                except (PageMissingError, LookupError, TimeoutError, Error) as error:
                    missing.append(f"{one.name}: {str(error).splitlines()[0]}")
            browser.close()
    return missing


def _in_order_of_time(shots: Iterable[Shot]) -> list[Shot]:
    return sorted(shots, key=lambda one: one.now)


def _take(one: Shot, stage: Stage) -> None:
    if stage.office.now < one.now:
        stage.office.go_on(one.now)
    stage.width = one.width
    area = one.take(stage)
    PICTURES.mkdir(parents=True, exist_ok=True)
    content = smaller(stage.keep(area), stage.browser)
    (PICTURES / f"{one.name}.png").write_bytes(content)
    print(f"{one.name}.png  {len(content) // 1024} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
