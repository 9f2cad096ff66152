"""Whatever becomes of courses and of single visits beside them, in whatever order, the seats add up."""

import uuid
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bookings import services
from bookings.errors import Refused
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest
from tests.bookings.parties import hold, new_party, run_out
from tests.factories import SlotFactory, TourFactory

LIVE = ("held", "confirmed")


class Courses(RuleBasedStateMachine):
    """Every change of a course either happens to all bookings it names, or to none."""

    def __init__(self):
        super().__init__()
        sizes = (3, 5, 7)
        self.slots = [SlotFactory(days=9, capacity=n, activity=TourFactory(cancel_hours=0)) for n in sizes]

    def some(self, data, *states):
        """A party and those of its bookings that are in one of these states."""
        parties = list(Party.objects.filter(bookings__state__in=states).distinct().order_by("pk"))
        party = data.draw(st.sampled_from(parties)) if parties else None
        return list(party.bookings.filter(state__in=states).select_related("slot__activity")) if party else []

    def all_or_none(self, bookings, act, becomes):
        before = rows(bookings)
        try:
            act()
        except Refused:
            assert rows(bookings) == before
        else:
            assert {becomes(row) for row in rows(bookings)} == {True}

    @rule(data=st.data(), people=st.integers(1, 3))
    def hold_some(self, data, people):
        chosen = data.draw(st.lists(st.sampled_from(self.slots), min_size=1, max_size=3, unique=True))
        room = all(Slot.objects.get(pk=slot.pk).left >= people for slot in chosen)
        count = Booking.objects.count()
        try:
            services.hold_all(slots=chosen, party=new_party(people), key=uuid.uuid4().hex)
        except Refused as refusal:
            assert refusal.slot in chosen
        assert Booking.objects.count() - count in ((len(chosen),) if room else (0, len(chosen)))

    @rule(data=st.data())
    def hold_one(self, data):
        with suppress(Refused):
            hold(data.draw(st.sampled_from(self.slots)), 1)

    @precondition(lambda self: Booking.objects.filter(state="held").exists())
    @rule(data=st.data())
    def confirm(self, data):
        bookings = self.some(data, "held")
        self.all_or_none(bookings, lambda: services.confirm(booking=bookings[0]), lambda row: row[1] == "confirmed")

    @precondition(lambda self: Booking.objects.filter(state__in=LIVE).exists())
    @rule(data=st.data(), most=st.integers(1, 3))
    def cancel(self, data, most):
        bookings = self.some(data, *LIVE)[:most]
        act = services.cancel_all
        self.all_or_none(bookings, lambda: act(bookings=bookings, by="guest"), lambda row: row[1] == "cancelled")

    @precondition(lambda self: Booking.objects.filter(state="confirmed").exists())
    @rule(data=st.data(), people=st.integers(1, 5))
    def change(self, data, people):
        bookings, guests = self.some(data, "confirmed"), (NewGuest("parent"),) * people
        act = services.change_all
        self.all_or_none(bookings, lambda: act(bookings=bookings, guests=guests), lambda row: row[2] == people)

    @precondition(lambda self: Booking.objects.filter(state="held").exists())
    @rule(data=st.data())
    def run_out(self, data):
        for booking in self.some(data, "held"):
            run_out(booking)
        services.expire_overdue()

    @invariant()
    def seats_add_up(self):
        assert services.check_seats() == []

    def teardown(self):
        Booking.objects.all().delete()
        Party.objects.all().delete()
        Slot.objects.all().delete()


def rows(bookings):
    return list(Booking.objects.filter(pk__in=[one.pk for one in bookings]).values_list("pk", "state", "seats"))


@pytest.mark.django_db
def test_courses_and_single_visits_in_any_order():
    rules = settings(
        max_examples=15,
        stateful_step_count=15,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Courses, settings=rules)
