"""One page: a template of ``templates/``, escaped, inside the common frame, under headers that let nothing foreign in."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from fastapi import Depends
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.kinds.registry import all_kinds, kind_named
from dunghen.terms import ACTS, BASES
from dunghen.views.message_reason import reason_sentence
from dunghen.wording.dates import clock_time, local_day, long_date, short_date
from dunghen.wording.periods import period_name

_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
"""A SHA-256 in hex: people compare its first digits."""

NOW: Any = Depends(now_in_hanoi)
"""This instant, as a route is handed it: no page reads the clock itself."""


def _today(now: datetime = NOW) -> date:
    return local_day(now)


TODAY: Any = Depends(_today)
"""Its day in Hà Nội."""

HEADERS = {
    # The pages share Airflow's origin: whatever slipped through the escaping must not run.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


MAIL_HEADERS = {
    **HEADERS,
    # A mail carries its style in the attributes of its elements. Those alone are let through, on these pages alone; the
    # frame that shows it is sandboxed: no script, no form, no origin.
    "Content-Security-Policy": HEADERS["Content-Security-Policy"] + "; style-src-attr 'unsafe-inline'",
}
"""For pages that show a mail as it is received."""


def page(template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """The filled template. Whatever is not a template's own is escaped; a missing variable is an error, not a gap."""
    return HTMLResponse(environment().get_template(template).render(context), status, headers=HEADERS)


def absent(here: str, what: str) -> HTMLResponse:
    """There is nothing of that name: 404, and what is not there.

    Args:
        here: the entry of the navigation that the page belongs to.
        what: a sentence.
    """
    return page("absent.html", status=404, here=here, what=what)


@cache
def environment() -> Environment:
    """Jinja for the pages: strict, escaping, with dates as people read them."""
    made = Environment(
        loader=PackageLoader("dunghen.entrypoints.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        long_date=long_date,
        short_date=short_date,
        clock_time=clock_time,
        local_day=local_day,
        period_name=period_name,
        reason_sentence=reason_sentence,
        short_hashes=partial(_HASH.sub, r"\1…"),
    )
    made.globals.update(ACTS=ACTS, BASES=BASES, all_kinds=all_kinds, kind_named=kind_named)
    return made
