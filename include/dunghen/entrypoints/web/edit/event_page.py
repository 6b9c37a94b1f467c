"""*Sửa → Sự kiện*: the event calendar of a plan, one event, the days around every event, a calendar file taken in."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from dunghen.app import App
from dunghen.cycles.event_letters import informed, informed_otherwise
from dunghen.directory.directory import Directory
from dunghen.editing.event_import import all_of, import_entry
from dunghen.editing.event_steps import steps_entry
from dunghen.editing.events import event_entry, events_file, new_event_entry, own_duties
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN
from dunghen.entrypoints.web.edit.flow import FIELDS, HERE, Editing, Found, form_at
from dunghen.entrypoints.web.edit.list import HUB, Called, Line, Listing, Select, list_page, named_list
from dunghen.entrypoints.web.edit.upload import Upload, kept, take, upload_page
from dunghen.entrypoints.web.installation import config_in_force, installation
from dunghen.entrypoints.web.page import TODAY, absent
from dunghen.entrypoints.web.sent_form import SENT, SentForm
from dunghen.events.event import Event
from dunghen.events.ics import Imported, read_ics
from dunghen.exceptions import CalendarFileError
from dunghen.fields.sent import first_of
from dunghen.loading.config import Config
from dunghen.plans.plan import Plan
from dunghen.terms import EVENT_STATUSES
from dunghen.wording.dates import long_date
from dunghen.wording.slug import free_slug

router = APIRouter(prefix="/sua/su-kien")

LIST = f"{HUB}/su-kien"
NO_PLAN = "Không có kế hoạch nào mang mã này, hoặc kế hoạch có lỗi hay không có nhiệm vụ sự kiện."
NO_EVENT = "Lịch của kế hoạch không có sự kiện nào mang mã này."
NO_FILE = "Tệp không còn trong kho: hãy đưa lên lại."
_TONES = {"idea": "", "planned": "pale", "confirmed": "good", "held": "", "postponed": "warn", "cancelled": "bad"}
PlanId = Annotated[str, Query(alias="ke-hoach", max_length=200)]


@router.get("")
def events_page(plan_id: PlanId = "") -> Response:
    """The events of one plan, by their days."""
    with installation() as (app, config):
        plans = _plans(config)
        if not plans:
            return list_page(Listing("Sự kiện", [], note="Không kế hoạch nào có nhiệm vụ sự kiện."))
        plan = next((one for one in plans if one.id == plan_id), None if plan_id else plans[0])
        if plan is None:
            return absent(HERE, NO_PLAN)
        events = sorted(plan.events, key=lambda one: (one.since is None, one.since, one.id))
        lines = [_line(app, plan, one, config.office.directory) for one in events]
    query = urlencode({"ke-hoach": plan.id})
    choices = [(one.id, one.short_title) for one in plans]
    actions = (
        (f"{LIST}/moi?{query}", "Thêm sự kiện"),
        (f"{LIST}/tep?{query}", "Đưa tệp lịch .ics vào"),
        (f"{LIST}/moc?{query}", "Mốc quanh mọi sự kiện"),
    )
    select = Select("ke-hoach", "Kế hoạch", choices, plan.id, demanded=True)
    note = "Ngày của sự kiện do văn phòng nhập; việc trước và sau sự kiện tính theo ngày ấy."
    return list_page(Listing(f"Sự kiện: {plan.short_title}", lines, note=note, selects=(select,), actions=actions))


def _line(app: App, plan: Plan, event: Event, directory: Directory) -> Line:
    when = event.when if event.since else "chưa có ngày"
    told, late = informed(app, plan.id, event), informed_otherwise(app, plan.id, event)
    notes = [f"{when[0].upper()}{when[1:]} · {event.place or 'chưa ghi địa điểm'}"]
    notes += [f"Đổi {long_date(one.on)}{f', lịch cũ {one.former}' if one.former else ''}" for one in event.changes[-1:]]
    notes.append(f"Đã báo: {_names(told, directory) or 'chưa nơi nào'}")
    if late:
        notes.append(f"CHƯA BIẾT LỊCH NÀY: {_names(late, directory)}")
    tags = [(EVENT_STATUSES[event.status], _TONES[event.status])]
    query = urlencode({"ke-hoach": plan.id, "ma": event.id})
    return Line(event.title, f"{LIST}/muc?{query}", tuple(tags), tuple(notes))


def _names(slugs: tuple[str, ...], directory: Directory) -> str:
    return "; ".join(map(directory.name, slugs))


@router.get("/tep")
def file_page(plan_id: PlanId, token: str = TOKEN) -> Response:
    """Ask for a calendar file."""
    plan = _plan(plan_id)
    return upload_page(_upload(plan), token) if plan else absent(HERE, NO_PLAN)


@router.post("/tep", dependencies=[ACTS, Depends(csrf.checked_upload)])
def take_file(plan_id: PlanId, sent: SentForm = SENT, token: str = TOKEN, today: date = TODAY) -> Response:
    """Read it, and go on to what would be added."""
    plan = _plan(plan_id)
    if plan is None:
        return absent(HERE, NO_PLAN)
    return take(_upload(plan), sent, token, lambda content: _unreadable(plan, content, today))


def _plans(config: Config) -> list[Plan]:
    return [one for one in config.sound_plans if one.has_event_calendar]


def _plan(plan_id: str) -> Plan | None:
    config = config_in_force()
    return next((one for one in _plans(config) if one.id == plan_id), None)


def _address(page_name: str, plan: Plan, **more: str) -> str:
    return f"{LIST}/{page_name}?{urlencode({'ke-hoach': plan.id, **more})}"


def _back(plan: Plan) -> tuple[str, str]:
    return f"{LIST}?{urlencode({'ke-hoach': plan.id})}", f"Sự kiện: {plan.short_title}"


def event_editing(plan_id: PlanId, called: Called, today: date = TODAY) -> Found:
    """The form of one event."""
    with installation() as (app, config):
        plan = next((one for one in _plans(config) if one.id == plan_id), None)
        event = next((one for one in plan.events if one.id == called), None) if plan else None
        if plan is None or event is None:
            return NO_EVENT
        directory = config.office.directory
        told = tuple(map(directory.name, informed(app, plan.id, event)))
        events = named_list(events_file(plan.id), "events")
        entry = event_entry(plan, events, event.id, directory, today, told)
        return Editing(entry, _address("muc", plan, ma=event.id), _back(plan))


def _new_event(
    plan_id: PlanId,
    duty: Annotated[str, Query(alias="nhiem-vu", max_length=200)] = "",
    sent: dict[str, list[str]] = FIELDS,
    today: date = TODAY,
) -> Found:
    """An event that is not in the calendar yet, called after the title that was sent."""
    plan, title = _plan(plan_id), first_of(sent, "title")
    if plan is None:
        return NO_PLAN
    directory = config_in_force().office.directory
    events = named_list(events_file(plan.id), "events")
    called = free_slug(title, tuple(map(str, events.names))) or "su-kien"
    entry = new_event_entry(plan, events, called, directory, today)
    filled = {"status": ["planned"], **({"duty": [duty]} if duty in dict(own_duties(plan)) else {})}
    return Editing(entry, _address("moi", plan), _back(plan), _address("muc", plan, ma=called), filled)


def steps_editing(plan_id: PlanId) -> Found:
    """The office's days around every event of a plan."""
    plan = _plan(plan_id)
    if plan is None:
        return NO_PLAN
    events = named_list(events_file(plan.id), "events")
    directory = config_in_force().office.directory
    entry = steps_entry(plan, events.signed, events.decided, directory)
    return Editing(entry, _address("moc", plan), _back(plan))


def _upload(plan: Plan) -> Upload:
    return Upload(
        f"Đưa tệp lịch vào: {plan.short_title}",
        "Sự kiện đã có trong lịch (cùng mã UID) không được thêm lần nữa. Tệp tối đa 1 MB.",
        "Tệp lịch (.ics)",
        ".ics,text/calendar",
        _address("tep", plan),
        _back(plan),
        f"{_address('nhap', plan)}&tep=",
    )


def _unreadable(plan: Plan, content: bytes, today: date) -> str:
    try:
        _read(plan, content, today)
    except CalendarFileError as error:
        return str(error)
    return ""


def _read(plan: Plan, content: bytes, today: date) -> Imported:
    duties = own_duties(plan)
    if not duties:
        raise CalendarFileError("Kế hoạch không có nhiệm vụ nào có sự kiện riêng.")
    return read_ics(content, duties[0][0], plan.events, today)


def _import(plan_id: PlanId, file: Annotated[str, Query(alias="tep", max_length=64)], today: date = TODAY) -> Found:
    """Which events of the file would be added, and which are left out."""
    plan, content = _plan(plan_id), kept(file)
    if plan is None or content is None:
        return NO_FILE
    try:
        imported = _read(plan, content, today)
    except CalendarFileError:
        return NO_FILE
    entry, back = import_entry(plan, named_list(events_file(plan.id), "events"), imported), _back(plan)
    return Editing(entry, _address("nhap", plan, tep=file), back, back[0], all_of(imported))


form_at(router, "/muc", event_editing)
form_at(router, "/moi", _new_event)
form_at(router, "/moc", steps_editing)
form_at(router, "/nhap", _import)
