"""What an independent calendar program makes of our files: vobject reads what icalendar wrote."""

from datetime import datetime, timedelta

import pytest
import vobject

from bookings import calendars, services
from bookings.services import NewGuest
from tests.bookings.parties import confirmed, mails
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    """The calendar parts of confirmation, two changes and cancellation, in the order they were sent."""
    tour = TourFactory(title="旋盤; 見学, 体験", place="門の前\n右の入口", cancel_hours=0)
    starts_at = datetime.fromisoformat("2030-12-07T10:00+09:00")
    slot = SlotFactory(activity=tour, starts_at=starts_at, books_from=starts_at - timedelta(days=9000))
    booking = confirmed(slot, 2)
    for grade in ("parent", "teacher"):
        services.change_party(booking=booking, guests=(NewGuest(grade),))
    services.cancel(booking=booking, by="guest")
    written = mails(booking, "confirmed") + mails(booking, "changed") + mails(booking, "cancelled")
    return [mail.calendar for mail in written]


class Diary:
    """A calendar as RFC 5546 has it: an entry is known by its UID, and an older SEQUENCE changes nothing."""

    def __init__(self):
        self.entries = {}
        self.answers = []

    def take(self, text):
        file = vobject.readOne(text)
        for entry in file.vevent_list:
            known = self.entries.get(entry.uid.value)
            if known and int(known.sequence.value) > int(entry.sequence.value):
                continue
            self.entries[entry.uid.value] = entry
            asked = [person.params.get("RSVP") for person in entry.contents.get("attendee", [])]
            self.answers += [True for rsvp in asked if rsvp == ["TRUE"]]


def diary_of(*files):
    diary = Diary()
    for text in files:
        diary.take(text)
    return diary


def test_each_file_is_read_with_its_method_and_one_entry(sent):
    read = [vobject.readOne(text) for text in sent]
    assert [file.method.value for file in read] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [len(file.vevent_list) for file in read] == [1, 1, 1, 1]
    entry = read[0].vevent
    assert (entry.summary.value, entry.dtstart.value.isoformat()) == ("旋盤; 見学, 体験", "2030-12-07T10:00:00+09:00")
    assert entry.location.value.endswith(" 門の前\n右の入口")


def test_importing_all_of_them_twice_leaves_one_entry_and_it_is_cancelled(sent):
    [entry] = diary_of(*sent, *sent).entries.values()
    assert (entry.status.value, entry.sequence.value) == ("CANCELLED", "3")


def test_confirmation_and_changes_twice_are_one_entry_of_the_newest_state(sent):
    [entry] = diary_of(*sent[:3], *sent[:3]).entries.values()
    assert (entry.status.value, entry.sequence.value) == ("CONFIRMED", "2")
    assert "人数：1人" in entry.description.value


def test_a_late_confirmation_does_not_bring_a_cancelled_entry_back(sent):
    [entry] = diary_of(sent[3], sent[0]).entries.values()
    assert entry.status.value == "CANCELLED"


def test_a_booking_that_moves_moves_its_entry_and_leaves_none_behind():
    before = SlotFactory(activity=TourFactory(cancel_hours=0), days=30)
    after = SlotFactory(activity=before.activity, days=40)
    booking = confirmed(before)
    services.move(booking=booking, slot=after)
    [first], [second] = mails(booking, "confirmed"), mails(booking, "changed")
    [entry] = diary_of(first.calendar, second.calendar, first.calendar, second.calendar).entries.values()
    assert (entry.dtstart.value, entry.sequence.value) == (after.starts_at, "1")


def test_no_program_is_asked_to_answer(sent):
    assert diary_of(*sent).answers == []


def test_the_download_is_the_same_entry_as_the_mailed_one():
    booking = confirmed(SlotFactory())
    [mailed] = mails(booking, "confirmed")
    assert len(diary_of(mailed.calendar, calendars.calendar(booking), mailed.calendar).entries) == 1
