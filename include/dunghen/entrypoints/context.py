"""What a task works with: an open installation, its plan, and now.

The one place where a run's instant and its realm are read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from dunghen.app import App
from dunghen.audit import done_from
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.connections import settings_with_connections
from dunghen.exceptions import ConfigError
from dunghen.plans.plan import MORNING, Plan
from dunghen.records import Realm
from dunghen.running.heartbeat import believe
from dunghen.values.problem import ConfigProblem
from dunghen.wording.dates import at_hour

if TYPE_CHECKING:
    from airflow.sdk import Context, Param

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """One task's view of a run.

    Attributes:
        app: the installation, opened in the run's realm.
        now: the run's instant, aware, in Hà Nội.
        office_realm: the mode in force in the office. A run whose form asks for a rehearsal is one whatever it is.
        clock: what the clock says; the same as ``now`` but on a simulated day.
    """

    app: App
    now: datetime
    office_realm: Realm
    clock: datetime

    @property
    def takes_submissions(self) -> bool:
        """Whether real submissions may be taken: not in a rehearsal beside live work."""
        return self.app.realm is self.office_realm


@dataclass(frozen=True, slots=True)
class PlanRun(Run):
    """The same for a task of a plan's DAG: ``plan`` is the one whose id is the DAG's."""

    plan: Plan


@contextmanager
def office_run(context: Context) -> Iterator[Run]:
    """Open the installation with all its plans.

    Raises:
        ClockError: the clock is too far from the last run to be believed.
        SettingsError: an environment setting is unusable.
    """
    with _opened(context, None) as (app, office_realm):
        now, clock = _moments(context, app, MORNING)
        yield Run(app, now, office_realm, clock)


@contextmanager
def plan_run(context: Context) -> Iterator[PlanRun]:
    """Open the installation for a task of a plan's DAG.

    Raises:
        ClockError: the clock is too far from the last run to be believed.
        ConfigError: the plan's file has been broken since the DAG was made.
        SettingsError: an environment setting is unusable.
    """
    plan_id = context["dag_run"].dag_id
    with _opened(context, plan_id) as (app, office_realm):
        plan = app.plans.get(plan_id)
        if plan is None:
            what = "tệp kế hoạch đã hỏng hoặc bị bỏ từ khi dựng DAG"
            raise ConfigError(
                [ConfigProblem(f"plans/{plan_id}.yaml", 1, "(cả tệp)", what, None, "xem «dunghen check»")]
            )
        now, clock = _moments(context, app, plan.at)
        yield PlanRun(app, now, office_realm, clock, plan)


@contextmanager
def _opened(context: Context, only: str | None) -> Iterator[tuple[App, Realm]]:
    from dunghen.wiring import mode_in_force, open_app

    settings = settings_with_connections()
    realm = Realm.REHEARSAL if _asks_for_rehearsal(context) else None
    with open_app(settings, only=only, realm=realm) as app, done_from(f"Airflow, {context['dag_run'].run_id}"):
        yield app, mode_in_force(settings, app.ledger)


def _asks_for_rehearsal(context: Context) -> bool:
    """Whether the run's form asks for a rehearsal; a simulated day always is one."""
    params = context["params"]
    return bool(params.get("as_of") or params.get("rehearsal"))


def _moments(context: Context, app: App, hour: time) -> tuple[datetime, datetime]:
    """The run's instant in Hà Nội (this hour of the day that the form names, else the clock), and the clock.

    The clock and not the run's scheduled hour: due is a window, and a run that starts days late must see what has
    expired since.
    """
    clock = now_in_hanoi()
    if as_of := context["params"].get("as_of"):
        return at_hour(date.fromisoformat(as_of), hour), clock
    if doubt := believe(app.ledger, clock):
        log.warning(doubt)
    return clock, clock


def run_params() -> dict[str, Param]:
    """The form of a manual run."""
    from airflow.sdk import Param

    return {
        "as_of": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Ngày giả định",
            description="Chạy như thể hôm nay là ngày này. Bao giờ cũng là diễn tập.",
        ),
        "rehearsal": Param(
            False,  # noqa: FBT003
            type="boolean",
            title="Diễn tập",
            description="Thư chỉ tới hộp thư diễn tập, dù hệ thống đang chạy thật.",
        ),
    }
