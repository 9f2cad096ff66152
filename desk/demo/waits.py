"""What staff and companies meet on a busy day: a full visit for which others wait, one guide for two visits, a fresh request."""

from dataclasses import replace

from bookings.manners import ANSWER, manners_of
from bookings.models import Booking, HostNews, Slot, in_time
from bookings.services import change_capacity, confirm, hold, waiting
from notices.services import drop
from tours.models import Need, Resource, Tour

GUIDE = "案内の人（くじら）"
SHARED = ("soratobu-kujira-oto", "soratobu-kujira-yoru")


def make_waits(parties) -> int:
    """Through the same services that people use; how many bookings came. `parties` are NewParty of adults, and enough."""
    *waiting_for, asking = parties
    bookings = [*_wait(waiting_for), _ask(asking)]
    for booking in bookings:
        drop(about=booking.party.subject)
    _share_guide()
    HostNews.objects.all().delete()  # nobody is written to
    return len(bookings)


def _wait(parties):
    """A visit with as many places as people who come, and the parties for which there is none; each could have fitted."""
    booked = Booking.objects.filter(state=Booking.State.CONFIRMED, slot__activity__kind="tour").order_by(
        "slot_id", "pk"
    )
    largest = max(len(party.guests) for party in parties)
    open_slots = Slot.objects.filter(in_time(), bookings__in=booked, activity__acceptance="instant", taken__gte=largest)
    slot = open_slots.order_by("starts_at", "pk").select_related("activity").first()
    slot = change_capacity(slot=slot, capacity=slot.taken)
    for number, party in enumerate(parties):
        party = _knowing(slot, party)
        yield confirm(booking=waiting.join(slot=slot, party=party, key=f"demo-wait-{number}"))


def _ask(party):
    """A request that its host has still to answer."""
    slots = Slot.objects.bookable_for(1).filter(activity__kind="tour", activity__acceptance="approval")
    slot = slots.order_by("-starts_at").select_related("activity").first()
    return confirm(booking=hold(slot=slot, party=_knowing(slot, party), key="demo-request"))


def _knowing(slot, party):
    version = manners_of(slot.activity).version
    return replace(party, answers={ANSWER: version} if version else {})


def _share_guide():
    """One person shows both: where one of the visits has guests, the other has none at that time."""
    tours = Tour.objects.filter(slug__in=SHARED).order_by("slug")
    guide = Resource.objects.create(company=tours[0].company, name=GUIDE)
    for tour in tours:
        Need.objects.create(tour=tour, resource=guide)
