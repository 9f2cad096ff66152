"""The pages of the waiting list: getting on it from the booking form, and what a party that waits sees and presses."""

import re

import pytest
from django.test import Client

from bookings import proofs, services
from bookings.models import Booking, Party, Slot
from bookings.services import waiting
from tests.bookings.parties import confirmed, hold, mailed_pin, mails, run_out
from tests.bookings.visitors import book_url, heading, page_of, text, typed
from tests.bookings.waits import join, now, queued, states
from tests.factories import CompanyFactory, FieldFactory, SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(db):
    """Two places, taken by one party."""
    return SlotFactory(days=30, capacity=2, activity=TourFactory(cancel_hours=0))


@pytest.fixture
def booked(slot):
    return confirmed(slot, 2)


@pytest.fixture
def waits(slot, booked):
    """A party of two, first in the list."""
    return queued(slot, 2)


@pytest.fixture
def offered(waits, booked):
    services.cancel(booking=booked, by="guest")
    return now(waits)


@pytest.fixture
def offered_fewer(slot, booked):
    """Two seats for a party of three that would come with two."""
    waits = queued(slot, 3, least=2)
    services.cancel(booking=booked, by="guest")
    return now(waits)


# Getting on the list


def test_a_full_day_can_be_chosen_and_says_that_one_can_wait(client, slot, booked):
    page = text(client.get(f"{book_url(slot)}?slot={slot.pk}"))
    assert "満席・キャンセル待ち" in page
    assert 'name="wait" value="1"' in page
    assert 'name="wait"' not in text(client.get(book_url(SlotFactory())))


def test_a_full_day_is_refused_with_the_way_onto_its_list(client, slot, booked):
    response = client.post(book_url(slot), typed(slot))
    assert (response.status_code, 'name="wait" value="1"' in text(response)) == (409, True)
    response = client.post(book_url(slot), typed(slot, wait="1"))
    booking = Booking.objects.get(state=Booking.State.WAITING)
    assert (response.status_code, response.url) == (302, page_of(booking))
    assert heading(client.get(response.url)) == "メールの確認"


def test_too_few_places_for_the_party_lead_onto_the_list_too(client, slot):
    hold(slot)
    people = {"grade_1": "parent", "count_1": "2"}
    assert 'name="wait" value="1"' in text(client.post(book_url(slot), typed(slot, **people)))
    client.post(book_url(slot), typed(slot, wait="1", least="２人", **people))
    assert Booking.objects.get(state=Booking.State.WAITING).wait.least == 2


def test_with_room_by_now_the_same_button_holds_seats(client, slot):
    client.post(book_url(slot), typed(slot, wait="1"))
    assert Booking.objects.get().state == Booking.State.HELD


def test_pressing_twice_waits_once(client, slot, booked):
    first, second = (client.post(book_url(slot), typed(slot, wait="1")) for _ in range(2))
    assert (first.url, Booking.objects.filter(state="waiting").count()) == (second.url, 1)


@pytest.mark.parametrize("least", ["0", "-1", "x", "2", "9" * 50, "\x00", "😀"])
def test_a_mistake_in_the_smallest_number_gets_a_sentence(client, slot, booked, least):
    response = client.post(book_url(slot), typed(slot, wait="1", least=least))
    assert response.status_code == 400
    assert 'id="id_least_error"' in text(response)
    assert not Booking.objects.filter(state="waiting").exists()


def test_a_closed_day_has_no_list(client, slot, booked):
    Slot.objects.update(status=Slot.Status.CLOSED)
    response = client.post(book_url(slot), typed(slot, wait="1"))
    assert (response.status_code, "この回は、いま予約を受け付けていません。" in text(response)) == (409, True)


def test_more_people_than_the_day_ever_takes_are_told_so(client, slot, booked):
    response = client.post(book_url(slot), typed(slot, wait="1", grade_1="parent", count_1="2"))
    assert (response.status_code, "この回の定員は2人です。" in text(response)) == (409, True)


# The address


def test_the_code_leads_onto_the_list(client, slot, booked):
    booking = join(slot)
    assert client.post(page_of(booking), {"pin": "000"}).status_code == 400
    assert client.post(page_of(booking), {"pin": mailed_pin(booking)}).url == page_of(booking)
    assert heading(client.get(page_of(booking))) == "キャンセル待ち中"


def test_the_mailed_link_leads_onto_the_list_in_another_browser_by_its_button(slot, booked):
    booking, other_browser = join(slot), Client()
    link = page_of(booking, f"confirm/{proofs.make(booking.party)}/")
    assert heading(other_browser.get(link)) == "キャンセル待ちに入る"
    assert now(booking).wait.queued_at is None
    assert other_browser.post(link).url == page_of(booking)
    assert now(booking).wait.queued_at is not None


def test_the_code_or_link_used_again_takes_no_offer(client, offered):
    link = page_of(offered, f"confirm/{proofs.make(offered.party)}/")
    assert client.post(link).url == page_of(offered)
    client.post(page_of(offered), {"pin": mailed_pin(offered)})
    assert states(offered) == ["offered"]


def test_who_is_too_late_with_the_code_reads_why(client, slot, booked):
    booking = join(slot)
    run_out(booking)
    response = client.post(page_of(booking), {"pin": mailed_pin(booking)})
    assert (response.status_code, heading(response)) == (409, "キャンセル待ちの終わり")
    assert "時間内にメールの確認が終わらなかったためです。" in text(response)


# Waiting


def position(client, booking):
    return int(re.findall(r'number-hero__number">(\d+)<', text(client.get(page_of(booking))))[0])


def test_the_page_says_the_place_in_the_list_among_those_that_count(client, slot, waits):
    join(slot)
    second = queued(slot, 1)
    assert (position(client, waits), position(client, second)) == (1, 2)
    waiting.leave(booking=waits)
    assert position(client, second) == 1


def test_a_larger_party_reads_why_a_smaller_one_came_first(client):
    slot = SlotFactory(capacity=4, activity=TourFactory(cancel_hours=0))
    two, _other = confirmed(slot, 2), confirmed(slot, 2)
    three, _two = queued(slot, 3), queued(slot, 2)
    services.cancel(booking=two, by="guest")
    assert "先に2人の組へ案内しました。あいた席が2人分だったためです。" in text(client.get(page_of(three)))


def test_beside_it_stands_the_nearest_company_of_the_field_with_room_that_day_first(client):
    field = FieldFactory()
    tour = TourFactory(company=CompanyFactory(fields=[field]))
    slot = SlotFactory(activity=tour, days=30, capacity=2)
    confirmed(slot, 2)
    booking = queued(slot, 2)
    another_day = SlotFactory(activity=tour, days=31)
    neighbour = TourFactory(company=CompanyFactory(fields=[field], name="となりの架空製作所"))
    SlotFactory(activity=neighbour, days=29)
    SlotFactory(activity=neighbour, days=30, capacity=1)
    that_day = SlotFactory(activity=TourFactory(company=CompanyFactory(fields=[field])), days=30)
    page = text(client.get(page_of(booking)))
    offers = re.findall(r"\?slot=(\d+)", page)
    assert [int(pk) for pk in offers[:2]] == [that_day.pk, another_day.pk]
    assert f"<strong>{that_day.activity.company.name}</strong>" in page


# Offers


def test_the_offer_is_taken_by_a_button_in_any_browser(offered):
    browser = Client()
    assert heading(browser.get(page_of(offered, "accept/"))) == "席があきました"
    assert states(offered) == ["offered"]
    assert browser.post(page_of(offered, "accept/")).url == page_of(offered)
    assert heading(browser.get(page_of(offered))) == "予約が決まりました"
    assert browser.post(page_of(offered, "accept/")).status_code == 302
    assert browser.get(page_of(offered, "accept/")).url == page_of(offered)


def test_who_is_offered_fewer_seats_says_who_comes(client, offered_fewer):
    page = text(client.get(page_of(offered_fewer)))
    assert "3人のうち、<strong>2人分</strong>の席です。" in page
    assert client.post(page_of(offered_fewer, "accept/"), {}).status_code == 400
    too_many = client.post(page_of(offered_fewer, "accept/"), {"grade_1": "e4", "count_1": "3"})
    assert (too_many.status_code, "いま案内できる席は2人分です。" in text(too_many)) == (409, True)
    client.post(page_of(offered_fewer, "accept/"), {"coming": "on", "own_grade": "parent", "grade_1": "e4"})
    booking = Booking.objects.get(pk=offered_fewer.pk)
    assert (booking.state, booking.seats, booking.party.guests.count()) == ("confirmed", 2, 2)


def test_who_lets_the_offer_go_by_stays_or_leaves(client, offered):
    page = text(client.get(page_of(offered, "decline/")))
    assert (page_of(offered, "decline/") in page, page_of(offered, "leave/") in page) == (True, True)
    assert states(offered) == ["offered"]
    assert "列の最後で待っています。" in text(client.post(page_of(offered, "decline/"), follow=True))
    assert states(offered) == ["waiting"]


def test_an_offer_that_came_too_late_is_refused_in_a_sentence(client, slot, offered):
    after = queued(slot, 2)
    run_out(offered)
    assert heading(client.get(page_of(offered))) == "案内の時間がすぎました"
    response = client.post(page_of(offered, "accept/"))
    assert response.status_code == 409
    assert "この席のご案内は、もう終わっています。" in text(response)
    assert states(offered, after) == ["waiting", "offered"]
    assert "前の案内に返事がなかったので" in text(client.get(page_of(offered)))


# Leaving


def test_leaving_asks_once(client, waits):
    assert heading(client.get(page_of(waits, "leave/"))) == "待つのをやめますか"
    assert states(waits) == ["waiting"]
    page = client.post(page_of(waits, "leave/"), follow=True)
    assert (heading(page), "列からぬけました。" in text(page)) == ("キャンセル待ちの終わり", True)
    assert client.post(page_of(waits, "leave/")).status_code == 302
    assert client.get(page_of(waits, "leave/")).url == page_of(waits)


def test_a_cancelled_day_and_a_closed_list_say_so(client, slot, waits):
    services.end_waits(at=slot.books_until)
    assert "席があかないまま、受付が終わりました。" in text(client.get(page_of(waits)))
    other = queued(slot)
    services.set_status(slot=slot, status="cancelled")
    assert "お待ちの回は、中止になりました。" in text(client.get(page_of(other)))


@pytest.mark.parametrize("name", ["accept/", "decline/", "leave/"])
def test_whoever_has_a_booking_is_not_on_a_list(client, booked, name):
    assert client.get(page_of(booked, name)).url == page_of(booked)
    status = client.post(page_of(booked, name)).status_code
    assert (status, states(booked)) == (302 if name == "accept/" else 409, ["confirmed"])


@pytest.mark.parametrize("name", ["change/", "move/", "calendar.ics", "pass.png"])
def test_what_only_a_booking_has_leads_back_to_the_page(client, waits, offered_fewer, name):
    for booking in (waits, offered_fewer):
        assert client.get(page_of(booking, name)).url == page_of(booking)


# Who may


@pytest.mark.parametrize("name", ["accept/", "decline/", "leave/"])
def test_another_partys_token_answers_for_that_party_alone(client, slot, offered, name):
    other = queued(slot, 2)
    client.post(page_of(other, name))
    assert states(offered) == ["offered"]
    assert client.post(f"/bookings/wrong/{name}").status_code == 404


@pytest.mark.parametrize("name", ["accept/", "decline/", "leave/"])
def test_a_browser_without_our_cookie_cannot_answer(offered, name):
    assert Client(enforce_csrf_checks=True).post(page_of(offered, name)).status_code == 403
    assert states(offered) == ["offered"]


@pytest.mark.parametrize("name", ["", "accept/", "decline/", "leave/"])
def test_nobody_keeps_these_pages(client, offered, name):
    response = client.get(page_of(offered, name))
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


@pytest.mark.parametrize("parties", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_who_wait_as_for_one(
    client, slot, booked, parties, django_assert_num_queries
):
    for _party in range(parties):
        last = queued(slot)
    with django_assert_num_queries(QUERIES):
        client.get(page_of(last))


QUERIES = 5


# Mails


def test_the_first_mail_says_nothing_a_visitor_typed_and_that_no_seat_is_held(slot, booked):
    [mail] = mails(join(slot, family_name="悪い広告"), "pin")
    assert mail.subject.startswith("確認コードを入れて、列に入ってください")
    assert ("悪い広告" in mail.text + mail.html, "いま、席を取ってあります" in mail.text) == (False, False)


def test_the_offer_brings_its_three_answers_each_alone_on_a_line(offered):
    [mail] = mails(offered, "offered")
    for way in ("accept", "decline", "leave"):
        link = f"http://127.0.0.1:8000/bookings/{offered.party.token}/{way}/"
        assert link in mail.text.splitlines()
        assert f'href="{link}"' in mail.html
    assert "お待ちの回に、2人分の席があきました。" in mail.text


def test_the_offer_of_fewer_seats_says_so(offered_fewer):
    [mail] = mails(offered_fewer, "offered")
    assert "3人のうち、2人分です。" in mail.text


def test_a_second_offer_is_a_second_mail(slot, offered):
    run_out(offered)
    services.expire_overdue()
    assert len(mails(offered, "offered")) == 2


def test_mails_escape_what_was_typed_in_html_alone(slot, booked):
    [mail] = mails(queued(slot, family_name="<b>見本"), "queued")
    assert ("<b>見本" in mail.text, "&lt;b&gt;見本" in mail.html) == (True, True)


def test_an_erased_party_has_no_page(client, waits):
    Party.objects.filter(pk=waits.party_id).update(erased_at=waits.created_at)
    assert client.get(page_of(waits)).status_code == 404
