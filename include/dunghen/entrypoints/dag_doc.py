"""The page that Airflow shows for a plan's DAG: what the plan rests on, its duties, their days, what is still open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from dunghen.agenda.action import Action
from dunghen.kinds.registry import kind_named
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.terms import ACTS, NOT_SCHEDULED
from dunghen.values.problem import ConfigProblem
from dunghen.values.source import Source
from dunghen.wording.dates import long_date, short_date
from dunghen.wording.periods import period_name

WAITING = "chờ cấu hình"
NOT_YET = "chưa hỗ trợ chạy"
RUNS = "đang chạy"
SHOWN_CYCLES = 8


def plan_doc(plan: Plan, office: Office, actions: Sequence[Action], today: date) -> str:
    """Markdown of a plan. ``today`` tells only whether it has ended and which years lie behind."""
    parts = [
        f"# {plan.title}",
        "\n".join(_facts(plan, office, today)),
        *_calendar(plan, actions, today),
        "## Nhiệm vụ",
        "\n".join(_duty_table(plan, office)),
        *_open_questions(plan),
        *_left_out(plan),
    ]
    return "\n\n".join(parts) + "\n"


def broken_doc(name: str, problems: Iterable[ConfigProblem]) -> str:
    """Markdown of a plan file that cannot be used."""
    listed = "\n".join(f"- {problem}" for problem in problems)
    return f"# Tệp kế hoạch `{name}` có lỗi\n\nSửa tệp rồi lưu; Airflow đọc lại sau khoảng nửa phút.\n\n{listed}\n"


def status(plan: Plan, today: date) -> str:
    """«dự thảo», «đã kết thúc» or «đang thực hiện»."""
    if plan.is_draft:
        return "dự thảo"
    return "đã kết thúc" if plan.is_ended(today) else "đang thực hiện"


def duty_state(duty: Duty, plan: Plan) -> str:
    """«đang chạy», «chờ cấu hình», «chưa hỗ trợ chạy»: whether the duty fires by itself, and why not."""
    if duty.waits(plan):
        return WAITING
    return RUNS if duty.runs else NOT_YET


def where_stated(source: Source) -> str:
    """«điểm d khoản 1 mục IV (dòng 371-377)»."""
    lines = f"dòng {source.lines}" if source.lines else ""
    return f"{source.clause} ({lines})" if source.clause and lines else source.clause or lines or "—"


def _facts(plan: Plan, office: Office, today: date) -> Iterator[str]:
    document = plan.document
    number = document.number or "chưa ghi trong văn bản"
    signed = short_date(document.signed_on) if document.signed_on else str(document.issued_year or "chưa ghi")
    issuer = office.directory.name(document.issuer)
    yield f"**{status(plan, today).capitalize()}** · {short_date(plan.period.since)} – {short_date(plan.period.until)}\n"
    yield f"- **Văn bản:** số {number}; ngày ban hành: {signed}; cơ quan ban hành: {issuer}"
    yield f"- **Chủ trì:** {office.directory.name(plan.lead)}"
    yield f"- **Có hiệu lực trong hệ thống từ:** {long_date(plan.effective_from)} (việc trước ngày này không tự chạy)"
    if plan.internal:
        yield "- **Lưu hành nội bộ**"
    for basis in document.legal_basis:
        yield f"- Căn cứ: {basis}"
    if document.note:
        yield f"- Ghi chú: {document.note}"


def _calendar(plan: Plan, actions: Sequence[Action], today: date) -> Iterator[str]:
    """The days of each duty that runs, cycle by cycle, from this year on."""
    coming = [action for action in actions if action.effective and action.step.due.year >= today.year]
    if not coming:
        return
    yield "## Lịch các kỳ"
    duties: dict[str, dict[str, list[Action]]] = defaultdict(lambda: defaultdict(list))
    for action in coming:
        duties[action.duty.id][action.cycle.name].append(action)
    for duty_id, cycles in duties.items():
        yield f"**{plan.duty(duty_id).title}** ({len(cycles)} kỳ)"
        rows = map(_cycle_row, islice(cycles.values(), SHOWN_CYCLES))
        yield "\n".join(["| Kỳ | Hạn cuối còn đúng hạn | Các mốc |", "|---|---|---|", *rows])
    if any(action.cycle.provisional for action in coming):
        yield "*(tạm tính)*: lịch nghỉ của năm đó, hoặc ngày lễ được chúc, chưa công bố; ngày có thể dời."


def _cycle_row(actions: Sequence[Action]) -> str:
    cycle = actions[0].cycle
    deadline = long_date(cycle.deadline) if cycle.deadline else "—"
    steps = " · ".join(f"{ACTS[action.step.act].lower()} {action.step.due:%d/%m}" for action in actions)
    return f"| {period_name(cycle.name)}{' *(tạm tính)*' if cycle.provisional else ''} | {deadline} | {steps} |"


def _duty_table(plan: Plan, office: Office) -> Iterator[str]:
    yield "| Nhiệm vụ | Loại | Chủ trì | Nơi ghi trong văn bản | Trạng thái |"
    yield "|---|---|---|---|---|"
    for duty in plan.duties:
        lead = office.directory.name(duty.lead) if duty.lead else "—"
        cells = (duty.title, kind_named(duty.kind).title, lead, where_stated(duty.source), duty_state(duty, plan))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _open_questions(plan: Plan) -> Iterator[str]:
    waiting = [(duty, waited) for duty in plan.duties if (waited := duty.waits(plan))]
    if waiting:
        yield "## Cần cấu hình"
        yield "\n".join(f"- **{duty.title}** (`{duty.id}`): {'; '.join(map(str, waited))}" for duty, waited in waiting)


def _left_out(plan: Plan) -> Iterator[str]:
    counts = Counter(left_out.reason for left_out in plan.not_scheduled)
    if counts:
        yield "## Không đưa vào lịch"
        yield "\n".join(f"- {NOT_SCHEDULED[reason]}: {count} mục" for reason, count in counts.most_common())
