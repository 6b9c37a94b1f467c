"""From what a decision is about to the form of it: the journal speaks in the forms' words and leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from dunghen.editing import days_off, office, partners, units
from dunghen.editing.duties import LIST as DUTIES
from dunghen.entrypoints.web.edit.days_off_page import announced_editing, day_editing
from dunghen.entrypoints.web.edit.duty_page import duty_editing
from dunghen.entrypoints.web.edit.event_page import event_editing, steps_editing
from dunghen.entrypoints.web.edit.flow import Editing, Found
from dunghen.entrypoints.web.edit.office_page import office_editing
from dunghen.entrypoints.web.edit.partner_page import country_editing, occasion_editing, partner_editing
from dunghen.entrypoints.web.edit.unit_page import group_editing, unit_editing
from dunghen.exceptions import DungHenError
from dunghen.loading.config import Config
from dunghen.values.problem import Path
from dunghen.views.decision_history import Door

_FORMS: Mapping[tuple[str, str], Callable[[Any], Found]] = {
    (units.FILE, "units"): unit_editing,
    (units.FILE, "groups"): group_editing,
    (partners.PARTNERS, "partners"): partner_editing,
    (partners.OCCASIONS, "occasions"): occasion_editing,
    (partners.COUNTRIES, "countries"): country_editing,
    (days_off.FILE, "overrides"): day_editing,
    (days_off.FILE, "announced"): announced_editing,
}
"""By file and list: what makes the form of one entry of it."""
_FILES: Mapping[str, str] = {
    office.FILE: "Hộp thư và thiết lập",
    units.FILE: "Đơn vị, nhóm đơn vị",
    partners.PARTNERS: "Đối tác",
    partners.OCCASIONS: "Dịp chúc mừng",
    partners.COUNTRIES: "Nước",
    days_off.FILE: "Ngày nghỉ, ngày làm bù",
}
_OF_PLANS: Mapping[str, str] = {"plans": "Nhiệm vụ", "events": "Sự kiện"}


def file_title(file: str, config: Config) -> str:
    """What people call a file below ``config/``: «Nhiệm vụ: Kế hoạch …»; its own name where nothing is known of it."""
    folder, _, name = file.removesuffix(".yaml").partition("/")
    titles = {one.id: one.short_title for one in config.sound_plans}
    return f"{_OF_PLANS[folder]}: {titles.get(name, name)}" if folder in _OF_PLANS else _FILES.get(file, file)


def doors(today: date) -> Callable[[str, Path], Door | None]:
    """What finds the form of a change, each once; None where there is none any more, or its plan has a fault now."""

    @cache
    def found(file: str, place: Path) -> Door | None:
        try:
            editing = _editing(file, place, today)
        except DungHenError:
            # The journal is where a mistake is taken back: it is shown whatever the configuration looks like.
            return None
        return Door(editing.entry, editing.address) if isinstance(editing, Editing) else None

    return lambda file, path: found(file, () if file == office.FILE else tuple(path[:2]))


def _editing(file: str, place: Path, today: date) -> Found | None:
    if file == office.FILE:
        return office_editing()
    key, called = place[0], place[1] if len(place) > 1 else None
    folder, _, plan = file.removesuffix(".yaml").partition("/")
    if folder == "events" and key == "steps":
        return steps_editing(plan)
    if called is None:
        return None
    if folder == "events":
        return event_editing(plan, str(called), today)
    if folder == "plans" and key == DUTIES:
        return duty_editing(plan, str(called), today)
    form = _FORMS.get((file, str(key)))
    return form(called) if form else None
