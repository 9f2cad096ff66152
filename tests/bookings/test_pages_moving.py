"""Another date, a late word that one cannot come, and the warning of two visits at one time, as the guest sees them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.models import Activity, Booking, Party, Slot
from tests.bookings.parties import confirmed, hold, mails, verified
from tests.bookings.visitors import book_url, heading, page_of, text, too_late
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(slot):
    """Another date of the same tour."""
    return SlotFactory(activity=slot.activity, days=12, capacity=6)


def offered(response):
    return [int(pk) for pk in re.findall(r'name="slot" value="(\d+)"', text(response))]


def taken(*slots):
    return [Slot.objects.get(pk=slot.pk).taken for slot in slots]


# Another date


def test_the_pass_leads_to_the_dates_on_which_this_party_has_room(client, booked, later):
    too_small = SlotFactory(activity=booked.slot.activity, days=9, capacity=1)
    SlotFactory(activity=booked.slot.activity, days=10, status=Slot.Status.CLOSED)
    SlotFactory()
    assert page_of(booked, "move/") in text(client.get(page_of(booked)))
    response = client.get(page_of(booked, "move/"))
    assert (heading(response), offered(response)) == ("日時を変える", [later.pk])
    assert too_small.left == 1


def test_choosing_a_date_moves_the_booking_and_the_pass_shows_it(client, booked, later):
    response = client.post(page_of(booked, "move/"), {"slot": later.pk}, follow=True)
    assert response.redirect_chain == [(page_of(booked), 302)]
    assert "日時を変えました。" in text(response)
    assert f"{timezone.localtime(later.starts_at):%-m月%-d日}" in text(response)
    assert taken(booked.slot, later) == [0, 2]


def test_a_date_that_filled_up_meanwhile_is_refused_and_the_others_are_offered(client, booked, later):
    other = SlotFactory(activity=booked.slot.activity, days=14, capacity=6)
    hold(later, 5)
    response = client.post(page_of(booked, "move/"), {"slot": later.pk})
    assert (response.status_code, offered(response)) == (409, [other.pk])
    assert "この回の残りは、あと1人です。" in text(response)
    assert taken(booked.slot, later) == [2, 5]


def test_without_another_date_the_page_names_other_visits(client, booked):
    response = client.get(page_of(booked, "move/"))
    assert (response.status_code, offered(response)) == (200, [])
    assert "いまの予約は、そのままです。" in text(response)


@pytest.mark.parametrize(
    "typed", [{}, {"slot": ""}, {"slot": "x"}, {"slot": "\x00"}, {"slot": "9" * 40}, {"slot": "-1"}]
)
def test_what_is_no_date_gets_a_sentence(client, booked, later, typed):
    response = client.post(page_of(booked, "move/"), typed)
    assert response.status_code == 400
    assert 'class="error-summary"' in text(response)
    assert taken(booked.slot, later) == [2, 0]


def test_a_date_of_another_visit_is_none_of_this_one(client, booked):
    other = SlotFactory()
    assert client.post(page_of(booked, "move/"), {"slot": other.pk}).status_code == 400
    assert taken(booked.slot, other) == [2, 0]


def test_after_the_deadline_and_before_the_code_there_is_no_other_date(client, booked, later):
    held = hold(later)
    assert client.post(page_of(held, "move/"), {"slot": booked.slot_id}).url == page_of(held)
    too_late(booked.slot)
    assert client.get(page_of(booked, "move/")).url == page_of(booked)
    assert client.post(page_of(booked, "move/"), {"slot": later.pk}).url == page_of(booked)
    assert taken(booked.slot, later) == [2, 1]


def test_where_a_host_answers_the_pass_offers_no_other_date(client, booked, later):
    Activity.objects.update(acceptance=Activity.Acceptance.APPROVAL)
    assert page_of(booked, "move/") not in text(client.get(page_of(booked)))
    assert client.post(page_of(booked, "move/"), {"slot": later.pk}).url == page_of(booked)
    assert taken(booked.slot, later) == [2, 0]


@pytest.mark.parametrize("dates", [1, 3])
def test_the_page_of_dates_asks_the_database_as_often_for_three_as_for_one(
    client, booked, django_assert_num_queries, dates
):
    for number in range(dates):
        SlotFactory(activity=booked.slot.activity, days=20 + number)
    client.get(page_of(booked, "move/"))
    with django_assert_num_queries(3):
        client.get(page_of(booked, "move/"))


# Who cannot come


def test_after_the_deadline_one_may_still_say_that_one_cannot_come(client, booked):
    too_late(booked.slot)
    response = client.get(page_of(booked, "cannot-come/"))
    assert heading(response) == "行けなくなりましたか"
    assert "知らせてくれて、ありがとうございます。" in text(response)
    assert taken(booked.slot) == [2]
    response = client.post(page_of(booked, "cannot-come/"), follow=True)
    assert "知らせてくれて、ありがとうございました。" in text(response)
    assert (heading(response), taken(booked.slot)) == ("予約は取り消されています", [0])


def test_before_the_deadline_the_way_leads_to_the_ordinary_page(client, booked):
    assert client.get(page_of(booked, "cannot-come/")).url == page_of(booked, "cancel/")


def test_once_the_visit_has_begun_the_page_offers_nothing_more(client, booked):
    too_late(booked.slot)
    Slot.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    assert "もう始まっている" in text(client.get(page_of(booked)))
    assert client.post(page_of(booked, "cannot-come/")).status_code == 409
    assert taken(booked.slot) == [2]


def test_saying_it_twice_shows_the_same_page(client, booked):
    too_late(booked.slot)
    answers = [client.post(page_of(booked, "cannot-come/")).url for _time in range(2)]
    assert (answers, len(mails(booked, "cancelled"))) == ([page_of(booked)] * 2, 1)


# Two visits at one time

WARNED = "ほかの予約と時間が重なっているか、間が1時間ありません。"


def beside(slot, minutes):
    """A visit to somewhere else that begins so many minutes after the end of this one."""
    start = slot.ends_at + timedelta(minutes=minutes)
    return SlotFactory(starts_at=start, ends_at=start + timedelta(minutes=90), days=7)


@pytest.mark.parametrize(
    ("minutes", "warned"), [(-90, True), (-1, True), (0, True), (59, True), (60, False), (-240, False), (-239, True)]
)
def test_an_hour_of_way_lies_between_two_visits(client, slot, minutes, warned):
    first = verified(slot, email="Hanako@example.com")
    second = verified(beside(slot, minutes))
    for booking in (first, second):
        assert (WARNED in text(client.get(page_of(booking)))) == warned


def test_the_warning_names_the_other_date_and_nothing_that_opens_it(client, slot):
    first, other = verified(slot), verified(beside(slot, 10))
    page = text(client.get(page_of(first)))
    assert f"<li>{timezone.localtime(other.slot.starts_at):%-m月%-d日}" in page
    assert [secret for secret in (other.party.token, other.party.code) if secret in page] == []


def test_a_page_of_a_request_warns_too(client, slot):
    verified(slot)
    near = beside(slot, 10)
    Activity.objects.filter(pk=near.activity_id).update(acceptance=Activity.Acceptance.APPROVAL)
    assert WARNED in text(client.get(page_of(verified(Slot.objects.get(pk=near.pk)))))


def test_nobody_learns_of_bookings_before_the_address_is_theirs(client, slot):
    verified(slot)
    held = hold(beside(slot, 10))
    form = {"slot": held.slot_id}
    for page in (text(client.get(page_of(held))), text(client.post(book_url(held.slot), form))):
        assert WARNED not in page


def test_whoever_only_typed_the_address_warns_nobody(client, slot):
    mine = verified(slot)
    hold(beside(slot, 10))
    assert WARNED not in text(client.get(page_of(mine)))


def test_other_people_and_ended_bookings_warn_nobody(client, slot):
    near = beside(slot, 10)
    mine = verified(slot)
    verified(near, email="other@example.com")
    services.cancel(booking=verified(near), by="guest")
    assert WARNED not in text(client.get(page_of(mine)))


def test_a_booking_whose_address_nobody_confirmed_is_warned_of_nothing(client, slot):
    verified(beside(slot, 10))
    assert WARNED not in text(client.get(page_of(confirmed(slot))))
    assert (Booking.objects.count(), Party.objects.filter(verified_at=None).count()) == (2, 1)
