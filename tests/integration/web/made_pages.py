"""The pages, made once for all tests of a process: making them costs more than most tests do with them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dunghen.entrypoints.web.app import create_app
from dunghen.entrypoints.web.readings import Readings
from dunghen.entrypoints.web.wrong_links import limiter

if TYPE_CHECKING:
    from fastapi import FastAPI


@cache
def _made(_whose: str) -> FastAPI:
    return create_app()


def pages(whose: str) -> FastAPI:
    """The pages as they are made: nobody is logged in, and nothing has been counted. ``whose``: one for each in a test."""
    made = _made(whose)
    made.dependency_overrides = {}
    made.state.wrong_links, made.state.readings = limiter(), Readings()
    return made
