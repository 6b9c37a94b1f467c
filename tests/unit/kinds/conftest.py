"""What every duty has, so that a test writes only what its kind adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from dunghen.loading.plan_file import any_duty

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty


@pytest.fixture
def make_duty() -> Callable[..., Duty]:
    """Reads a duty of a kind as a plan file gives it: the common keys, and those named."""
    adapter: TypeAdapter[Any] = TypeAdapter(any_duty())

    def make(kind: str, **keys: object) -> Duty:
        common = {
            "id": "viec-thu",
            "kind": kind,
            "title": "Việc thử",
            "facts": ["viec-thu"],
            "source": {"lines": 7, "quote": "việc thử", "basis": "stated"},
            "lead": "so-ngoai-vu",
        }
        duty: Duty = adapter.validate_python(common | keys)
        return duty

    return make
