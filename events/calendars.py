"""The ward's events as a calendar that people subscribe to (RFC 5545, RFC 7986)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, vDuration
from icalendar import Event as Entry

from bookings.models import Slot
from core.names import site_name
from events.models import Event

KEPT = timedelta(days=60)  # how long a date that is over stays in the feed
REFRESH = timedelta(hours=6)
# An event that came into the database without ever being published by hand; any fixed moment does.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def feed(at=None) -> bytes:
    """Every date of the published events, in the active language. The same data give the same bytes."""
    file = Calendar()
    name = _("%(site)sのイベント") % {"site": site_name()}
    file.add("prodid", f"-//{settings.SITE_NAME}//events//JA")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    file.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", vDuration(REFRESH))
    file.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    for slot in _slots(at or timezone.now()):
        file.add_component(_entry(slot))
    return file.to_ical()


def _slots(at):
    slots = Slot.objects.filter(activity__in=Event.objects.published().values("pk"), ends_at__gt=at - KEPT)
    return slots.select_related("activity__event")


def _entry(slot):
    event = slot.activity.event
    entry = Entry()
    entry.add("uid", f"event-slot-{slot.pk}@machikoba")
    # Not "now": a reader would take every fetch for a change, and the ETag would never match.
    entry.add("dtstamp", event.last_published_at or LONG_AGO)
    entry.add("dtstart", timezone.localtime(slot.starts_at))
    entry.add("dtend", timezone.localtime(slot.ends_at))
    entry.add("summary", event.localized_title)
    entry.add("description", event.hook)
    entry.add("location", f"{event.venue} {event.address}")
    entry.add("url", settings.BASE_URL + reverse("events:event", args=[event.slug]))
    entry.add("status", "CANCELLED" if slot.status == Slot.Status.CANCELLED else "CONFIRMED")
    return entry
