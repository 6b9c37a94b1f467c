"""A small sound configuration on disk, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

UNITS = """\
units:
  - {slug: cuc-hop-tac-quoc-te, name: Cục Hợp tác quốc tế, head: Cục trưởng, email: htqt@dunghen.invalid, house: bo}
  - {slug: cuc-dien-anh, name: Cục Điện ảnh, head: Cục trưởng, email: dien-anh@dunghen.invalid, house: bo}
  - {slug: lanh-dao-bo, name: Lãnh đạo Bộ, email: lanh-dao@dunghen.invalid, house: bo}
  - {slug: bo-ngoai-giao, name: Bộ Ngoại giao, email: bng@dunghen.invalid, house: bo-ngoai-giao}
groups:
  - {slug: cac-don-vi, name: Các đơn vị thuộc Bộ, members: [cuc-hop-tac-quoc-te, cuc-dien-anh]}
"""
SETTINGS = """\
sender: {name: Đúng Hẹn, email: dung-hen@dunghen.invalid}
operator: {name: Chuyên viên trực, email: truc@dunghen.invalid}
rehearsal: {name: Diễn tập, email: dien-tap@dunghen.invalid}
message_id_domain: dunghen.invalid
"""
CALENDAR = """\
announced:
  - {year: 2026, document: 12729/VPCP-KGVX}
overrides:
  - {date: 2026-01-02, day: "off", document: 12729/VPCP-KGVX}
"""
PLAN = """\
id: ke-hoach
title: Kế hoạch thử
short_title: Kế hoạch thử
document: {seed: seed.txt, issuer: lanh-dao-bo}
status: active
period: {from: 2025-01-01, to: 2030-12-31}
effective_from: 2026-01-01
house: bo
lead: cuc-hop-tac-quoc-te
units: [cac-don-vi]
duties:
  - id: annual-report
    kind: report
    title: Báo cáo năm
    facts: [bao-cao-nam]
    source: {lines: 371-377, quote: trước ngày 30 tháng 11 hàng năm, basis: stated}
    every: {year: {before: "11-30"}, on_day_off: previous-working-day}
    covers: {from: "12-01", to: "11-30"}
    from: {units: all}
    to: cuc-hop-tac-quoc-te
    steps:
      request: -30d
      remind: [-7wd]
      compile: +5wd
      deliver: {to: [lanh-dao-bo], then: {to: [bo-ngoai-giao], approve: required}}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration folder in which everything is right."""
    (tmp_path / "plans").mkdir()
    for name, text in {
        "units.yaml": UNITS,
        "settings.yaml": SETTINGS,
        "calendar.yaml": CALENDAR,
        "plans/ke-hoach.yaml": PLAN,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
