"""Which pages there are. A new page is a module with a router, and its name here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dunghen.entrypoints.web import (
    agenda_page,
    audit_page,
    decisions_page,
    delegate_page,
    feed_page,
    handbook_page,
    held_page,
    outbox_page,
    plan_page,
    remind_page,
    submissions_page,
    unit_acts,
    unit_page,
    versions_page,
)
from dunghen.entrypoints.web.edit import days_off_page, duty_page, event_page, journal_page, office_page, partner_page
from dunghen.entrypoints.web.edit import unit_page as edit_unit_page
from dunghen.entrypoints.web.rehearsal import changes_page, mail_page
from dunghen.entrypoints.web.rehearsal import page as rehearsal_page

if TYPE_CHECKING:
    from fastapi import APIRouter

OPERATOR_PAGES: Sequence[APIRouter] = (
    agenda_page.router,
    plan_page.router,
    feed_page.router,
    decisions_page.router,
    submissions_page.router,
    versions_page.router,
    unit_acts.router,
    remind_page.router,
    outbox_page.router,
    held_page.router,
    audit_page.router,
    office_page.router,
    journal_page.router,
    handbook_page.router,
    rehearsal_page.router,
    mail_page.router,
    changes_page.router,
    event_page.router,
    edit_unit_page.router,
    partner_page.router,
    days_off_page.router,
    duty_page.router,
)
"""Behind Airflow's login."""
PUBLIC_PAGES: Sequence[APIRouter] = (unit_page.router, delegate_page.router, feed_page.public, handbook_page.public)
"""Without a login: each of their routes takes a signed link, and nothing else opens it."""
