"""Draws and entries at the same moment, on the database that is configured: SQLite as a file, or PostgreSQL."""

from collections import Counter

import pytest

from bookings import services
from bookings.lots import Entry, Lottery
from bookings.models import Booking, Party, Slot
from bookings.services import drawing, entering, lotteries
from notices.models import Notice
from tests.bookings.lots import close, enter, entered, lottery_tour, round_of, slots_for
from tests.bookings.racing import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 5


@pytest.fixture
def worlds():
    """For every round a lottery of two dates with two places each; addresses, templates and calendars are loaded."""
    tour = lottery_tour()
    lottery = round_of(tour)
    entered(lottery, slots_for(tour, 1))
    lotteries.draw_round(lottery=close(lottery))
    services.cancel(booking=Booking.objects.get(), by="guest")
    Entry.objects.all().delete()
    for rows in (Booking, Party, Notice, Lottery):
        rows.objects.all().delete()
    tours = [lottery_tour() for _round in range(ROUNDS)]
    return [(round_of(tour), slots_for(tour, 2, 2)) for tour in tours]


def states(lottery):
    return Counter(Booking.objects.filter(choice__entry__lottery=lottery).values_list("state", flat=True))


def test_two_draws_at_once_draw_once(worlds):
    for lottery, slots in worlds:
        for _party in range(6):
            entered(lottery, slots)
        close(lottery)
    outcomes = race(
        4, ROUNDS, lambda number, racer: str(lotteries.draw_round(lottery=worlds[number][0], seed=racer).seed)
    )
    assert [sorted(outcome)[1:] for outcome in outcomes] == [["not_drawable"] * 3] * ROUNDS
    for (lottery, slots), outcome in zip(worlds, outcomes, strict=True):
        lottery.refresh_from_db()
        assert str(lottery.seed) in outcome
        assert drawing.repeat(lottery.log) == drawing.told(lottery.log)
        assert states(lottery) == {"confirmed": 4, "not_drawn": 4}
        assert [Slot.objects.get(pk=slot.pk).taken for slot in slots] == [2, 2]
    assert services.check_seats() == []
    told = Counter(Notice.objects.exclude(kind__in=["bookings.pin", "bookings.entered"]).values_list("kind", flat=True))
    assert told == {"bookings.confirmed": 4 * ROUNDS, "bookings.not_drawn": 2 * ROUNDS}


def test_who_confirms_or_withdraws_at_the_moment_of_the_draw_is_in_it_or_not(worlds):
    late = [enter(lottery, slots) for lottery, slots in worlds]
    early = [entered(lottery, slots) for lottery, slots in worlds]
    for lottery, _slots in worlds:
        close(lottery)

    def run(number, racer):
        if racer % 3 == 0:
            return str(lotteries.draw_round(lottery=worlds[number][0], seed=1).seed)
        if racer % 3 == 1:
            return services.confirm(booking=late[number]).state
        return entering.withdraw(booking=early[number]).state

    outcomes = race(6, ROUNDS, run)
    assert {word for outcome in outcomes for word in outcome} <= {
        *(
            "1",
            "confirmed",
            "entered",
            "cancelled",
            "not_drawable",
            "not_changeable",
            "round_closed",
            "entry_late",
            "hold_expired",
        )
    }
    for lottery, _slots in worlds:
        assert "entered" not in states(lottery)
        lottery.refresh_from_db()
        assert len(drawing.told(lottery.log).won) == Entry.objects.filter(lottery=lottery, won=True).count()
    assert services.check_seats() == []


def test_of_one_household_confirming_at_once_one_entry_counts(worlds):
    pairs = [
        [enter(lottery, [slot], email="hoshi@example.com", phone="03-1111-2222") for slot in slots]
        for lottery, slots in worlds
    ]
    outcomes = race(2, ROUNDS, lambda number, racer: services.confirm(booking=pairs[number][racer]).state)
    assert [sorted(outcome) for outcome in outcomes] == [["already_entered", "entered"]] * ROUNDS
    assert [entering.counted(lottery).count() for lottery, _slots in worlds] == [1] * ROUNDS


def test_the_same_key_eight_times_at_once_enters_once(worlds):
    outcomes = race(
        8, ROUNDS, lambda number, racer: enter(*worlds[number], key=f"lot {number}", email="a@example.com").pk
    )
    assert [len(set(outcome)) for outcome in outcomes] == [1] * ROUNDS
    assert Entry.objects.count() == ROUNDS
