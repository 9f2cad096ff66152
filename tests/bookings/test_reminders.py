"""Reminders before the visit: one each at their moment, never a wrong one, however late the clock is."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from bookings import reminders, services
from bookings.models import Booking, Slot
from bookings.services import NewGuest
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, mails
from tests.factories import SlotFactory, TourFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
VISIT = "2026-12-05T10:00+09:00"


def at(moment):
    return datetime.fromisoformat(f"{moment}+09:00")


@pytest.fixture
def slot():
    starts_at = datetime.fromisoformat(VISIT)
    tour = TourFactory(title="旋盤の見学", title_en="Lathe tour", bring="かかとをおおう靴", cancel_hours=0)
    return SlotFactory(activity=tour, starts_at=starts_at, books_from=starts_at - timedelta(days=90))


@pytest.fixture
def booking(slot):
    return booked_at("2026-11-21T12:00", slot)


def booked_at(moment, slot, **changes):
    with time_machine.travel(at(moment), tick=False):
        return confirmed(slot, 2, **changes)


def run(moment):
    """What the clock does at this moment; how many mails it wrote."""
    with time_machine.travel(at(moment), tick=False):
        return reminders.write_due()


def sent():
    """Every reminder as it stands in the outbox."""
    return list(Notice.objects.filter(kind="bookings.reminder").order_by("pk").values_list("dedupe_key", "state"))


def test_one_reminder_three_days_and_one_the_day_before_at_six_in_the_evening(booking):
    moments = ("12-02T17:59", "12-02T18:00", "12-02T18:05", "12-04T17:59", "12-04T18:00", "12-04T23:00", "12-05T10:00")
    assert [run(f"2026-{moment}") for moment in moments] == [0, 1, 0, 0, 1, 0, 0]


def test_it_says_what_one_needs_and_how_to_give_the_seats_back(booking):
    run("2026-12-02T18:00")
    [mail] = mails(booking, "reminder")
    home = f"http://127.0.0.1:8000/bookings/{booking.party.token}/"
    lines = mail.text.splitlines()
    assert (mail.to, mail.subject) == ("hanako@example.com", "12月5日(土)は、予約の日です｜旋盤の見学")
    assert [line in lines for line in (home, f"{home}cancel/", booking.party.code)] == [True] * 3
    assert "2026年12月5日(土) 10:00〜11:30" in mail.text
    assert "かかとをおおう靴" in mail.text
    assert f'href="{home}cancel/"' in mail.html
    assert mail.calendar == ""  # an entry without news would only be a second one to some programs


def test_it_speaks_the_language_of_the_party(slot):
    booking = booked_at("2026-11-21T12:00", slot, language="en")
    run("2026-12-02T18:00")
    [mail] = mails(booking, "reminder")
    assert (mail.language, "/en/bookings/" in mail.text, "Lathe tour" in mail.subject) == ("en", True, True)


@pytest.mark.parametrize(
    ("moment", "numbers"),
    [("2026-12-02T18:01", ["1"]), ("2026-12-04T18:01", []), ("2026-12-02T17:59", ["3", "1"])],
)
def test_whoever_books_after_its_moment_gets_no_reminder(slot, moment, numbers):
    booked_at(moment, slot)
    for later in ("2026-12-02T18:05", "2026-12-04T18:05", "2026-12-05T09:00"):
        run(later)
    assert [key.split(":")[2] for key, _state in sent()] == numbers


def test_a_run_that_was_missed_for_hours_still_sends_until_the_visit_begins(booking):
    assert [run("2026-12-05T09:59"), [key.split(":")[2] for key, _state in sent()]] == [1, ["1"]]


def test_after_the_start_nothing_is_sent(booking):
    assert (run("2026-12-05T10:00"), sent()) == (0, [])


def test_no_reminder_for_a_booking_that_is_only_held_or_was_cancelled(slot):
    with time_machine.travel(at("2026-11-21T12:00"), tick=False):
        hold(slot)
        services.cancel(booking=confirmed(slot), by="guest")
    assert [run("2026-12-02T18:00"), run("2026-12-04T18:00")] == [0, 0]


def test_a_reminder_that_waits_does_not_go_out_after_a_cancellation(booking):
    run("2026-12-02T18:00")
    with time_machine.travel(at("2026-12-02T18:01"), tick=False):
        services.cancel(booking=booking, by="guest")
    assert [state for _key, state in sent()] == [Notice.State.DROPPED]
    assert run("2026-12-04T18:00") == 0


def test_a_change_of_people_takes_back_the_reminder_that_waits_and_the_next_says_the_new_number(booking):
    run("2026-12-02T18:00")
    with time_machine.travel(at("2026-12-02T18:01"), tick=False):
        services.change_party(booking=booking, guests=(NewGuest("parent"),))
    run("2026-12-02T18:05"), run("2026-12-04T18:00")
    assert [state for _key, state in sent()] == [Notice.State.DROPPED, Notice.State.WAITING]
    assert "人数: 1人" in mails(booking, "reminder")[1].text


def test_another_date_brings_its_own_reminders_and_not_the_old_ones(booking, slot):
    run("2026-12-02T18:00")
    later = slot.starts_at + timedelta(days=7)
    Slot.objects.filter(pk=slot.pk).update(starts_at=later, ends_at=later + timedelta(hours=1))
    assert [run("2026-12-02T18:05"), run("2026-12-04T18:00"), run("2026-12-09T18:00"), run("2026-12-11T18:00")] == [
        0, 0, 1, 1,
    ]  # fmt: skip
    assert sent() == [
        (f"bookings.reminder:{booking.pk}:3:202612050100", Notice.State.DROPPED),
        (f"bookings.reminder:{booking.pk}:3:202612120100", Notice.State.DROPPED),  # the next one says the same
        (f"bookings.reminder:{booking.pk}:1:202612120100", Notice.State.WAITING),
    ]


def test_a_reminder_that_could_not_leave_is_called_off_when_the_visit_begins(booking):
    run("2026-12-04T18:00")
    run("2026-12-05T10:00")
    assert [state for _key, state in sent()] == [Notice.State.DROPPED]


def test_a_cancellation_between_looking_and_writing_wins(booking, monkeypatch):
    seen = list(reminders._due(at("2026-12-02T18:00")))
    Booking.objects.filter(pk=booking.pk).update(state=Booking.State.CANCELLED)
    monkeypatch.setattr(reminders, "_due", lambda at: seen)
    assert (run("2026-12-02T18:00"), sent()) == (0, [])


def test_a_run_without_anything_to_do_asks_the_same_for_one_and_for_three(slot):
    booked_at("2026-11-21T12:00", slot)
    run("2026-12-02T18:00")
    one = len(queries_of(lambda: run("2026-12-02T18:05")))
    booked_at("2026-11-21T12:00", slot), booked_at("2026-11-21T12:00", slot)
    run("2026-12-02T18:05")
    assert len(queries_of(lambda: run("2026-12-02T18:05"))) == one


def test_the_day_is_the_wards_and_not_that_of_utc(slot):
    """A visit at eight in the morning of 5 December begins on the 4th in UTC."""
    early = datetime.fromisoformat("2026-12-05T08:00+09:00")
    Slot.objects.filter(pk=slot.pk).update(starts_at=early, ends_at=early + timedelta(hours=1))
    slot.refresh_from_db()
    assert timezone.localtime(reminders.evening_before(slot, 1)).isoformat() == "2026-12-04T18:00:00+09:00"
