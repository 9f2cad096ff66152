"""Tells the seat engine's pages how to speak of events."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import kinds
from bookings.models import Slot
from events.models import Event

OFFERED = 3


def alternatives(slot: Slot, people: int) -> list[Slot]:
    """At most three other dates of the event with room for `people`."""
    room = Slot.objects.bookable_for(people).filter(activity=slot.activity_id).exclude(pk=slot.pk)
    return list(room.select_related("activity")[:OFFERED])


kinds.register(
    "event",
    url=lambda activity: reverse("events:event", args=[activity.slug]),
    book_url=lambda activity: reverse("events:book", args=[activity.slug]),
    partial="events/parts/summary.html",
    child=lambda activity: Event.objects.only("slug", "type", "venue", "address").get(pk=activity.pk),
    practical=lambda event: [(_("会場"), f"{event.venue}（{event.address}）")],
    alternatives=alternatives,
    public=lambda: Q(event__isnull=False),
)
