"""A browser as far as forms go: what it would send if nothing, or only this, were changed on the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from httpx import Client, Response

    Typed = Mapping[str, str | Sequence[str]]

Sent = dict[str, list[str]]


class FormOf(HTMLParser):
    """The fields of the page's form of this class, as they stand."""

    def __init__(self, text: str, form: str = "edit") -> None:
        super().__init__(convert_charrefs=True)
        self.sent: Sent = {}
        self.action = ""
        self._form, self._inside = form, False
        self._select: str | None = None
        self._text: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = self._form in given.get("class", "").split()
            self.action = given.get("action", "") if self._inside else self.action
        if not self._inside:
            return
        name = given.get("name", "")
        is_empty_box = given.get("type") == "checkbox" and "checked" not in given
        if tag == "input" and name and not is_empty_box:
            self.sent.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._text = name
            self.sent.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
            self.sent.setdefault(name, []).append("")
            self._first = True
        elif tag == "option" and self._select and (self._first or "selected" in given):
            self.sent[self._select][-1] = given.get("value", "")
            self._first = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._text:
            # A browser drops the line break right after the tag.
            self.sent[self._text][-1] += data


def form_at(client: Client, address: str, typed: Typed | None = None) -> Sent:
    """The form at this address, with a reason, and this typed over what stands; ``name[2]``: the third of that name."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    sent = FormOf(answer.text).sent | {"vi-sao": ["Quyết định số 1"]}
    for name, value in (typed or {}).items():
        key, _, place = name.partition("[")
        values = [value] if isinstance(value, str) else list(value)
        if place:
            sent[key][int(place.rstrip("]"))] = values[0]
        else:
            sent[key] = values
    return sent


def send(client: Client, address: str, typed: Typed, step: str = "ghi") -> Response:
    """Fill the form at this address in and press a button: «xem» previews, «ghi» writes."""
    return client.post(address, data=form_at(client, address, typed) | {"buoc": [step]})


def token_on(client: Client, address: str) -> str:
    """The token that the first form of the page carries."""
    return str(re.findall(r'name="csrf" value="([^"]+)"', client.get(address).text)[0])
