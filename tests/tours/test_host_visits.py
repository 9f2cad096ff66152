"""A company calls one visit off, or pauses, by the link in its mails: two taps, everyone told once, nobody forgotten."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import day_lists, host_notices
from bookings.models import Booking, Slot
from core.dates import local
from directory.models import Membership
from notices.models import Notice
from tests.bookings.parties import confirmed, verified
from tests.bookings.waits import queued
from tests.factories import BookingFactory, CompanyFactory, PartyFactory, SlotFactory, TourFactory, UserFactory
from tests.html import text
from tours import host_mails, host_visits
from tours.models import Tour
from tours.stopping import unphoned

HOST = "shacho@example.com"
pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    company = CompanyFactory(name="架空製作所")
    Membership.objects.create(user=UserFactory(email=HOST), company=company)
    return company


@pytest.fixture
def slot(company):
    slot = SlotFactory(activity=TourFactory(company=company, title="旋盤の見学"), capacity=4, days=3)
    verified(slot)
    return slot


@pytest.fixture
def page(slot):
    return host_visits.path(slot.activity_id, HOST)


def button_of(page, slot):
    return f"{page}{slot.pk}/"


def mails(kind):
    return Notice.objects.filter(kind=kind).count()


def status_of(slot):
    slot.refresh_from_db()
    return slot.status, slot.taken, slot.called_off_by, slot.called_off_reason


def test_two_taps_end_every_booking_tell_everyone_once_and_say_who_did_it(client, slot, page):
    queued(slot, people=4, email="mina@example.com")
    [way] = re.findall(r'href="([^"]+/\d+/)"', client.get(page).content.decode().partition("<main")[2])
    asked = text(client.get(way))
    assert ("2組 5人" in asked, "中止して、みんなに知らせる" in asked, "見本" in asked) == (True, True, False)

    said = text(client.post(way, {"reason": "機械が故障したため。"}, follow=True))
    assert "中止にしました。" in said
    assert status_of(slot) == ("cancelled", 0, "host", "機械が故障したため。")
    assert not slot.bookings.live().exists()
    sent = Notice.objects.filter(kind__in=["bookings.cancelled", "bookings.wait_ended"])
    assert ["中止の理由: 機械が故障したため。" in mail.text for mail in sent] == [True, True]

    said = text(client.post(way, {"reason": "ほかの理由"}))
    assert "この回は、もう中止になっています。" in said
    assert (status_of(slot)[3], sent.count()) == ("機械が故障したため。", 2)


def test_whoever_has_a_telephone_alone_waits_at_the_desk_until_its_list_was_opened(client, staff, slot, page):
    client.post(button_of(page, slot))
    assert not unphoned().exists()
    alone = SlotFactory(activity=slot.activity, days=4)
    BookingFactory(slot=alone, party=PartyFactory(phone="03-5000-0001", verified_at=None))
    client.post(button_of(page, alone))
    assert list(unphoned()) == [alone]
    assert "企業が中止にし、電話で知らせる人がいる見学" in text(staff.get("/desk/"))
    assert "旋盤の見学" in text(staff.get("/desk/tours/?only=phones"))
    assert "電話で知らせる人がいます" in text(staff.get(f"/desk/tours/{slot.activity.slug}/slots/"))
    assert "企業がメールのリンクから中止にしました" in text(staff.get(f"/desk/slots/{alone.pk}/call-off/"))
    assert "03-5000-0001" in text(staff.post(f"/desk/slots/{alone.pk}/call-off/"))
    assert not unphoned().exists()


def test_programs_that_open_links_change_nothing_and_nobody_keeps_the_pages(client, slot, page):
    for address in (page, button_of(page, slot)):
        answer = client.get(address)
        assert (answer.status_code, client.head(address).status_code, client.put(address).status_code) == (
            200,
            200,
            405,
        )
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")
        assert answer["Referrer-Policy"] == "same-origin"
    assert (status_of(slot)[:2], mails("bookings.cancelled")) == (("open", 1), 0)


def test_a_secret_is_for_one_company_one_page_and_as_long_as_its_reader_belongs_there(client, slot, page):
    other = SlotFactory(activity=TourFactory(company=CompanyFactory()), days=3)
    confirmed(other)
    Membership.objects.create(user=UserFactory(email="yoso@example.com"), company=other.activity.tour.company)
    theirs = host_visits.path(other.activity_id, "yoso@example.com")
    number, digits = page.split("/")[-2].split("-")
    wrong = [f"{number}-{'0' * 64}", number, "x", "9" * 30, f"{int(number) + 1}-{digits}", f"１-{digits}"]
    wrong += [host_mails.path(slot.activity_id, HOST).split("/")[-2], Booking.objects.first().party.token]
    pages = [theirs, *(f"/tours/host-visits/{secret}/" for secret in wrong)]
    for way in [button_of(page, other), f"{page}{'9' * 40}/", *(button_of(way, slot) for way in pages)]:
        assert (client.get(way).status_code, client.post(way).status_code) == (404, 404), way
    assert {
        client.post(way, {"tour": slot.activity.slug, "pause": "1", "reason": "x"}).status_code for way in pages
    } <= {
        400,
        404,
    }
    Membership.objects.filter(user__email=HOST).delete()
    assert {client.post(way).status_code for way in (page, button_of(page, slot))} == {404}
    assert {row.status for row in Slot.objects.all()} == {"open"}
    assert not Tour.objects.exclude(paused_at=None).exists()


def test_a_visit_that_has_begun_is_not_called_off(client, slot, page):
    Slot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    answer = client.post(button_of(page, slot))
    assert (answer.status_code, "もう始まった回は、中止にできません。" in text(answer)) == (409, True)
    assert (status_of(slot)[0], "旋盤の見学" in text(client.get(page)).partition("新しい予約を止める")[0]) == (
        "open",
        False,
    )


def test_too_long_a_reason_is_a_sentence_and_changes_nothing(client, slot, page):
    answer = client.post(button_of(page, slot), {"reason": "長" * 121})
    assert (answer.status_code, 'class="error-summary"' in answer.content.decode()) == (400, True)
    assert status_of(slot)[0] == "open"


def test_a_pause_with_a_reason_and_its_end_are_one_tap_each(client, slot, page):
    form = {"tour": slot.activity.slug}
    assert client.post(page, form | {"pause": "1", "reason": ""}).status_code == 400
    said = text(client.post(page, form | {"pause": "1", "reason": "機械の入れかえ"}, follow=True))
    assert ("お休みにしました。" in said, "いま、お休みにしています：機械の入れかえ" in said) == (True, True)
    assert Tour.objects.get(pk=slot.activity_id).pause_reason == "機械の入れかえ"
    client.post(page, form | {"resume": "1"})
    assert Tour.objects.get(pk=slot.activity_id).paused_at is None


def test_the_mails_of_a_host_lead_there(slot, page):
    Slot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() + timedelta(hours=1))
    address = f"http://127.0.0.1:8000{page}"
    assert host_notices.coming([slot.activity, slot.activity], HOST) == [("架空製作所", address)]
    verified(SlotFactory(activity=TourFactory(company=slot.activity.tour.company, acceptance="approval")))
    [request] = Notice.objects.filter(kind="bookings.host_request")
    assert (address in request.text.splitlines(), f'href="{address}"' in request.html) == (True, True)


def test_the_list_of_the_day_leads_there(slot, page):
    assert day_lists.write_due(local(slot.starts_at).replace(hour=6, minute=0)) == 1
    [mail] = Notice.objects.filter(kind="bookings.day_list")
    assert (f"http://127.0.0.1:8000{page}" in mail.text.splitlines(), page in mail.html) == (True, True)
