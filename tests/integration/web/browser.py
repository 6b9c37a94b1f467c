"""A browser as far as forms go: what it would send if nothing, or only this, were changed on the page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi.testclient import TestClient
    from httpx import Response

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


def form_at(client: TestClient, address: str) -> Sent:
    """The form of the page at this address, with a reason, as it stands."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return FormOf(answer.text).sent | {"vi-sao": ["Quyết định số 1"]}


def send(client: TestClient, address: str, changes: Mapping[str, str | list[str]], step: str = "ghi") -> Response:
    """Fill these fields in on the page at this address and press a button."""
    given = {name: [value] if isinstance(value, str) else value for name, value in changes.items()}
    return client.post(address, data=form_at(client, address) | given | {"buoc": [step]})
