"""An operator's acts on the link of a unit's page: void what was given out, send a new one. Each is written down."""

from __future__ import annotations

from datetime import datetime

from dunghen.app import App
from dunghen.desk.unit_case import unit_case
from dunghen.keys import CycleKey
from dunghen.links.delegate import Delegate, hand_on
from dunghen.links.unit_link import asked_opening, revoke, send_link
from dunghen.records import Record
from dunghen.views.unit_history import LINK_REVOKED, LINK_SENT
from dunghen.wording.dates import local_day


def revoke_link(app: App, cycle: CycleKey, unit: str, *, by: str, now: datetime) -> None:
    """No link to this unit's page that was given out so far opens it any more.

    Raises:
        EntryError: the unit owes nothing in this cycle.
    """
    case = unit_case(app, cycle, unit)
    for slug in {unit, case.unit}:
        revoke(app, cycle, slug, by=by, now=now)
    app.ledger.add_record(Record(cycle, LINK_REVOKED, case.unit, local_day(now), by, now))


def send_new(app: App, cycle: CycleKey, unit: str, *, by: str, now: datetime) -> bool:
    """Queue a mail with a link that opens; False where one was queued within this hour.

    Raises:
        EntryError: the unit owes nothing in this cycle, or nothing can be sent to it; says why.
    """
    case = unit_case(app, cycle, unit)
    queued = send_link(app, cycle, case.unit, now)
    if queued:
        app.ledger.add_record(Record(cycle, LINK_SENT, case.unit, local_day(now), by, now))
    return queued


def give_link(app: App, cycle: CycleKey, unit: str, address: str, post: str, *, by: str, now: datetime) -> Delegate:
    """Give the unit's link to somebody who reports in place of its head; the head gets a copy.

    A named person of the office answers for it, so that the address may be of another house; never a partner's.

    Raises:
        EntryError: it cannot be done, and why; nothing was written.
    """
    found = asked_opening(app, cycle, unit_case(app, cycle, unit).unit, local_day(now))
    return hand_on(app, found, address, post, now, by=by)
