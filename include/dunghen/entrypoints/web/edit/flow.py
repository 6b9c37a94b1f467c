"""How every form of the office's decisions goes: filled in → what it would change is shown → written, with who and why.

A page supplies the entry; nothing here knows what a duty or a unit is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from dunghen.audit import Act, Deed
from dunghen.decision import Decision
from dunghen.desk.amend import amend, attempt, undo
from dunghen.editing.entry import Entry, Read
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.installation import config_in_force, decision_files, is_live, note_act
from dunghen.entrypoints.web.page import NOW, absent, page
from dunghen.exceptions import ConfigError, DecisionError, OutdatedDecisionError
from dunghen.fields.field import Sent
from dunghen.fields.offsets import SIDES
from dunghen.fields.sent import first_of
from dunghen.views.agenda_change import agenda_change
from dunghen.views.decision_history import HistoryLine, history_of
from dunghen.wording.characters import sound
from dunghen.wording.dates import local_day

HERE = "sua"
Written = Annotated[int | None, Query(alias="da-ghi")]
"""The number of the decision that has just been written, in the address that the browser is led to."""
STEP, WHY, STAMP = "buoc", "vi-sao", "dau"
"""Names of the inputs that every form has beside those of its entry."""
WRITE, AGAIN, LEAVE, WRITE_LEAVE = "ghi", "sua-tiep", "tra-ve", "ghi-tra-ve"
"""The buttons: write; back to the form; leave everything to the signed file, first as a preview. Any other: preview."""
SHOWN = 40
"""Acts of each sort that a preview lists; the others are counted."""
_NO_REASON = "Ghi lý do, hoặc số và ngày của văn bản làm căn cứ: sau này người khác đọc nhật ký sẽ cần."
_OUTDATED = "Có người vừa quyết mục này sau khi Quý vị mở trang. Giá trị mới nhất hiện bên dưới mỗi ô; xem lại rồi ghi."
_FAULTY = "Tệp của mục này đang có lỗi, nên ô bên dưới có thể trống hoặc không đúng: xem từng lỗi ở trang Cần cấu hình."
_LONGEST_REASON = 500


@dataclass(frozen=True)
class Editing:
    """An entry under its address.

    Attributes:
        entry: what is edited.
        address: of the page; the form is sent there too.
        back: address and name of the page that led here.
        landing: where to go once it is written, if not back to the form.
        filled: what the inputs show at first in place of what holds now, as if it had been sent; nothing is written yet.
    """

    entry: Entry
    address: str
    back: tuple[str, str]
    landing: str | None = None
    filled: Sent | None = None


async def _sent(request: Request) -> dict[str, list[str]]:
    form = await request.form(max_files=0, max_fields=3000)
    return {sound(name): [sound(one) for one in form.getlist(name) if isinstance(one, str)] for name in form}


FIELDS: Any = Depends(_sent)
"""Everything that a form has sent, name → values (``editing.field.Sent``)."""


Found = Editing | str
"""The form that an address asks for, or a sentence that says what there is none of."""


def form_at(router: APIRouter, path: str, find: Callable[..., Found]) -> None:
    """Lay a form under an address: GET shows it; POST previews, writes, or leaves all to the signed file (``answer``).

    Args:
        router: of the page.
        path: below the router.
        find: a dependency, as FastAPI calls it: what it asks for stands in the address.
    """
    asked: Any = Depends(find)

    @router.get(path)
    def open_form(found: Found = asked, written: Written = None, token: str = TOKEN) -> Response:
        return edit_page(found, token, written)

    decided_at(router, path, find)


def decided_at(router: APIRouter, path: str, find: Callable[..., Found]) -> None:
    """The POST of ``form_at`` alone, where the address without a name shows a list."""
    asked: Any = Depends(find)

    @router.post(path, dependencies=[ACTS])
    def decide(
        by: By,
        found: Found = asked,
        sent: dict[str, list[str]] = FIELDS,
        token: str = TOKEN,
        now: datetime = NOW,
    ) -> Response:
        return answer(FilledForm(found, sent, by, token, now)) if isinstance(found, Editing) else absent(HERE, found)


def edit_page(found: Found, token: str, written: int | None) -> Response:
    """The form as it stands; ``written``: the number of the decision that has just been written."""
    if isinstance(found, str):
        return absent(HERE, found)
    return _form(found, token, found.filled or {}, Read(), written=written)


@dataclass(frozen=True)
class FilledForm:
    """A form as it was sent: of what, its inputs, by whom and at which instant."""

    editing: Editing
    sent: Sent
    by: str
    token: str
    now: datetime

    @property
    def step(self) -> str:
        """The button that was pressed."""
        return first_of(self.sent, STEP)

    @property
    def leaves(self) -> bool:
        """Whether all of the entry is left to the signed file, whatever the inputs say."""
        return self.step in (LEAVE, WRITE_LEAVE)

    def read(self) -> Read:
        """What it would change."""
        return self.editing.entry.leaving() if self.leaves else self.editing.entry.read(self.sent)

    def checked(self) -> Read:
        """The same, with all that keeps it from being written."""
        read = self.read()
        if first_of(self.sent, STAMP) != self.editing.entry.stamp:
            read.problems.append(_OUTDATED)
        if not first_of(self.sent, WHY):
            read.faults[WHY] = [_NO_REASON]
        if read.is_sound and not read.changes:
            read.problems.append("Không có gì thay đổi so với hiện nay.")
        return read

    def form(self, read: Read, status: int = 200) -> Response:
        """The form again, as it was sent."""
        return _form(self.editing, self.token, self.sent, read, status=status)


def answer(form: FilledForm) -> Response:
    """What a sent form leads to: the form again with what is wrong, the preview, or the written decision."""
    if form.step == AGAIN:
        return form.form(form.read())
    read = form.checked()
    if read.is_sound:
        try:
            return _written(form, read) if form.step in (WRITE, WRITE_LEAVE) else _preview(form, read)
        except ConfigError as error:
            read.add(error.problems, form.editing.entry.fields)
        except OutdatedDecisionError:
            read.problems.append(_OUTDATED)
        except DecisionError as error:
            read.problems.append(str(error))
    return form.form(read, 422)


def _written(form: FilledForm, read: Read) -> Response:
    editing, why = form.editing, first_of(form.sent, WHY)[:_LONGEST_REASON]
    decision = amend(
        decision_files(), editing.entry.file, read.changes, by=form.by, why=why, now=form.now, live=is_live()
    )
    _note(decision)
    is_gone = form.leaves and not editing.entry.signed
    address = editing.back[0] if is_gone else editing.landing or editing.address
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}da-ghi={decision.number}", status_code=303)


def _preview(form: FilledForm, read: Read) -> Response:
    trial = attempt(decision_files(), form.editing.entry.file, read.changes, live=is_live())
    if trial.problems:
        raise ConfigError(trial.problems)
    return page(
        "edit_preview.html",
        here=HERE,
        editing=form.editing,
        sent=[
            (name, value) for name, values in form.sent.items() if name not in (STEP, csrf.FIELD) for value in values
        ],
        step=WRITE_LEAVE if form.leaves else WRITE,
        again=AGAIN,
        why=first_of(form.sent, WHY),
        told=read.summary,
        change=agenda_change(trial.before, trial.after, local_day(form.now)),
        shown=SHOWN,
        directory=trial.after.office.directory,
        csrf=form.token,
    )


def _form(
    editing: Editing, token: str, sent: Sent, read: Read, *, written: int | None = None, status: int = 200
) -> Response:
    entry = editing.entry
    trouble = _FAULTY if any(one.file.endswith(entry.file) for one in config_in_force().problems) else ""
    history: tuple[HistoryLine, ...] = ()
    try:
        journal = decision_files().journal(entry.file)
        history = history_of(journal, entry) if entry.has_history else ()
    except DecisionError as error:
        trouble = str(error)
    return page(
        "edit.html",
        status=status,
        here=HERE,
        editing=editing,
        entry=entry,
        sent=sent,
        read=read,
        trouble=trouble,
        written=written,
        history=history,
        sides=SIDES,
        why=first_of(sent, WHY),
        csrf=token,
    )


def take_back(file: str, number: int, address: str, sent: Sent, by: str, now: datetime) -> Response:
    """Undo one decision and go back to the page at ``address``; where it cannot be, say why."""
    files, why = decision_files(), first_of(sent, WHY)[:_LONGEST_REASON]
    if not why:
        return _not_undone(_NO_REASON, address, 422)
    try:
        _note(undo(files, file, number, by=by, why=why, now=now, live=is_live()))
    except (ConfigError, DecisionError) as error:
        return _not_undone(str(error), address, 409)
    return RedirectResponse(address, status_code=303)


def _note(decision: Decision) -> None:
    """The files tell what was decided; the trail tells that it was, and of what content."""
    what = f"quyết định số {decision.number}: {decision.why}; {decision.sha256}"
    note_act(Act(decision.at, decision.by, Deed.DECIDED, decision.file, what))


def _not_undone(what: str, address: str, status: int) -> Response:
    return page("undo_refused.html", status=status, here=HERE, what=what, address=address)
