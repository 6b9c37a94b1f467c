"""Which pages there are. A new page is a module with a router, and its name here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.entrypoints.web import (
    agenda_page,
    decisions_page,
    edit_duty_page,
    edit_office_page,
    feed_page,
    outbox_page,
    submissions_page,
    subscribe_page,
    unit_page,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter

OPERATOR_PAGES: Sequence[APIRouter] = (
    agenda_page.router,
    subscribe_page.router,
    decisions_page.router,
    submissions_page.router,
    outbox_page.router,
    edit_office_page.router,
    edit_duty_page.router,
)
"""Behind Airflow's login."""
PUBLIC_PAGES: Sequence[APIRouter] = (unit_page.router, feed_page.router)
"""Without a login: each of their routes takes a signed link, and nothing else opens it."""
