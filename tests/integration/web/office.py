"""A small configuration on disk: some units and one report that returns."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIG = Path(__file__).resolve().parents[3] / "config"


def units_yaml(units: Sequence[tuple[str, str]]) -> str:
    """``units.yaml`` with these slugs and names, and the two that the plan names besides."""
    named = [*units, ("lanh-dao-bo", "Lãnh đạo Bộ"), ("bo-ngoai-giao", "Bộ Ngoại giao"), ("bo", "Bộ")]
    lines = [
        f'  - {{slug: {slug}, name: "{name}", head: Cục trưởng, email: {slug}@dunghen.invalid, house: bo}}'
        for slug, name in named
    ]
    members = ", ".join(slug for slug, _ in units)
    return "\n".join(["units:", *lines, "groups:", f"  - {{slug: don-vi, name: Các đơn vị, members: [{members}]}}", ""])


def plan_yaml(every: str) -> str:
    """A plan from 2024 to 2030 with one report that returns so often."""
    return f"""\
id: ke-hoach
title: Kế hoạch thử
short_title: Kế hoạch thử
document: {{seed: ke-hoach.txt, issuer: bo}}
status: active
period: {{from: 2024-01-01, to: 2030-12-31}}
effective_from: 2024-01-01
house: bo
lead: u-0
units: [don-vi]
duties:
  - id: bao-cao
    kind: report
    title: Báo cáo định kỳ
    facts: [ke-hoach-bao-cao]
    source: {{lines: 1, quote: "báo cáo", basis: stated}}
    every: {every}
    covers: {{regime: calendar}}
    from: {{units: all}}
    to: u-0
    steps:
      request: -10d
      compile: +5wd
      deliver: {{to: [lanh-dao-bo]}}
not_scheduled: []
"""


UNTIL_TODAY = "{month: {on: 28}}"


def write_config(folder: Path, units: Sequence[tuple[str, str]], every: str) -> Path:
    """A configuration with these units and one plan."""
    (folder / "plans").mkdir(parents=True)
    for name in ("settings.yaml", "calendar.yaml"):
        shutil.copy(CONFIG / name, folder / name)
    (folder / "units.yaml").write_text(units_yaml(units), encoding="utf-8")
    (folder / "plans" / "ke-hoach.yaml").write_text(plan_yaml(every), encoding="utf-8")
    return folder
