"""Real services, started by the tests that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.postgres import PostgresCluster, running_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A private PostgreSQL cluster for the whole run."""
    with running_cluster() as cluster:
        yield cluster
