"""What a task of a plan's DAG works with: the plan, an open installation, and now.

The one place where a run's instant, its realm and Airflow's connections are read.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dunghen.agenda.action import at_hour
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.exceptions import ConfigError
from dunghen.plans.problem import ConfigProblem
from dunghen.records import Realm
from dunghen.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from airflow.sdk import Connection, Context

    from dunghen.execution.app import App
    from dunghen.plans.plan import Plan

SMTP_CONNECTION = "dunghen_smtp"
LEDGER_CONNECTION = "dunghen_ledger"


@dataclass(frozen=True, slots=True)
class PlanRun:
    """One task's view of a run.

    Attributes:
        app: the installation, opened in the run's realm.
        plan: the plan whose id is the DAG's.
        now: the run's instant, aware, in Hà Nội.
        office_realm: the mode in force in the office. A run whose form asks for a rehearsal is one whatever it is.
    """

    app: App
    plan: Plan
    now: datetime
    office_realm: Realm

    @property
    def takes_submissions(self) -> bool:
        """Whether real submissions may be taken: not in a rehearsal beside live work."""
        return self.app.realm is self.office_realm


@contextmanager
def plan_run(context: Context) -> Iterator[PlanRun]:
    """Open the installation for a task of a plan's DAG.

    Raises:
        ConfigError: the plan's file has been broken since the DAG was made.
        SettingsError: an environment setting is unusable.
    """
    from dunghen.wiring import mode_in_force, open_app

    plan_id = context["dag_run"].dag_id
    settings = settings_with_connections()
    with open_app(settings, only=plan_id, realm=Realm.REHEARSAL if is_exercise(context) else None) as app:
        plan = app.plans.get(plan_id)
        if plan is None:
            what = "tệp kế hoạch đã hỏng hoặc bị bỏ từ khi dựng DAG"
            raise ConfigError(
                [ConfigProblem(f"plans/{plan_id}.yaml", 1, "(cả tệp)", what, None, "xem «dunghen check»")]
            )
        yield PlanRun(app, plan, local_now(context, plan), mode_in_force(settings, app.ledger))


def is_exercise(context: Context) -> bool:
    """Whether the run's form asks for a rehearsal; a simulated day always is one."""
    params = context["params"]
    return bool(params.get("as_of") or params.get("rehearsal"))


def local_now(context: Context, plan: Plan) -> datetime:
    """The run's instant in Hà Nội: the plan's hour of the day that the form names, else the clock.

    The clock and not the run's scheduled hour: due is a window, and a run that starts days late must see what has
    expired since.
    """
    as_of = context["params"].get("as_of")
    return at_hour(date.fromisoformat(as_of), plan.at) if as_of else now_in_hanoi()


def settings_with_connections() -> Settings:
    """The settings of the environment, and over them Airflow's connections ``dunghen_smtp`` and ``dunghen_ledger``."""
    settings = Settings.from_environment()
    smtp, ledger = _connection(SMTP_CONNECTION), _connection(LEDGER_CONNECTION)
    changes: dict[str, Any] = {**(_smtp(smtp) if smtp else {}), **({"ledger_url": _url(ledger)} if ledger else {})}
    return Settings.model_validate({**settings.model_dump(), **changes}) if changes else settings


def _connection(name: str) -> Connection | None:
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException

    try:
        found: Connection = Connection.get(name)
    except AirflowNotFoundException:
        return None
    return found


def _smtp(connection: Connection) -> dict[str, Any]:
    """Host, port, login, password and the extra ``{"tls": "none|starttls|ssl"}``."""
    given = {
        "smtp_host": connection.host,
        "smtp_port": connection.port,
        "smtp_user": connection.login,
        "smtp_password": connection.password,
        "smtp_tls": connection.extra_dejson.get("tls"),
    }
    return {name: value for name, value in given.items() if value not in (None, "")}


def _url(connection: Connection) -> str:
    """The ledger's SQLAlchemy URL; a connection with a bare path (type sqlite) names a file."""
    scheme = {"postgres": "postgresql"}.get(connection.conn_type or "", connection.conn_type or "postgresql")
    if scheme == "sqlite":
        return f"sqlite:///{connection.host or connection.schema}"
    login = quote(connection.login or "", safe="")
    secret = f":{quote(connection.password, safe='')}" if connection.password else ""
    port = f":{connection.port}" if connection.port else ""
    return f"{scheme}://{login}{secret}@{connection.host}{port}/{connection.schema or ''}"
