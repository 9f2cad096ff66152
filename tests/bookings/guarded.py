"""Young people who come by themselves, shared by the tests around a guardian's word."""

from bookings import proofs, services
from bookings.models import Booking, Slot
from bookings.services import NewGuest
from tests.bookings.parties import confirmed
from tests.factories import SlotFactory, TourFactory

NAME, PHONE = "見本 守", "03-5000-0001"


def guests(*grades):
    return tuple(NewGuest(grade, is_self=position == 0) for position, grade in enumerate(grades))


def slot_of(hazard="", **kwargs):
    """A slot of a tour that is so dangerous, until whose start people can book and change."""
    note = "火花が飛ぶ場所から2メートル離れて見ます。" if hazard in ("some", "high") else ""
    tour = TourFactory(hazard=hazard, hazard_note=note, cancel_hours=0, **kwargs)
    return SlotFactory(activity=tour, days=30, capacity=4)


def asked(slot, *grades, **changes):
    """A party whose guardian is asked; of one sixth-grader unless it is said."""
    return confirmed(slot, guests=guests(*grades or ("e6",)), **changes)


def sign(booking):
    return services.sign(party=booking.party, name=NAME, phone=PHONE, wording="1:high")


def link_of(party):
    return f"/bookings/{proofs.make_signing(party)}/consent/"


def now(booking):
    return Booking.objects.select_related("party", "slot__activity").get(pk=booking.pk)


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken
