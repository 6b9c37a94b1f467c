"""The sentences that the workbook and the document share."""

from __future__ import annotations

from datetime import datetime

from dunghen.consolidation.consolidated import NOT_TOLD, Consolidated, TaskLine
from dunghen.wording.dates import HANOI, clock_time, long_date, short_date


def plan_line(report: Consolidated) -> str:
    """The plan, with its number where the text prints one."""
    return f"{report.plan_title} (số {report.plan_number})" if report.plan_number else report.plan_title


def cover_line(report: Consolidated) -> str:
    """The period reported on and the deadline, in the document's own words and as a day."""
    since, until = report.covers
    words = [f"Kỳ báo cáo: từ {short_date(since)} đến {short_date(until)}"]
    if report.deadline_text:
        words.append(f"thời hạn theo văn bản: {report.deadline_text}")
    if report.late_from:
        words.append(f"muộn kể từ {long_date(report.late_from)}")
    return "; ".join(words) + "."


def as_of_line(report: Consolidated) -> str:
    """The instant up to which reports are counted."""
    return f"Số liệu tính đến {clock_time(report.as_of)}."


def moment(instant: datetime | None) -> str:
    """«29/11/2026 16:05» in Hà Nội; empty where there is none."""
    return f"{instant.astimezone(HANOI):%d/%m/%Y %H:%M}" if instant else ""


def figure(text: str) -> str | int:
    """A number where the text is one (so that a column of TT sorts as people expect)."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def percent(rate: float | None) -> str:
    """«83,3%»; a dash where there is no rate."""
    return "–" if rate is None else f"{rate:.1%}".replace(".", ",")


def status_words(task: TaskLine) -> str:
    """The status of a task; where several units lead, how many said what."""
    if not task.per_unit or not task.leads:
        return task.status
    return "\n".join(f"{unit_status(status)}: {count}" for status, count in task.status_counts.items())


def unit_status(status: str) -> str:
    """What is said of one unit among several that lead."""
    return "Chưa có báo cáo" if status == NOT_TOLD else status


def lead_words(task: TaskLine) -> list[tuple[str, str]]:
    """What the lead units report: name and result; the status beside the name where each is told by itself."""
    return [
        (f"{lead.unit} ({lowered(unit_status(lead.status))})" if task.per_unit else lead.unit, lead.result)
        for lead in task.leads
        if lead.result or (task.per_unit and lead.status != NOT_TOLD)
    ]


def coordinator_words(task: TaskLine) -> list[tuple[str, str]]:
    """What the other units report: name and result."""
    return [(f"{one.unit} (phối hợp)", one.text) for one in task.coordinators]


def lowered(text: str) -> str:
    """The text with a small first letter, to stand within a sentence."""
    return text[:1].lower() + text[1:]
