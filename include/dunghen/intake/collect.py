"""Collecting: every finished file of the drop folder goes through the same intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.collecting.form_lookup import FormLookup
from dunghen.intake.receive import receive

if TYPE_CHECKING:
    from datetime import datetime

    from dunghen.app import App

CHANNEL = "inbox"


def collect(app: App, now: datetime) -> str:
    """Take what lies in the drop folder, oldest first. A file leaves the folder only after it has been recorded.

    Opened for one plan, what another plan may own stays for the run that knows all plans (the DAG ``dunghen_intake``).
    """
    accepted = rejected = 0
    lookup = FormLookup(app)
    for name, content in app.files.inbox():
        receipt = receive(app, content, name, channel=CHANNEL, now=now, lookup=lookup)
        if receipt.elsewhere:
            continue
        app.files.take(name)
        accepted += receipt.accepted
        rejected += not receipt.accepted
    return f"nhận {accepted + rejected} tệp: {accepted} được chấp nhận, {rejected} trả lại"
