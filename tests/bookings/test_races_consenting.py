"""A guardian answers at the moment in which the time runs out, the party cancels, or another guardian answers."""

import pytest

from bookings import services
from bookings.models import Booking, GuardianConsent, Party, Slot
from notices.models import Notice
from tests.bookings.guarded import asked, guests, sign
from tests.bookings.parties import confirmed, run_out
from tests.bookings.racing import race
from tests.factories import SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 10


@pytest.fixture
def waiting():
    """A sixth-grader in a slot of their own for every round; addresses, templates and calendars are loaded."""
    services.cancel(booking=sign(asked(SlotFactory()))[0], by="guest")
    for rows in (Booking, Party, Notice):
        rows.objects.all().delete()
    tour = TourFactory(cancel_hours=0)
    slots = [SlotFactory(activity=tour, days=30 + number, capacity=4) for number in range(ROUNDS)]
    return [confirmed(slot, guests=guests("e6")) for slot in slots]


def ends(bookings):
    """The states by now, each with the seats its slot has given out and the mails that say so."""
    found = []
    for booking in bookings:
        row = Booking.objects.get(pk=booking.pk)
        mails = Notice.objects.filter(about=booking.party.subject, kind__in=ENDS)
        found.append((row.state, Slot.objects.get(pk=row.slot_id).taken, *mails.values_list("kind", flat=True)))
    return found


SIGNED, EXPIRED = ("confirmed", 1, "bookings.confirmed"), ("expired", 0, "bookings.unsigned")
ENDS = ("bookings.confirmed", "bookings.unsigned")


def test_a_signature_is_in_time_or_it_is_not(waiting):
    """Every second one is overdue already."""
    for booking in waiting[::2]:
        run_out(booking)

    def run(number, racer):
        booking = waiting[number]
        return sign(booking)[0].state if racer % 2 else str(services.expire_overdue(slot=booking.slot))

    outcomes = race(6, ROUNDS, run)
    assert {word for outcome in outcomes for word in outcome} <= {"0", "1", "confirmed", "not_changeable"}
    assert ends(waiting) == [EXPIRED, SIGNED] * (ROUNDS // 2)
    assert (GuardianConsent.objects.count(), services.check_seats()) == (ROUNDS // 2, [])


def test_a_signature_a_refusal_and_a_cancel_at_once_end_one_way(waiting):
    def cancel(booking):
        return [services.cancel(booking=booking, by="guest")]

    def refuse(booking):
        return services.refuse(party=booking.party)

    def run(number, racer):
        return (sign, refuse, cancel)[racer % 3](waiting[number])[0].state

    outcomes = race(6, ROUNDS, run)
    assert {word for outcome in outcomes for word in outcome} <= {"confirmed", "cancelled", "not_changeable"}
    assert {(state, seats) for state, seats, *_mails in ends(waiting)} <= {("confirmed", 1), ("cancelled", 0)}
    assert services.check_seats() == []
