"""Heat-maps as they were last drawn: on the last day all readers look at the same page, and drawing it costs the most.

A page is drawn anew as soon as one of its columns is another (``columns`` makes a new one when the ledger or the
configuration says something else); nothing of a page depends on who reads it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock

from fastapi.responses import HTMLResponse

from dunghen.entrypoints.web.page import HEADERS
from dunghen.loading.config import Config
from dunghen.views.heat_map import Column

KEPT = 128
"""Pages, of about 80 kB each."""

_pages: OrderedDict[Hashable, tuple[Config, Sequence[Column], bytes]] = OrderedDict()
_lock = Lock()


def cached(
    asked: Hashable, config: Config, columns: Sequence[Column], draw: Callable[[], HTMLResponse]
) -> HTMLResponse:
    """The page that was asked for, drawn only where what it shows has changed since.

    Args:
        asked: everything else that the page depends on: the duty, the filters, the day.
        config: the configuration in force.
        columns: what the page shows.
        draw: makes the page.
    """
    with _lock:
        known = _pages.get(asked)
        if known:
            # What is looked at stays; what nobody has looked at for longest makes room.
            _pages.move_to_end(asked)
    if known and known[0] is config and _are_the_same(known[1], columns):
        return HTMLResponse(known[2], headers=HEADERS)
    made = draw()
    with _lock:
        _pages[asked] = (config, columns, bytes(made.body))
        _pages.move_to_end(asked)
        while len(_pages) > KEPT:
            _pages.popitem(last=False)
    return made


def _are_the_same(some: Sequence[Column], others: Sequence[Column]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
