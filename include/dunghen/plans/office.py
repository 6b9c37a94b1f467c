"""The office: everything a plan is read against, the directory, the calendar and the office's own settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar, cast

from pydantic import Field

from dunghen.calendar.working_days import WorkCalendar
from dunghen.directory.address import Address
from dunghen.directory.country import Country
from dunghen.directory.directory import Directory
from dunghen.directory.occasion import Occasion
from dunghen.values.base import ConfigModel
from dunghen.values.input import Input

T = TypeVar("T")


class Mailbox(ConfigModel):
    """A post and its address."""

    name: Annotated[str, Input("Tên chức danh, bộ phận (không ghi tên người)")]
    email: Annotated[Address, Input("Địa chỉ thư điện tử")]


class OfficeSettings(ConfigModel):
    """The contents of ``settings.yaml``: who writes, who is told, who reads along in rehearsal."""

    sender: Mailbox
    operator: Mailbox
    rehearsal: Mailbox
    """Receives every mail while the mode is rehearsal."""
    reply_to: Mailbox | None = None
    message_id_domain: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")]
    link_days: Annotated[
        int,
        Field(ge=0, le=366),
        Input("Đường dẫn của đơn vị còn mở sau ngày khóa sổ (ngày)", "Không ghi: 30 ngày."),
    ] = 30
    """For how many days after the lock of a cycle the unit's link to its page still opens."""
    place: Annotated[str, Input("Địa danh trên văn bản")] = "Hà Nội"
    """The place name before the date of official documents."""
    approvers: tuple[str, ...] = ()
    """Who may approve what leaves the house, by login name; empty: whoever may act in Airflow. Only the signed file says
    so: who acts on the pages cannot make an approver of themselves."""


@dataclass(frozen=True)
class Office:
    """What a plan is read against."""

    settings: OfficeSettings
    directory: Directory = field(default_factory=Directory)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    occasions: tuple[Occasion, ...] = ()
    countries: tuple[Country, ...] = ()

    _derived: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def derived(self, make: Callable[[Office], T]) -> T:
        """What follows from the office alone, worked out once: a kind's own view of it (its book of occasions)."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast("T", self._derived[make])
