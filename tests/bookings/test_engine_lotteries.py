"""Rounds of drawing seats: who may enter, what a draw does to bookings, seats and mails, and that it is done once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings import services
from bookings.errors import ConsentMissing, KeyReused, NotChangeable, PartyTooLarge, SlotClosed
from bookings.lot_errors import (
    AlreadyEntered,
    DrawnByLot,
    EntryLate,
    NotDrawable,
    NotNominable,
    RoundClosed,
    RoundUndrawn,
)
from bookings.lots import Entry, Loss, Lottery
from bookings.models import Activity, Booking, Slot
from bookings.retention import forget_losses
from bookings.services import NewGuest, drawing, entering, lotteries
from notices.models import Notice
from tests.bookings.lots import DAY, close, enter, entered, lottery_tour, round_of, slots_for
from tests.bookings.parties import confirmed, hold, mailed_pin, mails
from tests.bookings.waits import join
from tests.factories import ResourceFactory, SlotFactory, StaffFactory

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def tour():
    return lottery_tour()


@pytest.fixture
def slots(tour):
    """Two places and three."""
    return slots_for(tour, 2, 3)


@pytest.fixture
def lottery(tour, slots):
    return round_of(tour)


def states(booking):
    """The states of all choices of a party, the first one first."""
    return list(Booking.objects.filter(party=booking.party).order_by("choice__rank").values_list("state", flat=True))


def taken(*slots):
    return [Slot.objects.get(pk=slot.pk).taken for slot in slots]


# Entering


def test_an_entry_holds_no_seats_and_counts_once_the_address_is_confirmed(lottery, slots):
    booking = enter(lottery, slots, 2)
    assert (states(booking), entering.counted(lottery).count(), taken(*slots)) == (["entered"] * 2, 0, [0, 0])
    services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    assert entering.counted(lottery).count() == 2
    [mail] = mails(booking, "entered")
    assert "第1希望" in mail.text and "第2希望" in mail.text
    assert (taken(*slots), services.check_seats()) == ([0, 0], [])


def test_confirming_twice_changes_nothing_and_no_code_is_asked_any_more(lottery, slots):
    booking = entered(lottery, slots)
    services.confirm(booking=booking)
    assert len(mails(booking, "entered")) == 1
    with pytest.raises(NotChangeable):
        services.resend(party=booking.party)


def test_a_new_code_goes_to_a_corrected_address_and_confirms_all_choices(lottery, slots):
    booking = enter(lottery, slots)
    services.resend(party=booking.party, email="new@example.com")
    mail = Notice.objects.get(kind="bookings.pin", to="new@example.com")
    assert "抽選に申し込むための確認コード" in mail.text
    services.confirm(booking=booking)
    assert entering.counted(lottery).count() == 2


def test_the_same_key_enters_once_and_another_wish_with_it_is_refused(lottery, slots):
    first, second = enter(lottery, slots, key="k"), enter(lottery, slots, key="k")
    assert (first.pk, second.repeated, Entry.objects.count()) == (second.pk, True, 1)
    with pytest.raises(KeyReused):
        enter(lottery, slots[:1], key="k")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"opens_at": timezone.now() + DAY}, RoundClosed),
        ({"closes_at": timezone.now() - timedelta(hours=1)}, RoundClosed),
        ({"from_day": timezone.localdate() + 31 * DAY}, SlotClosed),
        ({"until_day": timezone.localdate() + 30 * DAY}, SlotClosed),
        ({"closes_at": timezone.now() + 90 * DAY}, SlotClosed),
    ],
    ids=["not yet", "too late", "before the days", "after the days", "a day before the draw"],
)
def test_who_is_too_early_too_late_or_wants_another_day_cannot_enter(tour, slots, changes, refusal):
    with pytest.raises(refusal):
        enter(round_of(tour, **changes), slots)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"consents": ()}, ConsentMissing), ({"people": 7}, PartyTooLarge), ({"people": 3}, PartyTooLarge)],
    ids=["no consent", "more than the activity takes", "more than one of the dates has"],
)
def test_a_party_that_could_never_come_cannot_enter(lottery, slots, changes, refusal):
    with pytest.raises(refusal):
        enter(lottery, slots, **changes)


def test_no_date_twice_and_none_of_another_activity(lottery, slots):
    for chosen in ([slots[0], slots[0]], [slots[0], SlotFactory()]):
        with pytest.raises(SlotClosed):
            enter(lottery, chosen)


@pytest.mark.parametrize("fields", [{"paused_at": timezone.now()}, {"acceptance": "instant"}, {"live": False}])
def test_nobody_enters_what_is_paused_or_not_drawn_or_not_shown(lottery, slots, fields):
    Activity.objects.filter(pk=lottery.activity_id).update(**fields)
    with pytest.raises(RoundClosed):
        enter(lottery, slots)


@pytest.mark.parametrize("same", [{"email": "HOSHI@example.com"}, {"phone": "03-1111-2222"}], ids=["mail", "phone"])
def test_one_household_enters_once_and_hears_so_when_it_confirms(lottery, slots, same):
    first = entered(lottery, slots, email="hoshi@example.com", phone="03-1111-2222")
    again = enter(lottery, slots[:1], **same)
    with pytest.raises(AlreadyEntered):
        services.confirm_by_pin(party=again.party, pin=mailed_pin(again))
    again.party.refresh_from_db()
    assert (again.party.verified_at, entering.counted(lottery).count()) == (None, 2)
    entering.withdraw(booking=first)
    services.confirm(booking=again)
    assert entering.counted(lottery).count() == 1


def test_a_household_that_never_confirmed_takes_nobodys_place(lottery, slots):
    enter(lottery, slots, email="hoshi@example.com")
    entered(lottery, slots, email="hoshi@example.com")
    assert entering.counted(lottery).count() == 2


def test_unconfirmed_entries_end_after_a_day_or_with_the_round(tour, slots):
    lottery = round_of(tour)
    booking = enter(lottery, slots)
    assert booking.held_until - timezone.now() < timedelta(hours=24)
    Lottery.objects.update(closes_at=timezone.now() + timedelta(hours=2))
    near = enter(Lottery.objects.get(), slots)
    assert near.held_until - timezone.now() < timedelta(hours=2)
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        with pytest.raises(EntryLate):
            services.confirm(booking=near)
        assert entering.end_entries() == 2
    assert (states(near), states(booking)) == (["expired"] * 2, ["entered"] * 2)


def test_an_entry_is_taken_back_with_all_its_choices_until_the_draw(lottery, slots):
    booking = entered(lottery, slots)
    services.cancel(booking=booking, by="guest")
    assert states(booking) == ["cancelled"] * 2
    assert entering.withdraw(booking=booking).state == State.CANCELLED
    lost = entered(lottery, slots[:1], 2)
    entered(lottery, slots[:1], 2)
    lotteries.draw_round(lottery=close(lottery))
    loser = Booking.objects.filter(state=State.NOT_DRAWN).get()
    with pytest.raises(NotChangeable):
        entering.withdraw(booking=loser)
    assert lost.slot == slots[0]


def test_a_date_that_is_called_off_leaves_the_other_choices(lottery, slots):
    booking = entered(lottery, slots)
    services.set_status(slot=slots[1], status=Slot.Status.CANCELLED)
    assert (states(booking), len(mails(booking, "choice_off"))) == (["entered"], 1)
    services.set_status(slot=slots[0], status=Slot.Status.CANCELLED)
    assert states(booking) == ["cancelled"]
    assert "ほかの希望の日時がない" in mails(booking, "choice_off")[-1].text


def test_seats_that_are_drawn_cannot_be_held_or_waited_for(lottery, slots):
    for step in (hold, join):
        with pytest.raises(DrawnByLot):
            step(slots[0])


# The draw


def test_a_draw_seats_winners_tells_everybody_and_takes_exactly_the_places(lottery, slots):
    bookings = [entered(lottery, slots, 2) for _party in range(4)]
    lotteries.draw_round(lottery=close(lottery), seed=7)
    found = sorted(states(booking) for booking in bookings)
    assert found == [["confirmed"], ["confirmed"], ["not_drawn"] * 2, ["not_drawn"] * 2]
    assert (taken(*slots), services.check_seats()) == ([2, 2], [])
    kinds = [
        sorted(
            Notice.objects.filter(about=booking.party.subject)
            .exclude(kind="bookings.pin")
            .values_list("kind", flat=True)
        )
        for booking in bookings
    ]
    assert sorted(kinds) == sorted(
        [["bookings.confirmed", "bookings.entered"]] * 2 + [["bookings.entered", "bookings.not_drawn"]] * 2
    )
    won = Booking.objects.filter(state=State.CONFIRMED).first()
    assert "抽選の結果、この日時に当たりました。" in mails(won, "confirmed")[0].text
    assert (won.choice.entry.won, Entry.objects.filter(won=False).count()) == (True, 2)


def test_a_winner_who_needs_a_guardian_keeps_the_seats_and_asks_one(lottery, slots):
    booking = entered(lottery, slots, guests=(NewGuest("e6", is_self=True),))
    lotteries.draw_round(lottery=close(lottery))
    assert (states(booking), taken(*slots)) == (["consenting"], [1, 0])
    [mail] = mails(booking, "consenting")
    assert "抽選の結果、この日時に当たりました。" in mail.text


def test_the_same_seed_gives_the_same_result_and_the_log_names_nobody(lottery, slots):
    for _party in range(5):
        entered(lottery, slots, email=f"hoshi{_party}@example.com", phone=f"03-1111-222{_party}")
    drawn = lotteries.draw_round(lottery=close(lottery), seed=11)
    assert (drawn.seed, drawing.repeat(drawn.log) == drawing.told(drawn.log)) == (11, True)
    assert "hoshi" not in str(drawn.log) and "1111" not in str(drawn.log)
    won = {entry.pk: entry.party.bookings.get().slot_id for entry in Entry.objects.filter(won=True)}
    assert drawing.told(drawn.log).won == won


def test_a_draw_waits_for_the_end_of_entries_and_is_done_once(lottery, slots):
    entered(lottery, slots)
    with pytest.raises(NotDrawable):
        lotteries.draw_round(lottery=lottery)
    first = lotteries.draw_round(lottery=close(lottery), seed=1)
    with pytest.raises(NotDrawable):
        lotteries.draw_round(lottery=lottery, seed=2)
    again = Lottery.objects.get()
    assert (again.seed, again.log) == (1, first.log)


def test_a_draw_that_is_killed_leaves_nothing_half_drawn(lottery, slots, monkeypatch):
    for _party in range(3):
        entered(lottery, slots[:1])
    before = Notice.objects.count()
    monkeypatch.setattr(lotteries.notices, "write_not_drawn", lambda booking: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lotteries.draw_round(lottery=close(lottery))
    assert set(Booking.objects.values_list("state", flat=True)) == {"entered"}
    assert (taken(*slots), Notice.objects.count(), Loss.objects.count()) == ([0, 0], before, 0)
    assert Lottery.objects.get().drawn_at is None


def test_seats_taken_before_and_slots_that_closed_have_no_places_to_draw(tour, lottery, slots):
    Slot.objects.filter(pk=slots[1].pk).update(status=Slot.Status.CLOSED)
    Activity.objects.filter(pk=tour.pk).update(acceptance="instant")
    confirmed(Slot.objects.get(pk=slots[0].pk))
    Activity.objects.filter(pk=tour.pk).update(acceptance="lottery")
    entered(lottery, slots[:1]), entered(lottery, slots[:1])
    Slot.objects.filter(pk=slots[1].pk).update(status=Slot.Status.OPEN)
    third = entered(lottery, slots[1:])
    Slot.objects.filter(pk=slots[1].pk).update(status=Slot.Status.CLOSED)
    drawn = lotteries.draw_round(lottery=close(lottery))
    assert drawn.log["places"] == {str(slots[0].pk): 1, str(slots[1].pk): 0}
    assert (taken(*slots), states(third)) == ([2, 0], ["not_drawn"])


def test_two_dates_with_one_guide_are_not_both_drawn(tour):
    """The second one has places until the first one has people; then the lots are drawn again without it."""
    ResourceFactory(company=tour.company, tours=[tour])
    first = SlotFactory(activity=tour, days=30, capacity=2)
    beside = SlotFactory(activity=tour, starts_at=first.starts_at + timedelta(minutes=30), capacity=2)
    lottery = round_of(tour)
    pair, other = entered(lottery, [first], 2), entered(lottery, [beside, first], 1)
    drawn = lotteries.draw_round(lottery=close(lottery), seed=3)
    assert sorted(drawn.log["places"].values()) == [0, 2]
    assert sorted(taken(first, beside))[0] == 0
    assert services.check_seats() == []
    assert drawing.repeat(drawn.log) == drawing.told(drawn.log)
    assert {tuple(states(pair)), tuple(states(other))} >= {("confirmed",)}


def test_a_nomination_comes_before_the_lots_with_its_reason_and_can_be_taken_back(lottery, slots):
    staff = StaffFactory()
    bookings = [entered(lottery, slots[:1], 2) for _party in range(6)]
    code = bookings[4].party.code
    lotteries.nominate(lottery=lottery, code=bookings[1].party.code, reason="取り消すもの", by=staff)
    lotteries.take_back(lottery=lottery, code=bookings[1].party.code)
    entry = lotteries.nominate(lottery=lottery, code=code, reason="協賛した学校", by=staff)
    drawn = lotteries.draw_round(lottery=close(lottery), by=staff)
    assert (states(bookings[4]), entry.reason) == (["confirmed"], "協賛した学校")
    assert [row["nominated"] for row in drawn.log["entries"]] == [False] * 4 + [True, False]
    with pytest.raises(NotDrawable):
        lotteries.nominate(lottery=lottery, code=code, reason="おそい", by=staff)


def test_only_what_counts_in_this_round_can_be_nominated(lottery, slots):
    unconfirmed = enter(lottery, slots)
    for code in (unconfirmed.party.code, "BBBBBBBB", ""):
        with pytest.raises(NotNominable):
            lotteries.nominate(lottery=lottery, code=code, reason="x", by=None)


def test_who_lost_comes_first_next_time_until_they_win(tour, slots):
    first = round_of(tour)
    for number in range(4):
        entered(first, slots[:1], 2, email=f"h{number}@example.com")
    lotteries.draw_round(lottery=close(first))
    assert Loss.objects.count() == 3
    winner = Entry.objects.get(won=True).party.email
    second = round_of(tour)
    entered(second, slots[1:], 3, email=winner)
    again = entered(second, slots[1:], 3, email=f"H{'1' if winner[1] != '1' else '2'}@example.com")
    lotteries.draw_round(lottery=close(second))
    assert (states(again), Loss.objects.count()) == (["confirmed"], 3)


def test_losses_count_for_a_year_and_are_forgotten_then(tour, lottery, slots):
    entered(lottery, slots[:1], 2), entered(lottery, slots[:1], 2)
    lotteries.draw_round(lottery=close(lottery))
    assert forget_losses(timezone.now()) == 0
    assert (forget_losses(timezone.now() + 366 * DAY), Loss.objects.count()) == (1, 0)


def test_locals_come_first_where_the_round_says_so_and_are_not_kept_elsewhere(tour, slots):
    lottery = round_of(tour, locals_first=True)
    strangers = [entered(lottery, slots[:1], 2) for _party in range(4)]
    local = entered(lottery, slots[:1], 2, is_local=True)
    lotteries.draw_round(lottery=close(lottery))
    assert (states(local), states(strangers[0])) == (["confirmed"], ["not_drawn"])
    enter(round_of(tour), slots, is_local=True)
    assert Entry.objects.filter(is_local=True).count() == 1


def test_what_slipped_through_of_one_household_wins_once(lottery, slots):
    one, two = entered(lottery, slots), entered(lottery, slots)
    type(two.party).objects.filter(pk=two.party.pk).update(email=one.party.email.upper())
    lotteries.draw_round(lottery=close(lottery))
    assert sorted([states(one), states(two)]) == [["confirmed"], ["not_drawn"] * 2]


# Rounds


def test_one_round_at_a_time(tour, lottery):
    with pytest.raises(RoundUndrawn):
        lotteries.open_round(
            activity=tour, opens_at=timezone.now(), closes_at=timezone.now() + DAY, results_on=timezone.localdate()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        round_of(tour)
    lotteries.draw_round(lottery=close(lottery))
    round_of(tour)


def test_a_round_without_entries_can_be_dropped_and_its_end_moved(lottery, slots):
    later = timezone.now() + 5 * DAY
    assert lotteries.change_times(lottery=lottery, closes_at=later, results_on=later.date()).closes_at == later
    booking = entered(lottery, slots)
    with pytest.raises(NotDrawable):
        lotteries.drop_round(lottery=lottery)
    entering.withdraw(booking=booking)
    assert Lottery.objects.exists()
    other = round_of(lottery_tour())
    lotteries.drop_round(lottery=other)
    assert not Lottery.objects.filter(pk=other.pk).exists()


def test_a_draw_costs_few_queries_besides_the_winners_and_the_mails(tour):
    def cost(parties):
        lottery = round_of(tour)
        slots = [SlotFactory(activity=tour, capacity=1)]
        for _party in range(parties):
            entered(lottery, slots)
        close(lottery)
        with CaptureQueriesContext(connection) as captured:
            lotteries.draw_round(lottery=lottery)
        return len(captured)

    few, more = cost(2), cost(5)
    assert more - few == 3  # one mail for each loser more
