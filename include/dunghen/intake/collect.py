"""Collecting: every finished file of the drop folder goes through the same intake."""

from __future__ import annotations

from datetime import datetime

from dunghen.app import App
from dunghen.collecting.form_lookup import FormLookup
from dunghen.intake.receive import receive, tell_left_lying
from dunghen.letters.attempt import Failures

CHANNEL = "inbox"


def collect(app: App, now: datetime) -> str:
    """Take what lies in the drop folder, oldest first. A file leaves the folder only after it has been recorded.

    Opened for one plan, what another plan may own stays for the run that knows all plans (the DAG ``dunghen_intake``).

    Raises:
        UnfinishedError: some files could not be taken and stay where they are; the others have been.
    """
    verdicts: list[bool] = []
    lookup, failures = FormLookup(app), Failures()
    with failures.apart("thư mục nhận bài"):
        for name, content in app.files.inbox():
            with failures.apart(f"tệp «{name}»"):
                receipt = receive(app, content, name, channel=CHANNEL, now=now, lookup=lookup)
                if not receipt.elsewhere:
                    app.files.take(name)
                    verdicts.append(receipt.accepted)
        for lying in () if app.only else app.files.left_lying():
            with failures.apart(f"«{lying.name}»"):
                tell_left_lying(app, lying, now)
    accepted = sum(verdicts)
    told = f"nhận {len(verdicts)} tệp: {accepted} được chấp nhận, {len(verdicts) - accepted} trả lại"
    failures.tell(told)
    return told
