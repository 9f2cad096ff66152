"""Seats of young people who come by themselves: until when they are kept, and what each answer makes of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import GuardianMissing, NotChangeable
from bookings.models import Booking, GuardianConsent, Party, Slot
from bookings.services import consenting, waiting
from bookings.services.resending import resend_confirmation
from privacy.models import Consent
from tests.bookings.guarded import NAME, PHONE, asked, guests, now, sign, slot_of, taken
from tests.bookings.parties import confirmed, hold, mails, new_party, run_out
from tests.bookings.waits import queued
from tests.factories import EventFactory, SlotFactory, StaffFactory, TourFactory

pytestmark = pytest.mark.django_db
State = Booking.State


def purposes(booking):
    return set(Consent.objects.filter(subject=booking.party.subject).values_list("purpose__key", flat=True))


# Whether somebody is asked


@pytest.mark.parametrize(
    ("hazard", "grades", "state"),
    [
        ("", ["e6"], "consenting"),
        ("none", ["h2"], "confirmed"),
        ("high", ["h2"], "consenting"),
        ("high", ["e6", "parent"], "confirmed"),
        ("high", ["university"], "confirmed"),
    ],
)
def test_a_confirmed_address_leads_to_whom_there_is_to_ask(hazard, grades, state):
    assert asked(slot_of(hazard), *grades).state == state


def test_events_ask_nobody():
    assert asked(SlotFactory(activity=EventFactory()), "e6").state == State.CONFIRMED


def test_a_guardian_is_asked_before_the_host_is():
    booking = asked(slot_of("high", acceptance="approval"), "h2")
    assert (booking.state, mails(booking, "requested")) == (State.CONSENTING, [])
    [booking] = sign(booking)
    assert (booking.state, len(mails(booking, "requested"))) == (State.REQUESTED, 1)
    assert services.approve(booking=booking).state == State.CONFIRMED


@pytest.mark.parametrize(
    ("starts", "books", "joins", "until"),
    [
        (30 * 24, 29 * 24, None, 7 * 24),
        (72, 48, None, 48),
        (72, 1, None, 3),
        (72, -1, 10, 10),
        (72, -1, None, 72),
        (2, 1, None, 2),
    ],
)
def test_seats_are_kept_a_week_and_while_booking_is_open_and_never_beyond_the_start(starts, books, joins, until):
    at = timezone.now()
    hour = timedelta(hours=1)
    slot = Slot(starts_at=at + starts * hour, books_until=at + books * hour, joins_until=joins and at + joins * hour)
    assert consenting.ask_until(slot, at) == at + until * hour


def test_the_party_gets_the_link_by_mail_and_no_calendar_entry():
    booking = asked(slot_of())
    [mail] = mails(booking, "consenting")
    assert (mail.to, mail.calendar, "/consent/" in mail.text) == ("hanako@example.com", "", True)
    assert mails(booking, "confirmed") == []


def test_confirming_twice_asks_once():
    booking = asked(slot_of())
    assert services.confirm(booking=booking).state == State.CONSENTING
    assert len(mails(booking, "consenting")) == 1


# What guardians answer


def test_a_signature_confirms_and_is_kept_with_what_was_read():
    slot = slot_of("high")
    [booking] = sign(asked(slot, "h2"))
    consent = GuardianConsent.objects.get()
    assert (booking.state, taken(slot), len(mails(booking, "confirmed"))) == (State.CONFIRMED, 1, 1)
    assert (consent.how, consent.name, str(consent.phone), consent.wording) == ("link", NAME, PHONE, "1:high")
    assert purposes(booking) == {"booking", "guardian"}


def test_signing_twice_is_signing_once():
    booking = asked(slot_of())
    first, second = (sign(booking)[0] for _time in range(2))
    assert (first.state, second.state, len(mails(booking, "confirmed"))) == (State.CONFIRMED, State.CONFIRMED, 1)


def test_one_signature_covers_all_bookings_of_a_party():
    slots = [slot_of("high"), slot_of("some"), slot_of()]
    held = services.hold_all(slots=slots, party=new_party(guests=guests("e6")), key="course")
    services.confirm(booking=held[0])
    assert [booking.state for booking in sign(held[0])] == [State.CONFIRMED] * 3
    assert [taken(slot) for slot in slots] == [1, 1, 1]


def test_a_no_gives_the_seats_back_and_tells_the_party():
    slot = slot_of()
    booking = asked(slot, "e6", "e6")
    for _time in range(2):
        [ended] = services.refuse(party=booking.party)
    assert (ended.state, taken(slot), len(mails(booking, "refused"))) == (State.CANCELLED, 0, 1)
    assert (GuardianConsent.objects.count(), mails(booking, "cancelled")) == (0, [])
    with pytest.raises(NotChangeable):
        sign(booking)


def test_a_no_after_a_yes_comes_too_late():
    [booking] = sign(asked(slot_of()))
    with pytest.raises(NotChangeable):
        services.refuse(party=booking.party)
    assert now(booking).state == State.CONFIRMED


def test_a_sheet_of_paper_is_recorded_with_who_has_it_in_their_hands():
    user, booking = StaffFactory(), asked(slot_of("high"), "h2")
    [signed] = services.record_paper(party=booking.party, name=NAME, phone=PHONE, by=user)
    consent = GuardianConsent.objects.get()
    assert (signed.state, consent.how, consent.recorded_by) == (State.CONFIRMED, "paper", user)
    assert consent.wording == "1:high"


@pytest.mark.parametrize("ended", ["held", "cancelled", "overdue", "expired", "confirmed"])
def test_nobody_signs_what_does_not_wait(ended):
    people = guests("adult" if ended == "confirmed" else "e6")
    booking = (hold if ended == "held" else confirmed)(slot_of(), guests=people)
    if ended == "cancelled":
        services.cancel(booking=booking, by="guest")
    if ended in ("overdue", "expired"):
        run_out(booking)
    if ended == "expired":
        services.expire_overdue()
    with pytest.raises(NotChangeable):
        sign(booking)
    assert GuardianConsent.objects.count() == 0
    assert now(booking).state == (State.EXPIRED if ended == "overdue" else ended)


# When nobody answers


def test_what_nobody_signs_expires_and_the_seats_go_to_who_waits():
    slot = slot_of()
    booking = asked(slot, "e6", "e6", "e6", "e6")
    next_one = queued(slot, 4)
    run_out(booking)
    assert (services.expire_overdue(), services.expire_overdue()) == (1, 0)
    assert (now(booking).state, now(next_one).state, taken(slot)) == (State.EXPIRED, State.OFFERED, 4)
    assert len(mails(booking, "unsigned")) == 1


def test_a_party_may_withdraw_and_a_cancelled_slot_tells_it():
    slot = slot_of()
    first, second = asked(slot), asked(slot, email="b@example.com")
    services.cancel(booking=first, by="guest")
    services.set_status(slot=slot, status="cancelled")
    assert [mail.subject[:7] for booking in (first, second) for mail in mails(booking, "cancelled")] == [
        "申し込みを取り",
        "中止のお知らせ",
    ]
    assert taken(slot) == 0


def test_one_reminder_leaves_a_day_before_the_time_runs_out():
    booking = asked(slot_of())
    ends = booking.held_until
    assert consenting.remind(ends - timedelta(hours=25)) == 0
    assert [consenting.remind(ends - timedelta(hours=23)) for _time in range(2)] == [1, 0]
    [mail] = mails(booking, "consent_reminder")
    sign(booking)
    mail.refresh_from_db()
    assert (mail.state, consenting.remind(ends - timedelta(hours=22))) == ("dropped", 0)


def test_who_was_asked_less_than_a_day_before_is_not_reminded():
    start = timezone.now() + timedelta(hours=20)
    booking = asked(SlotFactory(activity=TourFactory(), starts_at=start))
    assert (booking.state, consenting.remind()) == (State.CONSENTING, 0)


# The tick at booking


def test_sixteen_and_seventeen_bring_a_number_where_there_is_something_to_mind():
    booking = asked(slot_of("some"), "h2", guardian_phone=PHONE)
    consent = GuardianConsent.objects.get()
    assert (booking.state, consent.how, str(consent.phone), consent.name) == (State.CONFIRMED, "box", PHONE, "")
    assert purposes(booking) == {"booking", "guardian"}


def test_without_a_number_nothing_is_held_and_nothing_waits():
    slot = slot_of("some")
    for wish in (lambda: hold(slot, guests=guests("h2")), lambda: join(slot)):
        with pytest.raises(GuardianMissing):
            wish()
    assert (taken(slot), Party.objects.count()) == (0, 0)


def join(slot):
    return waiting.join(slot=slot, party=new_party(guests=guests("h2")), key="wait")


def test_who_needs_a_signature_for_one_stop_ticks_no_box_for_another():
    slots = [slot_of("some"), slot_of("high")]
    held = services.hold_all(slots=slots, party=new_party(guests=guests("h2")), key="course")
    services.confirm(booking=held[0])
    assert [now(booking).state for booking in held] == [State.CONSENTING] * 2
    assert {booking.state for booking in sign(held[0])} == {State.CONFIRMED}


def test_a_visit_that_became_dangerous_meanwhile_asks_for_a_signature():
    slot = slot_of("some")
    booking = hold(slot, guests=guests("h2"), guardian_phone=PHONE)
    type(slot.activity).objects.update(hazard="high")
    assert services.confirm(booking=booking).state == State.CONSENTING
    [booking] = sign(booking)
    assert (booking.state, GuardianConsent.objects.get().how) == (State.CONFIRMED, "link")


# Other people, another date


@pytest.mark.parametrize(
    ("hazard", "before", "after", "refused"),
    [
        ("", ["e6", "parent"], ["e6"], True),
        ("", ["e6"], ["e6", "e6"], True),
        ("", ["e6"], ["e5"], True),
        ("", ["e6", "e6"], ["e6"], False),
        ("", ["e6"], ["e6", "e2", "parent"], False),
        ("", ["h2"], ["h2", "h3"], False),
        ("some", ["h2", "parent"], ["h2"], True),
        ("some", ["h2"], ["h2", "h2"], True),
        ("some", ["h2", "h3"], ["h3"], False),
        ("some", ["h2"], ["h1"], True),
    ],
)
def test_other_people_must_not_need_another_guardian(hazard, before, after, refused):
    slot = slot_of(hazard)
    booking = asked(slot, *before, guardian_phone=PHONE if hazard and "parent" not in before else "")
    if booking.state == State.CONSENTING:
        sign(booking)
    if refused:
        with pytest.raises(GuardianMissing):
            services.change_party(booking=booking, guests=guests(*after))
    else:
        services.change_party(booking=booking, guests=guests(*after))
    assert taken(slot) == len(before if refused else after)


def test_a_guardian_has_signed_for_one_date():
    slot = slot_of()
    other = SlotFactory(activity=slot.activity, days=31)
    [booking] = sign(asked(slot))
    with pytest.raises(NotChangeable, match="not_changeable"):
        services.move(booking=booking, slot=other)
    assert (now(booking).slot, now(booking).can_move) == (slot, False)


def test_with_a_tick_another_date_can_be_chosen_unless_it_needs_more_by_now():
    slot = slot_of("some")
    other = SlotFactory(activity=slot.activity, days=31)
    booking = asked(slot, "h2", guardian_phone=PHONE)
    services.move(booking=booking, slot=other)
    type(slot.activity).objects.update(hazard="high")
    with pytest.raises(GuardianMissing):
        services.move(booking=now(booking), slot=slot)


def test_who_comes_without_the_adult_after_all_needs_a_signature_for_an_offer():
    slot = slot_of()
    whole = confirmed(slot, 4)
    wait = queued(slot, guests=guests("e6", "e6", "parent"), least=2)
    services.cancel(booking=whole, by="desk")
    services.change_capacity(slot=slot, capacity=4)
    booking = waiting.accept(booking=now(wait), guests=guests("e6", "e6"))
    assert (booking.state, taken(slot)) == (State.CONSENTING, 2)
    assert waiting.accept(booking=now(wait)).state == State.CONSENTING
    assert sign(booking)[0].state == State.CONFIRMED


# What else happens to it


def test_the_desk_sends_the_link_again_to_a_corrected_address():
    booking = asked(slot_of())
    resend_confirmation(booking=booking, email="hana@example.com")
    assert [mail.to for mail in mails(booking, "consenting") if mail.state == "waiting"] == ["hana@example.com"]


def test_name_and_number_go_with_the_party_and_the_fact_stays():
    slot = slot_of()
    [booking] = sign(asked(slot))
    services.erase_expired(at=slot.ends_at + timedelta(days=91))
    consent = GuardianConsent.objects.get()
    assert (consent.name, str(consent.phone), consent.how) == ("", "", "link")
    assert NAME not in str(list(GuardianConsent.objects.values()))
