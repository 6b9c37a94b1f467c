"""*Kế hoạch*: one plan at a glance, for the clerk who has opened its DAG in Airflow; it stands there as a tab of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda
from dunghen.app import App
from dunghen.entrypoints.dag_doc import status, where_stated
from dunghen.entrypoints.dag_names import INTAKE, broken_dag_id, is_broken_dag
from dunghen.entrypoints.web.columns import columns
from dunghen.entrypoints.web.held_page import why_held
from dunghen.entrypoints.web.installation import installation, settings_in_force
from dunghen.entrypoints.web.page import NOW, page
from dunghen.loading.config import Config
from dunghen.plans.plan import Duty, Plan
from dunghen.records import ApprovalState
from dunghen.terms import MESSAGE_STATES, MESSAGE_TONES
from dunghen.views.agenda import Asked, UnknownPlan, unknown_plan
from dunghen.views.decisions import decisions
from dunghen.views.heat_map import cycles_to_show
from dunghen.views.plan_overview import Collecting, addressees, collecting, open_cycles, overview
from dunghen.wording.dates import local_day

router = APIRouter(prefix="/ke-hoach")

_SERVICE = (
    "DAG này là dịch vụ chung, không thuộc kế hoạch nào: mười phút một lần, nó nhận bài nộp trong thư mục inbox "
    "và gửi thư đang chờ của mọi kế hoạch."
)


@router.get("/{dag_id}")
def plan_page(dag_id: str, now: datetime = NOW) -> HTMLResponse:
    """What stands on the tab «Đúng Hẹn» of a DAG. The name in the address lets Airflow check who may read this DAG."""
    if dag_id == INTAKE:
        return page("no_plan.html", here="", heading="Nhận bài nộp, gửi thư chờ", what=_SERVICE, near=None)
    with installation() as (app, config):
        plan = app.plans.get(dag_id)
        if plan is None:
            return _without_a_plan(config, dag_id)
        return _overview(app, config, plan, now)


def _overview(app: App, config: Config, plan: Plan, now: datetime) -> HTMLResponse:
    today = local_day(now)
    actions = agenda(plan, config.office)
    waiting = next((one.count for one in decisions(config, today).plans if one.plan.id == plan.id), 0)
    return page(
        "plan.html",
        here="",
        shown=overview(
            plan,
            actions,
            _collecting(app, config, plan, actions, today),
            app.ledger.state_counts(plan.id),
            app.ledger.approvals(state=ApprovalState.REQUESTED),
            decisions=waiting,
            now=now,
        ),
        asked=Asked(today, today, plan=plan.id),
        collecting_duties=_collecting_duties(config, plan),
        realm=app.realm,
        held=why_held(app),
        standing=status(plan, today),
        directory=config.office.directory,
        addressees=addressees,
        where_stated=where_stated,
        states=MESSAGE_STATES,
        tones=MESSAGE_TONES,
    )


def _collecting_duties(config: Config, plan: Plan) -> list[Duty]:
    """Those of which *Tình hình nộp* has something to show."""
    return [duty for duty in plan.duties if duty.collection and cycles_to_show(duty.cycles(plan, config.office), plan)]


def _collecting(app: App, config: Config, plan: Plan, actions: Sequence[Action], today: date) -> Iterator[Collecting]:
    """Two statements at most for each duty that is collecting, however many units and cycles."""
    ledger = settings_in_force().ledger
    for duty, cycles in open_cycles(actions, today).values():
        for one in columns(app, config, ledger, plan, duty, cycles):
            yield collecting(duty, one.cycle, one.figures, today)


def _without_a_plan(config: Config, dag_id: str) -> HTMLResponse:
    """A broken file with its problems; a name that nobody knows with the plan whose name is most like it."""
    for broken in config.broken_plans:
        if dag_id in (broken.file_stem, broken_dag_id(broken.file_stem)):
            return page("broken_plan.html", here="", broken=broken)
    mended = next((one for one in config.sound_plans if broken_dag_id(one.id) == dag_id), None)
    if mended:
        what = "Tệp của kế hoạch này đọc được. Nếu vừa sửa tệp, Airflow thay DAG báo lỗi sau khoảng nửa phút."
        return page("no_plan.html", here="", heading=mended.short_title, what=what, near=mended)
    what = f"Không có kế hoạch nào mang mã «{dag_id}»."
    if is_broken_dag(dag_id):
        what += " Tệp có lỗi đã được sửa, đổi tên hoặc bỏ đi."
    return no_plan(what, unknown_plan(dag_id, config))


def no_plan(what: str, unknown: UnknownPlan | None, here: str = "") -> HTMLResponse:
    """There is no such plan: 404, in a sentence, and the plan whose name is most like the one asked for."""
    near = unknown.nearest if unknown else None
    return page("no_plan.html", status=404, here=here, heading="Không có kế hoạch này", what=what, near=near)
