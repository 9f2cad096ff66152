"""Tells the seat engine's pages how to speak of events."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import kinds
from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from events.models import Event
from tours.models import Tour

OFFERED = 3
SLOTS_READ = 20  # enough to find the next ones of several activities


def alternatives(slot: Slot, people: int) -> list[Slot]:
    """At most three other dates of the event with room for `people`."""
    room = Slot.objects.bookable_for(people).filter(activity=slot.activity_id).exclude(pk=slot.pk)
    return list(room.select_related("activity")[:OFFERED])


def next_steps(activity):
    """After a visit the events in which its company takes part; after an event the visits to its companies."""
    events = Event.objects.published().filter(participations__company__tours=activity.pk)
    tours = Tour.objects.published().filter(company__participations__event=activity.pk)
    either = Q(activity__in=events.values("pk")) | Q(activity__in=tours.values("pk"))
    slots = Slot.objects.bookable_for(SMALLEST_PARTY).filter(either)
    return list(slots.select_related("activity").order_by("starts_at")[:SLOTS_READ])


kinds.register(
    "event",
    url=lambda activity: reverse("events:event", args=[activity.slug]),
    book_url=lambda activity: reverse("events:book", args=[activity.slug]),
    partial="events/parts/summary.html",
    child=lambda activity: Event.objects.only("slug", "type", "venue", "address").get(pk=activity.pk),
    practical=lambda event: [(_("会場"), f"{event.venue}（{event.address}）")],
    alternatives=alternatives,
    public=lambda: Q(event__isnull=False),
    host=lambda activity: "",
    hosts=lambda activity: list(filter(None, [settings.CONTACT["email"]])),
    next_steps=next_steps,
)
