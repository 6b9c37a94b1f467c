"""What a browser sends when a form of the office's decisions is filled in and its button pressed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from httpx import Client, Response

    Typed = Mapping[str, str | Sequence[str]]


class BrowserForm(HTMLParser):
    """The inputs of the page's form of class «edit», as they stand: name → values, in the order of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._inside = False
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._area: str | None = None
        self._text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("class") == "edit"
        if not self._inside:
            return
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.sent.setdefault(name, []).append(value)
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option":
            self._options.append((value, "selected" in given))
        elif tag == "textarea":
            self._area, self._text = name, ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            chosen = [value for value, is_selected in self._options if is_selected] or [self._options[0][0]]
            self.sent.setdefault(self._select, []).append(chosen[0])
            self._select = None
        elif tag == "textarea" and self._area:
            self.sent.setdefault(self._area, []).append(self._text)
            self._area = None
        elif tag == "form":
            self._inside = False


def filled(client: Client, address: str, typed: Typed) -> dict[str, list[str]]:
    """The form at the address with this typed over what stands in it; ``name[2]`` is the third input of that name."""
    page = client.get(address)
    assert page.status_code == 200, address
    sent = BrowserForm(page.text).sent
    for name, value in typed.items():
        key, _, place = name.partition("[")
        values = [value] if isinstance(value, str) else list(value)
        if place:
            sent[key][int(place.rstrip("]"))] = values[0]
        else:
            sent[key] = values
    return sent


def send(client: Client, address: str, typed: Typed, step: str = "ghi") -> Response:
    """Fill in the form and press a button: «xem» previews, «ghi» writes."""
    sent = {"vi-sao": ["Quyết định số 1"], **filled(client, address, typed), "buoc": [step]}
    if sent.get("vi-sao") == [""]:
        sent["vi-sao"] = ["Quyết định số 1"]
    return client.post(address, data=sent)
