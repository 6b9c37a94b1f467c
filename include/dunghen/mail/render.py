"""Fills the templates of ``templates/``: a subject, a plain text and an HTML fragment for one section of a mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateNotFound, UndefinedError, select_autoescape

from dunghen.exceptions import TemplateError
from dunghen.mail import phrases
from dunghen.wording.characters import sound
from dunghen.wording.dates import clock_time, long_date, short_date
from dunghen.wording.periods import period_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_PHRASES = (
    phrases.basis,
    phrases.granted,
    phrases.how_to_correct,
    phrases.how_to_report,
    phrases.how_to_report_nothing,
    phrases.last_day,
    phrases.left,
    phrases.opened,
    phrases.place,
    phrases.span,
    phrases.standing,
    phrases.what_to_review,
)

_OPTIONAL: Mapping[str, object] = {
    "subject": None,
    "introduction": None,
    "upload_url": None,
    "review_url": None,
    "lock": None,
    "figures": None,
    "received_on": None,
    "extended_count": 0,
    "plan_short": None,
    "asked_by": None,
    "first_deadline": None,
    "clause": None,
    "lines": None,
}
"""What a context may leave out. ``subject`` and ``introduction`` are the office's own words, filled in already."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One section of a mail, or a whole mail body.

    ``html`` is a fragment (no ``<html>``) for a section, and a complete document for what ``digest`` returns.
    """

    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, object]) -> Rendered:
    """Fill one of the mail templates.

    Args:
        template: ``request``, ``remind``, ``overdue``, ``escalate``, ``compiled``, ``deliver``, ``deliver-outward``,
            ``receipt``, ``rejection``, ``operator-notice``, and the others of ``templates/`` by their names.
        context: what the template prints; days as ``date``, instants aware. HTML is escaped, and every text made sound
            (``wording.characters``): what is approved, kept and sent is the same to the letter.

    Raises:
        TemplateError: there is no such template, or it asks for something that the context does not have.
    """
    values = {**_OPTIONAL, **context}
    return Rendered(
        subject=" ".join(_filled(template, "subject", values).split()),
        text=re.sub(r"\n{3,}", "\n\n", _filled(template, "txt", values).strip()) + "\n",
        html=_filled(template, "html", values).strip() + "\n",
    )


def _filled(template: str, part: str, values: Mapping[str, object]) -> str:
    try:
        return sound(_environment().get_template(f"{template}.{part}").render(values))
    except TemplateNotFound as error:
        raise TemplateError(f"Không có mẫu thư «{error.name}».") from error
    except UndefinedError as error:
        raise TemplateError(f"Mẫu thư «{template}» cần biến «{error.message}» mà không được cung cấp.") from error


class _Missing(StrictUndefined):
    """Says only the name of what is missing; the sentence around it is ours."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dunghen.mail"),
        undefined=_Missing,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(long_date=long_date, short_date=short_date, clock_time=clock_time, period=period_name)
    environment.globals.update({phrase.__name__: phrase for phrase in _PHRASES})
    return environment
