"""Schemathesis against the pages: whatever it sends to any of their routes, none answers with an error of ours."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.faults.size import few_and_many


@pytest.fixture
def described(application, ledger) -> schemathesis.schemas.BaseSchema:
    """The pages' description, as FastAPI writes it."""
    return schemathesis.openapi.from_dict(application.openapi())


@pytest.mark.parametrize("times", few_and_many(3, 60))
def test_no_route_answers_with_an_error_of_ours(described, client, times):
    operations = [one.ok() for one in described.get_all_operations()]
    assert len(operations) > 60
    wrong = [fault for operation in operations for fault in _faults(operation, client, times)]
    assert wrong == []


def _faults(operation, client, times: int) -> list[tuple[str, int, str]]:
    """What was sent to the operation and answered with an error of ours."""
    found: list[tuple[str, int, str]] = []

    @given(case=operation.as_strategy())
    @settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case) -> None:
        sent = {"cookies": None, **case.as_transport_kwargs(base_url="http://testserver")}
        del sent["cookies"]
        answer = client.request(**sent)
        if answer.status_code >= 500:
            found.append((operation.label, answer.status_code, str(case)))

    ask()
    return found
