"""The file ``config/events/<plan>.yaml`` as a whole."""

from __future__ import annotations

from dunghen.events.event import Event
from dunghen.events.steps import EventSteps
from dunghen.values.base import ConfigModel


class EventsFile(ConfigModel):
    """The contents of the file: the office's days around every event of the plan, and the events."""

    steps: EventSteps = EventSteps()
    events: tuple[Event, ...] = ()
