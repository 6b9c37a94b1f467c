"""Settings come from the environment; what is wrong with them is told in full, and no secret is repeated."""

from __future__ import annotations

import pytest

from dunghen.exceptions import SettingsError
from dunghen.settings import Settings


def test_what_is_not_set_has_a_default_and_an_empty_value_is_not_set() -> None:
    settings = Settings.from_environment({"DUNGHEN_SMTP_HOST": "", "HOME": "/"})
    assert (settings.smtp_host, settings.smtp_port, settings.tls, settings.mode) == ("127.0.0.1", 1025, "none", None)


def test_towards_another_machine_mail_is_encrypted_unless_said_otherwise() -> None:
    given = {"DUNGHEN_SMTP_HOST": "mail.dunghen.invalid"}
    assert Settings.from_environment(given).tls == "starttls"
    assert Settings.from_environment({**given, "DUNGHEN_SMTP_TLS": "none"}).tls == "none"


def test_everything_that_is_wrong_is_told_at_once() -> None:
    given = {"DUNGHEN_SMTP_HOTS": "mail", "DUNGHEN_SMTP_PORT": "0", "DUNGHEN_MODE": "prod"}
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment(given)
    assert str(raised.value).splitlines() == [
        "DUNGHEN_SMTP_HOTS: không có thiết lập này; gần nhất: DUNGHEN_SMTP_HOST",
        "DUNGHEN_MODE: «prod» không dùng được (phải là 'rehearsal' or 'live')",
        "DUNGHEN_SMTP_PORT: «0» không dùng được (nhỏ quá)",
    ]


def test_a_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({"DUNGHEN_SECRET": "ngan"})
    assert str(raised.value) == "DUNGHEN_SECRET: không dùng được (ngắn quá)"
