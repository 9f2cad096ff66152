"""The calendar entry of a booking, read back with icalendar as a calendar program would."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bookings import calendars, services
from bookings.models import Slot
from bookings.services import NewGuest
from tests.bookings.parties import confirmed, mails
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    tour = TourFactory(
        title="旋盤; 見学, 体験",
        title_en="Lathe tour",
        place="架空製作所の門\n右の入口",
        cancel_hours=0,
        company__address="東京都大田区試町1-1",
        company__name="架空精密",
    )
    starts_at = datetime(2030, 12, 7, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    slot = SlotFactory(activity=tour, starts_at=starts_at, books_from=starts_at - timedelta(days=9000))
    return confirmed(slot, 2)


def read(text):
    """Calendar and its one event."""
    file = Calendar.from_ical(text)
    [event] = file.walk("VEVENT")
    return file, event


def test_the_entry_says_what_when_and_where(booking):
    _file, event = read(calendars.calendar(booking))
    assert (event["SUMMARY"], event["LOCATION"]) == ("旋盤; 見学, 体験", "東京都大田区試町1-1 架空製作所の門\n右の入口")
    assert event.decoded("DTSTART").isoformat() == "2030-12-07T10:00:00+09:00"
    assert event.decoded("DTEND").isoformat() == "2030-12-07T11:30:00+09:00"
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"
    url = f"http://127.0.0.1:8000/bookings/{booking.party.token}/"
    assert event["URL"] == url
    assert event["DESCRIPTION"] == f"予約番号：{booking.party.code}\n人数：2人\n見学先：架空精密\n変更・取り消し：{url}"


def test_the_file_brings_its_time_zone_and_a_reminder_one_day_before(booking):
    file, _event = read(calendars.calendar(booking))
    [zone], [alarm] = file.walk("VTIMEZONE"), file.walk("VALARM")
    assert zone["TZID"] == "Asia/Tokyo"
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(days=-1))


def test_a_download_is_published_and_names_nobody(booking):
    file, event = read(calendars.calendar(booking))
    assert (file["METHOD"], "ATTENDEE" in event) == ("PUBLISH", False)
    assert "hanako" not in calendars.calendar(booking)


def test_a_mail_names_its_reader_alone_and_an_organizer_who_takes_no_mail(booking):
    file, event = read(mails(booking, "confirmed")[0].calendar)
    assert (file["METHOD"], event["STATUS"]) == ("REQUEST", "CONFIRMED")
    assert (event["ATTENDEE"], event["ATTENDEE"].params["RSVP"]) == ("mailto:hanako@example.com", "FALSE")
    assert event["ORGANIZER"] == "mailto:no-reply@machikoba.example"


def test_one_uid_for_life_and_a_sequence_that_grows_with_every_change(booking):
    services.change_party(booking=booking, guests=(NewGuest("parent"),))
    services.change_party(booking=booking, guests=(NewGuest("teacher"),))
    services.cancel(booking=booking, by="guest")
    sent = mails(booking, "confirmed") + mails(booking, "changed") + mails(booking, "cancelled")
    events = [read(mail.calendar)[1] for mail in sent]
    assert len({event["UID"] for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]


def test_a_cancellation_takes_the_entry_out_of_the_calendar(booking):
    file, event = read(mails(services.cancel(booking=booking, by="desk"), "cancelled")[0].calendar)
    assert (file["METHOD"], event["STATUS"], file.walk("VALARM")) == ("CANCEL", "CANCELLED", [])


def test_two_bookings_are_two_entries(booking):
    other = confirmed(Slot.objects.get())
    assert read(calendars.calendar(booking))[1]["UID"] != read(calendars.calendar(other))[1]["UID"]


def test_the_entry_speaks_the_language_of_its_party(booking):
    booking.party.language = "en"
    _file, event = read(calendars.calendar(booking))
    assert event["SUMMARY"] == "Lathe tour"
    assert event["URL"] == f"http://127.0.0.1:8000/en/bookings/{booking.party.token}/"


def test_lines_are_folded_at_75_octets_and_end_with_crlf(booking):
    lines = calendars.calendar(booking).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line] == []
