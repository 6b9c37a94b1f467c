"""A plan of the tests' own, beside the five: one report that somebody asked for, on dates around today.

The served pages read the system's clock, so whatever the day, the unit's link must open and the report be in time: the
deadline lies ahead. The asking lies ahead too, that no run at start-up does it before the test's own run of that day.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

PLAN, DUTY, CYCLE = "thu-nghiem", "bao-cao-theo-yeu-cau", "yc-thu-nghiem"
UNIT, OTHER = "cuc-dien-anh", "cuc-bao-chi"
_DEADLINE, _ASKING = timedelta(days=30), timedelta(days=25)


def asking_day(today: date) -> date:
    """A day on which the units are to be asked: after the request (15 days before the deadline), before the lock."""
    return today + _ASKING


def write(config: Path, today: date) -> None:
    """Put the plan and its tasks into a configuration that has the units of the repository."""
    (config / "plans" / f"{PLAN}.yaml").write_text(_plan(today), encoding="utf-8")
    (config / "plans" / "thu_nghiem_tasks.csv").write_text(_TASKS, encoding="utf-8")


def _plan(today: date) -> str:
    return f"""\
id: {PLAN}
title: Kế hoạch dùng để thử trang nộp báo cáo
short_title: Kế hoạch thử nghiệm
document: {{seed: thu-nghiem.txt, issuer: bo-van-hoa-the-thao-va-du-lich}}
status: active
period: {{from: {today.year - 1}-01-01, to: {today.year + 1}-12-31}}
effective_from: {today}
house: bo-van-hoa-the-thao-va-du-lich
lead: cuc-hop-tac-quoc-te
units: [{UNIT}, {OTHER}]
tasks: thu_nghiem_tasks.csv
duties:
  - id: {DUTY}
    kind: report
    title: Báo cáo theo yêu cầu
    facts: [thu-nghiem-bao-cao]
    source: {{lines: 1, quote: "khi có yêu cầu", basis: stated}}
    ad_hoc:
      - id: {CYCLE}
        deadline: {today + _DEADLINE}
        asked_by: Văn phòng Bộ
        covers: {{from: {today - timedelta(days=30)}, to: {today}}}
    from: {{units: all}}
    to: cuc-hop-tac-quoc-te
    steps:
      request: -15d
      compile: +5wd
      deliver: {{to: [lanh-dao-bo]}}
not_scheduled: []
"""


_TASKS = """\
tt,nhiem_vu,don_vi_chu_tri,don_vi_phoi_hop,san_pham,thoi_gian
1,Tổ chức tuần phim Việt Nam ở nước ngoài,Cục Điện ảnh,Cục Báo chí,Tuần phim,Hằng năm
2,Tham gia liên hoan phim quốc tế,Cục Điện ảnh,,Báo cáo,Thường xuyên
3,Cung cấp thông tin cho báo chí nước ngoài,Cục Báo chí,Cục Điện ảnh,Bản tin,Thường xuyên
"""
