"""One page for all stops of a course: confirmed together, cancelled together or one by one, printed on one sheet."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
import vobject
from django.utils import timezone

from bookings import reminders, services
from bookings.errors import TooLate
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest
from bookings.services.resending import resend_confirmation
from notices.models import Notice
from tests.bookings.parties import confirmed as single
from tests.bookings.parties import mailed_pin, mails, new_party, verified
from tests.bookings.visitors import page_of, text
from tests.factories import CompanyFactory, SlotFactory, TourFactory
from tests.html import soup
from tests.html import text as words
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
DAY = datetime.fromisoformat("2026-12-05T09:00+09:00")


def slot_at(number):
    company = CompanyFactory(name=f"架空{number}", lat=35.56 + number * 0.0027)
    tour = TourFactory(title=f"見学{number}", company=company, bring=f"持ち物{number}", cancel_hours=24)
    start = DAY + timedelta(hours=2 * number)
    return SlotFactory(activity=tour, starts_at=start, ends_at=start + timedelta(hours=1), capacity=4)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-20T12:00+09:00", tick=False):
        yield


@pytest.fixture
def slots():
    return [slot_at(number) for number in range(3)]


@pytest.fixture
def held(slots):
    """A course for two at three companies, held in another order than that of the day."""
    party = new_party(2)
    return services.hold_all(slots=[slots[2], *slots[:2]], party=party, key=uuid.uuid4().hex)


@pytest.fixture
def course(held):
    """The same, confirmed, in the order of the day."""
    services.confirm_by_pin(party=held[0].party, pin=mailed_pin(held[0]))
    return list(Booking.objects.select_related("party", "slot__activity").order_by("slot__starts_at"))


def states():
    return list(Booking.objects.order_by("slot__starts_at").values_list("state", "seats"))


def shown_stops(response):
    return [stop.get_text(" ", strip=True) for stop in soup(response).select(".course-pass .course-stops__time")]


# Confirming


def test_the_code_is_asked_once_and_confirms_all(client, held):
    page = client.get(page_of(held[0]))
    assert [at.get_text() for at in soup(page).select("aside .course-stops__time")] == [
        "09:00〜10:00",
        "11:00〜12:00",
        "13:00〜14:00",
    ]
    [pin_mail] = mails(held[0], "pin")
    assert [line in pin_mail.text for line in ("1. 09:00〜10:00 見学0", "3. 13:00〜14:00 見学2")] == [True, True]
    client.post(page_of(held[0]), {"pin": mailed_pin(held[0])})
    assert states() == [("confirmed", 2)] * 3
    page = client.get(page_of(held[0]))
    assert shown_stops(page) == ["09:00〜10:00", "11:00〜12:00", "13:00〜14:00"]
    assert len(soup(page).select(".pass__qr svg")) == 1
    assert re.findall("歩いて([0-9]+)分", words(page)) == ["5", "5"]


def test_one_confirmation_with_one_calendar_of_three_entries(course):
    [mail] = mails(course[0], "confirmed")
    assert (mail.subject, mail.calendar_method) == ("予約が決まりました｜見学コース（3か所）", "PUBLISH")
    entries = vobject.readOne(mail.calendar).vevent_list
    assert [entry.summary.value for entry in entries] == ["見学0", "見学1", "見学2"]
    assert len({entry.uid.value for entry in entries}) == 3
    assert [f"持ち物{number}" in mail.text for number in range(3)] == [True] * 3
    assert Notice.objects.filter(state=Notice.State.WAITING, kind="bookings.confirmed").count() == 1


def test_one_calendar_file_with_what_is_confirmed(client, course):
    services.cancel(booking=course[1], by="guest")
    file = vobject.readOne(text(client.get(page_of(course[0], "calendar.ics"))))
    assert [entry.summary.value for entry in file.vevent_list] == ["見学0", "見学2"]
    assert file.method.value == "PUBLISH"


def test_the_desk_sends_the_mail_of_the_whole_course_again(course):
    resend_confirmation(booking=course[1], email="other@example.com")
    newest = mails(course[0], "confirmed")[-1]
    assert (newest.to, len(vobject.readOne(newest.calendar).vevent_list)) == ("other@example.com", 3)


def test_what_was_not_confirmed_in_time_has_ended_for_all_stops(client, held):
    Booking.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert "見学コースの予約は終わっています" in words(client.get(page_of(held[0])))
    answer = client.post(page_of(held[0]), {"pin": mailed_pin(held[0])})
    assert (answer.status_code, states()) == (409, [("expired", 2)] * 3)
    assert services.check_seats() == []


# Cancelling


def test_one_stop_is_cancelled_by_its_own_address(client, course):
    one = page_of(course[0], "cancel/?stop=2")
    assert "見学1" in words(client.get(one))
    client.post(one)
    assert states() == [("confirmed", 2), ("cancelled", 2), ("confirmed", 2)]
    [mail] = mails(course[0], "cancelled")
    assert vobject.readOne(mail.calendar).vevent.summary.value == "見学1"
    page = client.get(page_of(course[0]))
    assert shown_stops(page) == ["09:00〜10:00", "13:00〜14:00"]
    assert "取り消した見学" in words(page)
    assert services.check_seats() == []


@pytest.mark.parametrize(
    ("sent", "left"),
    [(["1", "2", "3"], []), (["3", "1", "3"], ["11:00〜12:00"]), (["9", "x"], None), ([], None)],
    ids=["all", "two", "nonsense", "none"],
)
def test_the_page_lets_one_choose_what_to_cancel(client, course, sent, left):
    page = client.get(page_of(course[0], "cancel/"))
    assert [box["value"] for box in soup(page).select("input[name=stop]")] == ["1", "2", "3"]
    answer = client.post(page_of(course[0], "cancel/"), {"stop": sent})
    assert answer.status_code == (400 if left is None else 302)
    assert services.check_seats() == []
    if left is not None:
        assert shown_stops(client.get(page_of(course[0]))) == left or left == []
        assert [state for state, _seats in states()].count("cancelled") == len(set(sent))


def test_a_stop_past_its_deadline_keeps_all_chosen_ones(client, course):
    Slot.objects.filter(pk=course[0].slot_id).update(starts_at=timezone.now() + timedelta(hours=2))
    page = client.get(page_of(course[0], "cancel/"))
    assert [box["value"] for box in soup(page).select("input[name=stop]")] == ["2", "3"]
    assert "行けなくなった" in words(client.get(page_of(course[0])))
    with pytest.raises(TooLate) as refusal:
        services.cancel_all(bookings=[course[1], course[0]], by="guest")
    assert (refusal.value.slot, states()) == (course[0].slot, [("confirmed", 2)] * 3)
    client.post(page_of(course[0], "cannot-come/?stop=1"))
    assert states() == [("cancelled", 2), ("confirmed", 2), ("confirmed", 2)]


def test_the_host_calls_off_one_stop_and_the_others_stay(client, course):
    services.set_status(slot=course[2].slot, status="cancelled")
    assert states() == [("confirmed", 2), ("confirmed", 2), ("cancelled", 2)]
    assert shown_stops(client.get(page_of(course[0]))) == ["09:00〜10:00", "11:00〜12:00"]


# Changing


def more(people):
    return {"own_grade": "e6", "coming": "on", "grade_1": "parent", "count_1": people - 1}


def test_other_people_for_all_stops_and_one_mail(client, course):
    client.post(page_of(course[0], "change/"), more(4))
    assert (states(), Party.objects.get().guests.count()) == ([("confirmed", 4)] * 3, 4)
    waiting = Notice.objects.filter(kind="bookings.changed", state=Notice.State.WAITING)
    entries = vobject.readOne(waiting.get().calendar).vevent_list
    assert [entry.sequence.value for entry in entries] == ["1"] * 3
    assert services.check_seats() == []


def test_no_room_at_one_stop_changes_none_and_says_where(client, course, slots):
    single(slots[1], 2)
    answer = client.post(page_of(course[0], "change/"), more(3))
    assert (answer.status_code, "見学1" in words(answer)) == (409, True)
    assert [state for state in states() if state == ("confirmed", 2)] == [("confirmed", 2)] * 4
    assert Party.objects.order_by("pk")[0].guests.count() == 2


def test_another_time_for_one_stop_is_not_offered(client, course):
    assert client.get(page_of(course[0], "move/")).status_code == 302
    assert client.get(page_of(course[0], "move/?stop=2")).status_code == 302


# Reminders, clashes


def test_one_reminder_for_the_day(course):
    with time_machine.travel("2026-12-04T18:00+09:00", tick=False):
        assert (reminders.write_due(), reminders.write_due()) == (1, 0)
    [mail] = mails(course[0], "reminder")
    assert [f"見学{number}" in mail.text for number in range(3)] == [True] * 3


def test_after_the_first_stop_is_cancelled_the_next_one_reminds(course):
    services.cancel(booking=course[0], by="guest")
    with time_machine.travel("2026-12-04T18:00+09:00", tick=False):
        assert (reminders.write_due(), reminders.write_due()) == (1, 0)
    [mail] = mails(course[0], "reminder")
    assert ("見学0" in mail.text, "見学2" in mail.text) == (False, True)


def test_thanks_name_the_stop_they_are_for(client, course):
    with time_machine.travel("2026-12-06T09:00+09:00", tick=False):
        assert reminders.write_due() == 3
        links = re.findall(r"/thanks/\?stop=[123]", "".join(mail.text for mail in mails(course[0], "thanks")))
        assert [link[-1] for link in links] == ["1", "2", "3"]
        assert client.get(page_of(course[0], "thanks/?stop=2")).status_code == 200


def test_its_own_stops_never_warn_and_another_booking_does(client, course, slots):
    assert "時間が重なっているか" not in words(client.get(page_of(course[0])))
    near = SlotFactory(starts_at=slots[0].ends_at, ends_at=slots[1].starts_at)
    verified(near)
    assert "時間が重なっているか" in words(client.get(page_of(course[0])))


# The sheet


def test_the_sheet_has_all_one_needs_and_no_secret(client, course):
    page = client.get(page_of(course[0], "course/"))
    shown = words(page)
    assert [f"持ち物{number}" in shown for number in range(3)] == [True] * 3
    assert len(soup(page).select(".course-sheet__qr svg")) == 3
    assert soup(page).select_one("svg.course-map")
    party = course[0].party
    sheet = str(soup(page).select_one("ol.course-sheet__stops")) + str(
        soup(page).select_one("header.course-sheet__head")
    )
    assert [secret in sheet for secret in (party.token, party.email, party.family_name)] == [False] * 3
    assert page["Cache-Control"] == "no-store, private"


def test_what_is_no_confirmed_course_has_no_sheet(client, held, slots):
    assert client.get(page_of(held[0], "course/")).status_code == 302
    assert client.get(page_of(single(slots[0]), "course/")).status_code == 302
    assert client.get("/bookings/nosuch/course/").status_code == 404


@pytest.mark.parametrize("number", ["0", "4", "x", "-1", "99999999999", "２"])
def test_an_unknown_stop_is_the_whole_course(client, course, number):
    assert shown_stops(client.get(page_of(course[0], f"?stop={number}"))) == [
        "09:00〜10:00",
        "11:00〜12:00",
        "13:00〜14:00",
    ]


def test_a_stop_by_its_number_has_its_own_pass(client, course):
    assert "見学1" in words(client.get(page_of(course[0], "?stop=2")))
    assert client.get(page_of(course[0], "pass.png?stop=2"))["Content-Type"] == "image/png"


@pytest.mark.once  # on PostgreSQL a kept statement is asked by its name
def test_the_page_of_a_single_visit_costs_no_statement_more(client, slots):
    booking = single(slots[0])
    queries = queries_of(lambda: client.get(page_of(booking)))
    assert sum('FROM "bookings_booking"' in sql for sql in queries) == 1


# Guardians


def test_a_guardian_signs_once_for_all_stops(client, slots):
    child = (NewGuest("e4", is_self=True),)
    held = services.hold_all(slots=slots, party=new_party(guests=child), key=uuid.uuid4().hex)
    services.confirm_by_pin(party=held[0].party, pin=mailed_pin(held[0]))
    assert states() == [("consenting", 1)] * 3
    assert sum(mail.state == Notice.State.WAITING for mail in mails(held[0], "consenting")) == 1
    assert client.get(page_of(held[0])).status_code == 200
    services.sign(party=held[0].party, name="見本 太郎", phone="+81350000000", wording="1:")
    assert states() == [("confirmed", 1)] * 3
    [mail] = [mail for mail in mails(held[0], "confirmed") if mail.state == Notice.State.WAITING]
    assert len(vobject.readOne(mail.calendar).vevent_list) == 3
