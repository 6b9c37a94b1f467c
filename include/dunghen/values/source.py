"""Where a statement comes from: the document's lines and words, or a decision of the office."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from dunghen.values.base import ConfigModel

_LINES = re.compile(r"\d+(-\d+)?(; ?\d+(-\d+)?)*")


class Basis(StrEnum):
    """On what a date, a duty or a recipient rests; shown wherever it is shown."""

    STATED = "stated"
    """The document says so; the quote is its own words."""
    SETTING = "setting"
    """The office decided so, because the document leaves it open."""
    PRACTICE = "practice"
    """The document describes it as past practice; it orders nothing."""


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) else value


def _lines(value: str) -> str:
    if not _LINES.fullmatch(value):
        raise ValueError("dòng phải có dạng 375 hoặc 371-377 hoặc 371-377; 381")
    return value


Lines = Annotated[str, BeforeValidator(_as_text), AfterValidator(_lines)]
"""Line numbers of the seed text: «375», «371-377», «704-706; 1794-1796»."""


class Source(ConfigModel):
    """The place in the document on which a duty rests."""

    lines: Lines | None = None
    quote: Annotated[str, Field(max_length=400)] = ""
    clause: str | None = None
    basis: Basis
    seed: str | None = None
    """The file name of the document; the plan's own document where it is left out."""
