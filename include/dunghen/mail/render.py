"""Fills the templates of ``templates/``: a subject, a plain text and an HTML fragment for one section of a mail.

A template is Markdown under a head: ``subject: …`` and, for what stands on a page of its own, ``look: page``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    UndefinedError,
    select_autoescape,
)

from dunghen.exceptions import TemplateError
from dunghen.mail import escape, html, phrases, text
from dunghen.wording.characters import sound
from dunghen.wording.dates import clock_time, long_date, short_date
from dunghen.wording.periods import period_name

_PHRASES = (
    phrases.at_the_latest,
    phrases.basis,
    phrases.granted,
    phrases.how_to_correct,
    phrases.how_to_report,
    phrases.how_to_report_nothing,
    phrases.left,
    phrases.opened,
    phrases.place,
    phrases.span,
    phrases.standing,
    phrases.what_to_review,
)

MAIL = __package__ or "dunghen.mail"

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


def render(template: str, context: Mapping[str, object], package: str = MAIL) -> Rendered:
    """Fill one of the mail templates.

    Args:
        template: its name, without its ending.
        context: what the template prints; days as ``date``, instants aware. None of it can become markup,
            and every text is made sound (``wording.characters``): what is approved, kept and sent is the same to the letter.
        package: the room in whose ``templates/`` it lies; what all letters share lies in those of this package.

    Raises:
        TemplateError: there is no such template, or it asks for something that the context does not have.
    """
    head, _, body = filled(f"{template}.md", {**_OPTIONAL, **context}, package).lstrip().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n"))
    blocks = text.blocks(body)
    return Rendered(
        subject=" ".join(text.line(fields["subject"]).split()),
        text=text.written(blocks),
        html=html.written(blocks, is_page=fields.get("look") == "page"),  # last: it dresses the blocks
    )


def filled(file_name: str, values: Mapping[str, object], package: str = MAIL) -> str:
    """A file of ``templates/`` with these values, each escaped by the rules of the file's kind.

    Raises:
        TemplateError: there is no such file, or it asks for something that the values do not have.
    """
    name, _, kind = file_name.rpartition(".")
    try:
        environment = _markdown(package) if kind == "md" else _environment(package)
        return sound(environment.get_template(file_name).render(values))
    except TemplateNotFound as error:
        raise TemplateError(f"Không có mẫu thư «{error.name}».") from error
    except UndefinedError as error:
        raise TemplateError(f"Mẫu thư «{name}» cần biến «{error.message}» mà không được cung cấp.") from error


class _Missing(StrictUndefined):
    """Says only the name of what is missing; the sentence around it is ours."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


@cache
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in dict.fromkeys((package, MAIL))]),
        undefined=_Missing,
        autoescape=select_autoescape(["html", "md"]),
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(long_date=long_date, short_date=short_date, clock_time=clock_time, period=period_name)
    environment.globals.update({phrase.__name__: phrase for phrase in _PHRASES})
    return environment


@cache
def _markdown(package: str) -> Environment:
    environment = _environment(package).overlay(finalize=escape.value, keep_trailing_newline=True)
    environment.filters.update(numbered=escape.numbered, bulleted=escape.bulleted, paragraphs=escape.paragraphs)
    return environment
