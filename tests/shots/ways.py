"""What people of tests/browser/test_people_ways.py meet on their ways, for pictures of each step."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from bookings import proofs
from bookings.manners import ANSWER, manners_of
from bookings.models import Party, Slot
from bookings.services import NewGuest, NewParty, approve, confirm, hold
from tours import enquiry_links
from tours.models import Enquiry

FAMILIES, CLASSES = "orizuru-panda-oyako", "nemuri-kirin-ofuro"
FAMILY, LATE = "shots-family", "shots-late"
PARENT = NewParty(
    family_name="見本", given_name="あおい", family_kana="ミホン", given_kana="アオイ", email="aoi@demo.example", phone="",
    guests=(NewGuest(grade="parent", is_self=True), NewGuest(grade="e2"), NewGuest(grade="e5")), consents=("booking",),
)  # fmt: skip


def meet() -> dict:
    """Write what they meet; the parts of addresses that are drawn by lot, by name."""
    slots = list(Slot.objects.bookable_for(3).filter(activity__slug=FAMILIES))
    _booked(slots[0], FAMILY, "WKRTNBHZ")
    _booked(slots[-1], LATE, "ZHBNTRKW")
    soon = timezone.now() + timedelta(hours=1)
    Slot.objects.filter(pk=slots[-1].pk).update(starts_at=soon, ends_at=soon + timedelta(hours=1))
    first, second = list(Slot.objects.bookable_for(3).filter(activity__slug=CLASSES))[:2]
    taken = approve(booking=_booked(first, "shots-taken", "BRKTNWHZ"))
    waiting = _booked(second, "shots-waiting", "HZWKRTNB")
    asked, answered = (Enquiry.objects.filter(state=state).first() for state in ("asked", "answered"))
    return {
        "request": proofs.make_answer(waiting),
        "taken": proofs.make_answer(taken),
        "enquiry": answered.token,
        "enquiry_host": enquiry_links.host_secret(asked),
        "slot": slots[0].pk,
    }


def _booked(slot, token, code):
    version = manners_of(slot.activity).version
    booking = confirm(
        booking=hold(slot=slot, party=replace(PARENT, answers={ANSWER: version} if version else {}), key=token)
    )
    Party.objects.filter(pk=booking.party_id).update(token=token, code=code)
    booking.refresh_from_db()
    return booking
