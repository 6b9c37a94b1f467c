"""Proof that a form was sent from a page of ours, by the person (or under the link) that the page was made for.

The pages share Airflow's origin and its cookie, so a foreign page could make a reader's browser send a form.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException
from itsdangerous import BadData, URLSafeTimedSerializer

from dunghen.entrypoints.web.access import EDITOR, WHO
from dunghen.entrypoints.web.sent_form import SENT, TOO_LARGE, SentForm
from dunghen.settings import Settings
from dunghen.wiring import secret_of

FIELD = "csrf"
"""The name of the hidden field."""
HOLDS = 12 * 60 * 60
"""Seconds: a page opened in the morning can be sent until the evening."""

_REFUSED = "Trang này mở đã lâu hoặc không phải do Quý vị mở. Hãy tải lại trang rồi làm lại; chưa có gì được ghi."


class Realm(StrEnum):
    """For whom a form is made. What is made in one is nothing in the other: anybody can have a page for a link called «op»."""

    LINK = "link"
    """Whoever holds a signed link, named by its text."""
    PERSON = "person"
    """A person who is logged in, named by the id."""


def token(link: str) -> str:
    """The hidden field ``csrf`` of a page behind the link."""
    return _signer(Realm.LINK).dumps(link)


def check(given: str, who: str, realm: Realm = Realm.LINK) -> None:
    """Go on only if the form comes from a page made for ``who`` not longer ago than ``HOLDS``.

    Raises:
        HTTPException: 403.
    """
    try:
        made_for = _signer(realm).loads(given, max_age=HOLDS)  # the signature is compared in constant time
    except BadData as error:
        raise HTTPException(403, _REFUSED) from error
    if made_for != who:
        raise HTTPException(403, _REFUSED)


def token_of(user: object | None = EDITOR) -> str:
    """The hidden field for the person who is logged in; empty for None, who only reads and is shown no button."""
    return _signer(Realm.PERSON).dumps(_id(user)) if user else ""


TOKEN: Any = Depends(token_of)
"""The hidden field, as a route is handed it."""


def checked(user: object = WHO, csrf: Annotated[str, Form()] = "") -> str:
    """A dependency for the operators' forms: refuses what no page of ours has sent; returns the person's name.

    Raises:
        HTTPException: 403.
    """
    check(csrf, _id(user), Realm.PERSON)
    return name_of(user)


By = Annotated[str, Depends(checked)]
"""The name of who has sent a form from a page of ours."""


def checked_upload(sent: SentForm = SENT, user: object = WHO) -> str:
    """As ``checked``, for a form that carries a file.

    Raises:
        HTTPException: 403; 413 where the file was too large to be read.
    """
    if sent.too_large:
        raise HTTPException(413, TOO_LARGE)
    check(sent.csrf, _id(user), Realm.PERSON)
    return name_of(user)


def name_of(user: object) -> str:
    """What the ledger calls the person who is logged in."""
    return str(user.get_name())  # type: ignore[attr-defined]


def _id(user: object) -> str:
    return str(user.get_id())  # type: ignore[attr-defined]


def _signer(realm: Realm) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_of(Settings.from_environment()), salt=f"dunghen/csrf/{realm.value}")
