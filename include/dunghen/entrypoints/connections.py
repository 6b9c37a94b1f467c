"""The settings with Airflow's connections over them: the one place from which tasks and pages learn where the ledger is.

A task asks the API server for a connection, the API server its own secrets backends (environment, then its database);
a process that is neither sees only ``AIRFLOW_CONN_…`` of its environment. Airflow sorts that out, not this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dunghen.settings import Settings

if TYPE_CHECKING:
    from airflow.sdk import Connection

SMTP_CONNECTION = "dunghen_smtp"
LEDGER_CONNECTION = "dunghen_ledger"


def settings_with_connections() -> Settings:
    """The settings of the environment, and over them Airflow's connections ``dunghen_smtp`` and ``dunghen_ledger``.

    Raises:
        SettingsError: an environment setting is unusable.
    """
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
    if connection.conn_type == "sqlite":
        return f"sqlite:///{connection.host or connection.schema}"
    address = urlsplit(connection.get_uri())
    scheme = "postgresql" if address.scheme in {"", "postgres"} else address.scheme
    return address._replace(scheme=scheme, query="").geturl()
