"""Follow-ups as calendar files: one event with an alarm, in the time of Seoul or, where the market has many, in that of the person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from haegi.text.terminal import visible, visible_lines

if TYPE_CHECKING:
    from icalendar import Event

SEOUL = ZoneInfo("Asia/Seoul")
_HOUR = time(10, 0)


class Reminder(NamedTuple):
    """Something to do on a day, at ten where no hour was named: `key` makes the event's identity, so that a second import
    replaces the first."""

    key: str
    day: date
    title: str
    text: str
    hour: time = _HOUR
    #: Whether it comes again every three months.
    quarterly: bool = False


def calendar(reminders: Sequence[Reminder], made: datetime, zone: ZoneInfo | None = SEOUL) -> bytes:
    """The reminders as an .ics file, each with an alarm ten minutes before; without a zone in the time of wherever it is
    read."""
    from icalendar import Calendar, Timezone  # half of what all of haegi takes to load, and rarely needed

    file = Calendar()
    file.add("prodid", "-//haegi//haegi")
    file.add("version", "2.0")
    if zone:
        file.add_component(Timezone.from_tzinfo(zone))
    for reminder in reminders:
        file.add_component(_event(reminder, made, zone))
    return bytes(file.to_ical())


def _event(reminder: Reminder, made: datetime, zone: ZoneInfo | None) -> Event:
    from icalendar import Alarm, Event

    start = datetime.combine(reminder.day, reminder.hour, zone)
    event = Event()
    event.add("uid", f"{visible(reminder.key)}@haegi")
    event.add("dtstamp", made.astimezone(UTC))
    event.add("dtstart", start)
    if reminder.quarterly:
        event.add("rrule", {"freq": "monthly", "interval": 3})
    event.add("dtend", start + timedelta(minutes=15))
    event.add("summary", visible(reminder.title))
    event.add("description", visible_lines(reminder.text))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", visible(reminder.title))
    alarm.add("trigger", timedelta(minutes=-10))
    event.add_component(alarm)
    return event
