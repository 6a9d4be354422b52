"""A calendar as other programs read it (iCalendar, RFC 5545): whole days, stable names, no alarms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Occasion:
    """One thing in a calendar: from a day to a day, both included; `url` is its page here, a path."""

    uid: str
    title: str
    starts_on: date
    ends_on: date
    url: str


def calendar_text(found: Iterable[Occasion], *, name: str, host: str, stamp: datetime) -> bytes:
    """The calendar in UTF-8. `host` is scheme and name of this server, which also makes the UIDs unique; `stamp` is
    the moment written into each event (DTSTAMP)."""
    made = Calendar()
    made.add("prodid", "-//Zhengyou//zhengyou//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    made.add("x-published-ttl", timedelta(hours=6))
    for one in found:
        event = Event()
        event.add("uid", f"{one.uid}@{host.partition('//')[2]}")
        event.add("dtstamp", stamp)
        event.add("summary", one.title)
        event.add("dtstart", one.starts_on)
        event.add("dtend", one.ends_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("url", f"{host}{one.url}")
        made.add_component(event)
    text: bytes = made.to_ical()
    return text
