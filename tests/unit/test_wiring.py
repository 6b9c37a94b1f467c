"""Which address mails may name as that of the pages."""

from __future__ import annotations

import pytest

from dunghen.exceptions import SettingsError
from dunghen.records import Realm
from dunghen.settings import Settings
from dunghen.wiring import base_url_of


@pytest.mark.parametrize(
    ("url", "mode", "expected"),
    [
        ("", Realm.REHEARSAL, None),
        ("", Realm.LIVE, None),
        ("https://dung-hen.invalid/", Realm.LIVE, "https://dung-hen.invalid"),
        ("http://localhost:8080", Realm.REHEARSAL, "http://localhost:8080"),
        ("http://localhost:8080", Realm.LIVE, None),
        ("http://127.0.0.1:8080", Realm.LIVE, None),
        ("http://[::1]:8080", Realm.LIVE, None),
    ],
)
def test_a_live_mail_never_points_at_this_machine(url: str, mode: Realm, expected: str | None):
    assert base_url_of(Settings.from_environment({"DUNGHEN_BASE_URL": url}), mode) == expected


def test_an_address_that_is_none_is_refused():
    with pytest.raises(SettingsError, match="DUNGHEN_BASE_URL"):
        Settings.from_environment({"DUNGHEN_BASE_URL": "dung-hen.invalid"})
