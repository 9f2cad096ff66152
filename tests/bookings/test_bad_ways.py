"""Ways through a booking that nobody meant: each gets a clear answer, and nothing is lost or done twice."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from bookings import proofs, services
from bookings.limits import PIN_MAILS
from bookings.models import Booking, Party, Slot
from notices.models import Notice
from tests.bookings.parties import hold, mailed_pin, mails, other_than, run_out
from tests.bookings.visitors import book_url, heading, page_of, text, typed
from tests.factories import AvailabilityRuleFactory, SlotFactory, TourFactory
from tours.rules import days, validate_rrule
from tours.timetable import end_of, in_zone

pytestmark = pytest.mark.django_db
STRANGE = {"REMOTE_ADDR": "203.0.113.7"}
State = Booking.State


@pytest.fixture
def slot():
    return SlotFactory(days=7, capacity=20)


def adult(slot, **changes):
    return typed(slot, own_grade="adult", **changes)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=10000"]
)  # fmt: skip
def test_a_rule_that_could_go_on_without_end_is_refused_in_a_sentence(rule):
    with pytest.raises(ValidationError):
        validate_rrule(rule)


def test_a_rule_for_the_29th_skips_the_februaries_without_one():
    found = days("FREQ=MONTHLY;BYMONTHDAY=29", date(2027, 1, 1), date(2028, 3, 31))
    assert [day.isoformat() for day in found if day.month == 2] == ["2028-02-29"]
    assert len(found) == 14


def test_a_visit_that_ends_a_minute_before_midnight_is_of_that_day_and_none_ends_at_midnight():
    tour = TourFactory()
    late = AvailabilityRuleFactory.build(tour=tour, starts=time(23), ends=time(23, 59))
    late.full_clean()
    with pytest.raises(ValidationError):
        AvailabilityRuleFactory.build(tour=tour, starts=time(23, 59), ends=time(0)).full_clean()
    assert end_of(in_zone(date(2028, 2, 29), late.starts), late) == in_zone(date(2028, 2, 29), late.ends)


@pytest.mark.parametrize("count", ["-1", "0", "101", "9" * 30, "1.5", "１０１", "٣٣٣٣"])
def test_a_negative_or_huge_party_is_a_mistake_beside_its_field(client, slot, count):
    response = client.post(book_url(slot), adult(slot, grade_1="adult", count_1=count))
    assert (response.status_code, Booking.objects.count()) == (400, 0)
    assert 'id="id_count_1_error"' in text(response)
    assert 'value="minori@example.com"' in text(response)


def test_a_code_is_tried_five_times_and_the_sixth_says_how_to_get_another(client, slot):
    held = hold(slot)
    wrong = other_than(mailed_pin(held))
    answers = [client.post(page_of(held), {"pin": wrong}) for _try in range(6)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [409]
    assert "あと4回ためせます。" in text(answers[0])
    assert "新しい確認コードをメールで受け取ってください。" in text(answers[4])
    assert "新しい確認コードをメールで受け取ってください。" in text(answers[5])
    assert client.post(page_of(held), {"pin": mailed_pin(held)}).status_code == 409
    client.post(page_of(held, "resend/"), {"email": held.party.email})
    assert heading(client.post(page_of(held), {"pin": mailed_pin(held)}, follow=True)) != "メールの確認"
    assert Slot.objects.get().taken == 1


def test_one_address_fifty_times_gets_ten_mails_and_a_sentence_that_says_when(client, slot, clock_stands):
    Slot.objects.update(capacity=60)
    answers = [client.post(book_url(slot), adult(slot, key=f"{number:032d}"), **STRANGE) for number in range(50)]
    assert [answer.status_code for answer in answers] == [302] * PIN_MAILS.times + [429] * (50 - PIN_MAILS.times)
    assert "Retry-After" in answers[-1]
    assert (Notice.objects.count(), Slot.objects.get().taken) == (PIN_MAILS.times, PIN_MAILS.times)


def test_two_tabs_with_two_wishes_are_two_holds_and_the_same_form_twice_is_one(client, slot):
    other = SlotFactory(activity=slot.activity, days=9)
    first, second = adult(slot, key="a" * 32), adult(other, key="b" * 32)
    pages = [client.post(book_url(slot), wish).url for wish in (first, second, first, second)]
    assert (pages[:2], Booking.objects.count()) == (pages[2:], 2)
    assert set(Slot.objects.values_list("taken", flat=True)) == {1}


def test_going_back_after_confirming_and_sending_everything_again_changes_nothing(client, slot):
    wish = adult(slot)
    page = client.post(book_url(slot), wish).url
    booking = Booking.objects.select_related("party").get()
    pin = {"pin": mailed_pin(booking)}
    client.post(page, pin)
    before = list(Booking.objects.values()), list(Notice.objects.values_list("pk", "state"))
    assert client.post(book_url(slot), wish).url == page
    assert client.post(page, pin).url == page
    assert client.post(page_of(booking, f"confirm/{proofs.make(booking.party)}/")).status_code == 302
    assert client.post(page_of(booking, "renew/")).status_code == 409
    assert client.post(page_of(booking, "resend/"), {"email": "x@example.com"}).status_code == 409
    assert (list(Booking.objects.values()), list(Notice.objects.values_list("pk", "state"))) == before
    assert Booking.objects.get().state == State.CONFIRMED


def test_a_link_that_is_late_foreign_or_made_up_confirms_nothing(client, slot):
    late, other = hold(slot), hold(slot)
    foreign = page_of(late, f"confirm/{proofs.make(other.party)}/")
    made_up = page_of(late, f"confirm/{'0' * 64}/")
    assert [client.post(address).status_code for address in (foreign, made_up)] == [400, 400]
    run_out(late)
    response = client.post(page_of(late, f"confirm/{proofs.make(late.party)}/"), follow=True)
    assert "日時をえらぶところから、もう一度申し込んでください。" in text(response)
    assert client.post(f"/bookings/{'x' * 32}/", {"pin": "123456"}).status_code == 404
    assert list(Party.objects.values_list("verified_at", flat=True)) == [None, None]
    assert (Slot.objects.get().taken, mails(late, "confirmed")) == (1, [])


def test_a_booking_that_ended_says_so_wherever_its_links_lead(client, slot):
    ended = services.cancel(booking=hold(slot), by="guest")
    for name in ("", "cancel/", "change/", "move/", "accept/", f"confirm/{proofs.make(ended.party)}/"):
        answer = client.get(page_of(ended, name), follow=True)
        assert (answer.status_code, heading(answer)) == (200, "予約は取り消されています"), name
