"""The lists that lead to the forms: what there is, with a search, marks, and a link to each entry's form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from dunghen.editing.named_list import NamedList
from dunghen.entrypoints.web.csrf import TOKEN
from dunghen.entrypoints.web.edit.flow import HERE, Found, Written, decided_at, edit_page
from dunghen.entrypoints.web.installation import decision_files
from dunghen.entrypoints.web.page import page
from dunghen.wording.slug import slug

HUB = "/dunghen/sua"
Called = Annotated[str, Query(alias="ma", max_length=200)]
"""The name of one entry, in the address of its form."""
MOST = 200
"""Lines on one page; the search narrows what is more."""


@dataclass(frozen=True)
class Line:
    """One entry.

    Attributes:
        title: what people call it.
        href: of its form.
        tags: text and tone of each mark.
        notes: sentences about it.
    """

    title: str
    href: str
    tags: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Select:
    """A filter: name of the input, label, what may be chosen, what is."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    chosen: str = ""
    demanded: bool = False


def named_list(file: str, key: str) -> NamedList:
    """The list as its two files stand now."""
    files = decision_files()
    return NamedList(file, key, files.signed(file), files.decided(file))


@dataclass(frozen=True)
class Listing:
    """A list.

    Attributes:
        title: of the page.
        lines: everything that the filters leave; read once, and only if the list is shown, which does the search.
        note: a sentence above.
        search: what the titles are searched for; None for a list without a search.
        selects: the other filters.
        actions: address and label of what else can be done.
    """

    title: str
    lines: Iterable[Line]
    note: str = ""
    search: str | None = None
    selects: tuple[Select, ...] = ()
    actions: tuple[tuple[str, str], ...] = ()


def list_page(listing: Listing) -> Response:
    """The page."""
    wanted = slug(listing.search or "")
    found = [line for line in listing.lines if wanted in slug(line.title)]
    return page("edit_list.html", here=HERE, listing=listing, lines=found[:MOST], count=len(found))


def list_at(router: APIRouter, path: str, listing: Callable[..., Listing], find: Callable[[str], Found]) -> None:
    """Lay a list under an address, and under the same with ``ma`` the form of one entry (``form_at``).

    Args:
        router: of the page.
        path: below the router.
        listing: a dependency, as FastAPI calls it: the filters stand in the address.
        find: the form of the entry of this name.
    """
    asked: Any = Depends(listing)

    @router.get(path)
    def open_list(found: Listing = asked, called: Called = "", written: Written = None, token: str = TOKEN) -> Response:
        return edit_page(find(called), token, written) if called else list_page(found)

    decided_at(router, path, find)
