"""Where a private Airflow of this project lives and how it is configured: by the environment, before Airflow is imported.

The settings stand against Airflow's defaults for a reason each: on SQLite 32 tasks at once lock the database and kill the
scheduler; a run that is due at start-up asks the API server before it listens.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
"""The folder with ``dags``, ``plugins``, ``config`` and ``var``."""


def near(path: Path) -> str:
    """The path as seen from the project, where it lies in it."""
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)


def airflow_environment(home: Path) -> dict[str, str]:
    """The variables of an Airflow whose home (database, logs, passwords) is this folder."""
    database = home / "airflow.db"
    options = {
        "CORE__DAGS_FOLDER": PROJECT / "dags",
        "CORE__PLUGINS_FOLDER": PROJECT / "plugins",
        "CORE__LOAD_EXAMPLES": False,
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": False,
        "CORE__DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "CORE__PARALLELISM": 8,
        "CORE__DEFAULT_TASK_RETRIES": 2,
        # Longer than Airflow's 5 seconds, well below its 30-second health checks: where a click in the UI and a task
        # write at the same moment, the API server's event loop waits for itself until this runs out.
        "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{database}?timeout=10",
        "DATABASE__SQL_ALCHEMY_POOL_SIZE": 20,
        "DAG_PROCESSOR__REFRESH_INTERVAL": 15,
        "WORKERS__EXECUTION_API_TIMEOUT": 60,
        "WORKERS__EXECUTION_API_RETRIES": 12,
    }
    return {"AIRFLOW_HOME": str(home), **{f"AIRFLOW__{name}": str(value) for name, value in options.items()}}


def server_environment(port: int, log_ports: tuple[int, int], passwords: Path) -> dict[str, str]:
    """The variables of an API server on this machine alone, with one user whose password the file holds."""
    url = f"http://localhost:{port}"
    options = {
        "API__HOST": "127.0.0.1",
        "API__PORT": port,
        "API__BASE_URL": url,
        "API__INSTANCE_NAME": "Đúng Hẹn",
        "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": passwords,
        "LOGGING__WORKER_LOG_SERVER_PORT": log_ports[0],
        "LOGGING__TRIGGER_LOG_SERVER_PORT": log_ports[1],
    }
    return {f"AIRFLOW__{name}": str(value) for name, value in options.items()}


def airflow_command() -> Path:
    """The ``airflow`` program of this very Python environment."""
    return Path(sys.executable).parent / "airflow"
