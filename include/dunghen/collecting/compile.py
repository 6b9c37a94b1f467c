"""Compiling a cycle into a table and an official report, kept and shown, and handing them in, inside and outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.consolidation.consolidated import Consolidated
from dunghen.cycles.extensions import extensions
from dunghen.cycles.request import cycle_before
from dunghen.keys import CycleKey
from dunghen.letters.matter import matter_words
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.media_types import DOCX, XLSX
from dunghen.mail.render import render
from dunghen.records import Attachment, CompiledDocument, Submission
from dunghen.wording.dates import local_day

TEMPLATES = __package__ or ""


def compile_cycle(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Compile what was handed in, keep the two documents, and send them to the collecting unit to review."""
    return queue_letters(app, owed, now, _compiled)


def _compiled(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    consolidated = consolidation(app, one.action, now)
    _keep(app, one.action, consolidated, now)
    context = {
        **matter_words(app, one.action, party, one.action.duty.title),
        "figures": consolidated.figures,
        "missing": list(consolidated.missing),
    }
    return Letter(render("compiled", context, TEMPLATES), attached(app, one.action.cycle_key))


def consolidation(app: App, action: Action, now: datetime) -> Consolidated:
    """All that was handed in for the cycle up to now, put together with the cycle before it."""
    # pandas and the writers load here, not when a DAG is parsed.
    from dunghen.consolidation.compile import consolidate

    plan, office, collection = action.plan, app.office, action.duty.collection
    assert collection
    expected = collection.reporters(plan.units, office.directory, action.cycle.anchor)
    return consolidate(
        plan=plan,
        duty=action.duty,
        cycle=action.cycle,
        reporters=office.directory.expand(expected, action.cycle.anchor),
        submissions=app.ledger.submissions(action.cycle_key),
        previous=_previous(app, action),
        directory=office.directory,
        as_of=now,
        until=extensions(app, plan.id, action.cycle_key).in_cycle(action.cycle_key),
    )


def _previous(app: App, action: Action) -> tuple[Submission, ...]:
    before = cycle_before(app, action)
    return app.ledger.submissions(before) if before else ()


def _keep(app: App, action: Action, consolidated: Consolidated, now: datetime) -> None:
    from dunghen.consolidation.document import Issuer, to_docx
    from dunghen.consolidation.workbook import to_xlsx

    office, day, collection = app.office, local_day(now), action.duty.collection
    assert collection
    collector = office.directory.unit(collection.to, day)
    issuer = Issuer(
        superior_name=office.directory.name(action.plan.house, day),
        issuer_name=collector.name if collector else action.plan.lead,
        place=office.settings.place,
        recipients=tuple(office.directory.name(slug, day) for slug in collection.steps.deliver.to),
        copies=(),
        signer_post=collector.head if collector else "",
    )
    stem = f"bao-cao-tong-hop-{action.plan.id}-{action.cycle.name}"
    for name, media_type, content in (
        (f"{stem}.docx", DOCX, to_docx(consolidated, issuer=issuer)),
        (f"{stem}.xlsx", XLSX, to_xlsx(consolidated)),
    ):
        app.ledger.add_document(CompiledDocument(action.cycle_key, name, media_type, app.files.put(content), now))


def attached(app: App, cycle: CycleKey) -> tuple[Attachment, ...]:
    """The cycle's compiled documents as attachments."""
    return tuple(Attachment(one.name, one.media_type, one.sha256) for one in app.ledger.documents(cycle))


def deliver(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the compiled documents to those who receive them. What is not compiled yet waits, while the step holds."""
    return queue_letters(app, owed, now, covering_letter)


def covering_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | None:
    """The covering letter with the compiled documents; None while nothing is compiled."""
    documents = attached(app, one.action.cycle_key)
    if not documents:
        return None
    duty, cycle, day = one.action.duty, one.action.cycle, local_day(now)
    collection = duty.collection
    assert collection
    context = {
        **matter_words(app, one.action, party, duty.title),
        "covers_from": cycle.covers[0],
        "covers_until": cycle.covers[1],
        "collector_name": app.office.directory.name(collection.to, day),
        "house_name": app.office.directory.name(one.action.plan.house, day),
        "attachment_names": [document.name for document in documents],
    }
    return Letter(render(one.action.step.act.value, context, TEMPLATES), documents)
