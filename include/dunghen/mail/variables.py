"""The office's own Jinja texts (``subject``, ``introduction``): what they may use, and how they are filled in.

Imported when plans are loaded, so it stays light: no template file is read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from functools import cache
from typing import cast

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dunghen.exceptions import TemplateError
from dunghen.wording.dates import long_date, short_date
from dunghen.wording.periods import period_name

ALLOWED_VARIABLES = frozenset(
    {"plan", "duty", "cycle", "unit", "head", "deadline", "deadline_text", "covers_from", "covers_until", "clause"}
)
"""All of them are text, ready to be read: ``deadline`` is «thứ Sáu, 27/11/2026», ``covers_from`` «01/12/2025»."""


def undeclared(text: str) -> list[str]:
    """What this text asks for that no mail can fill; the syntax error itself where the text is no template.

    The variables are texts, so a part of one (``unit.name``) is something that does not exist too.
    """
    if len(text) > _LONGEST:
        return [f"(dài quá {_LONGEST} ký tự)"]
    try:
        tree = _office().parse(text)
        return sorted(_in_vain(list(tree.find_all(nodes.Node))))
    except TemplateSyntaxError as error:
        return [f"(lỗi cú pháp: {error.message})"]
    except (RecursionError, ValueError):
        return ["(lỗi cú pháp: ngoặc lồng nhau quá sâu, hoặc số quá dài)"]


_LONGEST = 5_000
"""Characters of one text of the office: a page and a half of a letter."""
_LARGEST = 1_000
"""A number in a text is a place or a width; filters make as many blanks as they are told."""
_USABLE = (
    *(nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Assign),
    *(nodes.Filter, nodes.Test, nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.List, nodes.Tuple),
    *(nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.CondExpr, nodes.Concat),
)
"""Of a template's means those that cannot keep a process busy: no sums (10**10**10), calls, or other templates."""


def _in_vain(found: list[nodes.Node]) -> set[str]:
    """The tree is only looked at: the library's own finder makes code of it, and works sums out meanwhile."""
    stored = {node.name for node in found if isinstance(node, nodes.Name) and node.ctx != "load"}
    loop = {"loop"} if any(isinstance(node, nodes.For) for node in found) else set()
    known = ALLOWED_VARIABLES | stored | loop
    return {fault for node in found for fault in (_fault(node, known), _oddity(node)) if fault}


def _fault(node: nodes.Node, known: Set[str]) -> str | None:
    """What the node names and does not exist: a variable or a part of one, a filter, a test."""
    match node:
        case nodes.Name(name=name) if name not in known:
            return name
        case nodes.Getattr(node=nodes.Name(name=name), attr=attr) if name != "loop":
            return f"{name}.{attr}"
        case nodes.Filter(name=name) if name not in _office().filters:
            return f"(lỗi cú pháp: không có «{name}»)"
        case nodes.Test(name=name) if name not in _office().tests:
            return f"(lỗi cú pháp: không có «{name}»)"
    return None


def _oddity(node: nodes.Node) -> str | None:
    """What would keep a process busy."""
    match node:
        case nodes.For() if node.find(nodes.For):
            return "(không dùng được: For trong For)"
        case nodes.Const(value=int() | float() as value) if abs(value) > _LARGEST:
            return f"(số quá lớn: {value})"
    return None if isinstance(node, _USABLE) else f"(không dùng được: {type(node).__name__})"


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
