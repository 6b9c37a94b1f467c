"""Airflow's connections serve the DAGs where they exist; the environment does where they do not."""

from __future__ import annotations

import pytest

from dunghen.entrypoints.connections import settings_with_connections


def test_without_connections_the_environment_holds(airflow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHEN_SMTP_HOST", "mail.bo.invalid")

    assert settings_with_connections().smtp_host == "mail.bo.invalid"


def test_the_mail_connection_gives_host_port_login_and_tls(airflow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHEN_SMTP_HOST", "mail.bo.invalid")
    monkeypatch.setenv("AIRFLOW_CONN_DUNGHEN_SMTP", "smtp://van-thu:m%40t@smtp.bo.invalid:465?tls=ssl")

    settings = settings_with_connections()

    assert (settings.smtp_host, settings.smtp_port, settings.tls) == ("smtp.bo.invalid", 465, "ssl")
    assert (settings.smtp_user, settings.smtp_password) == ("van-thu", "m@t")


@pytest.mark.parametrize(
    ("connection", "url"),
    [
        ("postgres://so:b%40%2Fc@db.invalid:5432/so", "postgresql://so:b%40%2Fc@db.invalid:5432/so"),
        (
            '{"conn_type": "postgresql+psycopg", "login": "so", "host": "db.invalid", "schema": "so", "extra": {"a": "b"}}',
            "postgresql+psycopg://so@db.invalid/so",
        ),
        ('{"conn_type": "sqlite", "host": "/var/lib/so.sqlite3"}', "sqlite:////var/lib/so.sqlite3"),
    ],
)
def test_the_ledger_connection_becomes_its_url(
    airflow: None, monkeypatch: pytest.MonkeyPatch, connection: str, url: str
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_DUNGHEN_LEDGER", connection)

    assert settings_with_connections().ledger == url
