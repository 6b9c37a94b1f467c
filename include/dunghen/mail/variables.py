"""The office's own Jinja texts (``subject``, ``introduction``): what they may use, and how they are filled in.

Imported when plans are loaded, so it stays light: no template file is read here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from jinja2 import StrictUndefined, TemplateSyntaxError, meta, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dunghen.exceptions import TemplateError
from dunghen.wording.dates import long_date, short_date
from dunghen.wording.periods import period_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ALLOWED_VARIABLES = frozenset(
    {"plan", "duty", "cycle", "unit", "head", "deadline", "deadline_text", "covers_from", "covers_until", "clause"}
)
"""All of them are text, ready to be read: ``deadline`` is «thứ Sáu, 27/11/2026», ``covers_from`` «01/12/2025»."""


def undeclared(text: str) -> list[str]:
    """What this text asks for that no mail can fill; the syntax error itself where the text is no template.

    The variables are texts, so a part of one (``unit.name``) is something that does not exist too.
    """
    try:
        tree = _office().parse(text)
        used = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        return [f"(lỗi cú pháp: {error.message})"]
    parts = {
        f"{node.node.name}.{node.attr}" for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name)
    }
    return sorted((used - ALLOWED_VARIABLES) | parts)


def fill(text: str, context: Mapping[str, object]) -> str:
    """The office's text with the values of this mail (plain text; the templates escape it where it becomes HTML).

    Args:
        text: a Jinja text that uses ``ALLOWED_VARIABLES`` only.
        context: the context of the asking mail that it goes into (see ``dunghen.mail.render``).

    Raises:
        TemplateError: the text asks for something else.
    """
    try:
        return _office().from_string(text).render(_readable(context)).strip()
    except JinjaError as error:
        raise TemplateError(f"Đoạn văn riêng của văn phòng «{text}» không dùng được: {error}") from error


def _readable(context: Mapping[str, object]) -> dict[str, object]:
    """The allowed variables, from the context of an asking mail."""
    return {
        "plan": context["plan_title"],
        "duty": context["duty_title"],
        "cycle": period_name(str(context["cycle_name"])),
        "unit": context["unit_name"],
        "head": context["head"],
        "deadline": long_date(cast("date", context["deadline"])),
        "deadline_text": context["deadline_text"] or "",
        "covers_from": short_date(cast("date", context["covers_from"])),
        "covers_until": short_date(cast("date", context["covers_until"])),
        "clause": context["clause"] or "",
    }


@cache
def _office() -> ImmutableSandboxedEnvironment:
    # Plain text goes in and comes out: escaping is the business of the template that it is put into.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
