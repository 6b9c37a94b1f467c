"""The lists that lead to the forms: what there is, with a search, marks, and a link to each entry's form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Query

from dunghen.editing.named_list import NamedList
from dunghen.entrypoints.web.edit.flow import HERE
from dunghen.entrypoints.web.installation import decision_files
from dunghen.entrypoints.web.page import page
from dunghen.wording.slug import slug

if TYPE_CHECKING:
    from fastapi import Response

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


def list_page(
    title: str,
    lines: Iterable[Line],
    *,
    note: str = "",
    search: str | None = None,
    selects: tuple[Select, ...] = (),
    actions: tuple[tuple[str, str], ...] = (),
    trouble: Sequence[str] = (),
) -> Response:
    """The page.

    Args:
        title: of the page.
        lines: everything that the filters leave; the search is done here.
        note: a sentence above.
        search: what the titles are searched for; None for a list without a search.
        selects: the other filters.
        actions: address and label of what else can be done.
        trouble: what is wrong.
    """
    wanted = slug(search or "")
    found = [one for one in lines if wanted in slug(one.title)]
    return page(
        "edit_list.html",
        here=HERE,
        title=title,
        note=note,
        lines=found[:MOST],
        count=len(found),
        search=search,
        selects=selects,
        actions=actions,
        trouble=trouble,
    )
