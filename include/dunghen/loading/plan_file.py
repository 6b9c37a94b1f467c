"""The model of a plan file: a plan whose duties are each of the model of its kind."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Union

from pydantic import Field, create_model

from dunghen.kinds.kind import Kind
from dunghen.kinds.registry import all_kinds
from dunghen.plans.plan import Plan


def plan_model() -> type[Plan]:
    """A plan with the duties of all kinds that there are."""
    return _plan_of(all_kinds())


def any_duty() -> Any:
    """The annotation of a duty of any kind, told apart by ``kind``."""
    return _duty_of(all_kinds())


@cache
def _plan_of(kinds: tuple[Kind, ...]) -> type[Plan]:
    duties: Any = (tuple[_duty_of(kinds), ...], ...)  # type: ignore[misc]
    return create_model("Plan", __base__=Plan, __module__=__name__, __doc__=Plan.__doc__, duties=duties)


def _duty_of(kinds: tuple[Kind, ...]) -> Any:
    # Not «|»: the models are known at run time alone.
    return Annotated[Union[tuple(kind.duty for kind in kinds)], Field(discriminator="kind")]  # noqa: UP007
