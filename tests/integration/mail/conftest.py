"""A certificate that nobody trusts, made once."""

from __future__ import annotations

import pytest

from tests.integration.mail.servers import Certificate, self_signed


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Certificate:
    return self_signed(tmp_path_factory.mktemp("chung-thu"))
