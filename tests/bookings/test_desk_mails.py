"""At the desk: a booking by its code, what became of its mails, and the confirmation once more."""

import pytest
from django.urls import reverse

from bookings import services
from bookings.models import Booking, Party
from core.tokens import spaced_code
from notices.models import Notice
from privacy.models import ViewLog
from tests.bookings.parties import confirmed, hold, mails, verified
from tests.bookings.waits import join, queued
from tests.factories import SlotFactory, TourFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    return confirmed(SlotFactory(days=20), 2)


def page_of(booking):
    return f"{reverse('desk:bookings')}?code={booking.party.code}"


def text(response):
    return response.content.decode()


def test_the_code_is_found_however_it_was_typed(staff, booking):
    typed = spaced_code(booking.party.code).lower()
    page = staff.get(reverse("desk:bookings"), {"code": typed})
    assert (page.status_code, page.context["booking"]) == (200, booking)


def test_every_mail_stands_there_with_its_state_and_no_words(staff, booking):
    Notice.objects.filter(kind="bookings.pin").update(state=Notice.State.FAILED, error="550 no such user")
    page = text(staff.get(page_of(booking)))
    assert [word in page for word in ("送信待ち", "送信できず", "550 no such user", "hanako@example.com")] == [True] * 4
    assert booking.party.token not in page


@pytest.mark.parametrize("code", ["BCDFGHJK", "x" * 300, "１２３"])
def test_an_unknown_code_is_404_with_a_next_step_or_an_empty_field(staff, booking, code):
    page = staff.get(reverse("desk:bookings"), {"code": code})
    assert page.status_code in (200, 404)
    assert booking.party.email not in text(page)
    assert ViewLog.objects.count() == 0


def test_an_erased_party_is_not_found(staff, booking):
    Party.objects.update(erased_at=booking.created_at)
    assert staff.get(page_of(booking)).status_code == 404


def test_the_confirmation_goes_to_the_corrected_address(staff, booking):
    answer = staff.post(page_of(booking), {"email": "ｈａｎａ＠example.com"})
    assert (answer.status_code, answer.url) == (302, page_of(booking))
    first, second = mails(booking, "confirmed")
    assert (first.state, second.state, second.to) == (Notice.State.DROPPED, Notice.State.WAITING, "hana@example.com")
    assert Party.objects.get().email == "hana@example.com"
    assert ["SEQUENCE:0" in first.calendar, "SEQUENCE:1" in second.calendar] == [True, True]


def test_the_same_address_gets_it_again_each_time(staff, booking):
    for _time in range(2):
        staff.post(page_of(booking), {"email": "hanako@example.com"})
    assert [mail.state for mail in mails(booking, "confirmed")] == [Notice.State.WAITING] * 3


def test_of_a_hold_a_new_code_goes_out(staff):
    held = hold(SlotFactory(days=20))
    staff.post(page_of(held), {"email": "hana@example.com"})
    assert [mail.to for mail in mails(held, "pin")] == ["hanako@example.com", "hana@example.com"]


def test_a_cancelled_booking_has_nothing_to_confirm(staff, booking):
    services.cancel(booking=booking, by="desk")
    answer = staff.post(page_of(booking), {"email": "hana@example.com"})
    assert (answer.status_code, Party.objects.get().email) == (409, "hanako@example.com")
    assert "送り直す確認メールがありません" in text(answer)


def requested():
    return verified(SlotFactory(days=20, activity=TourFactory(acceptance="approval")))


def waiting():
    return queued(confirmed(SlotFactory(days=20, capacity=1)).slot, email="machi@example.com")


def offered():
    slot = SlotFactory(days=20, capacity=1)
    booked = confirmed(slot)
    found = queued(slot, email="machi@example.com")
    services.cancel(booking=booked, by="guest")
    return found


@pytest.mark.parametrize(("make", "kind"), [(requested, "requested"), (waiting, "queued"), (offered, "offered")])
def test_what_is_no_booking_yet_is_mailed_again_to_a_corrected_address(staff, settings, make, kind):
    settings.CONTACT = {"name": "大田区役所", "email": "ward@example.com"}
    booking = make()
    page = text(staff.get(page_of(booking)))
    assert Booking.objects.get(pk=booking.pk).get_state_display() in page
    assert staff.post(page_of(booking), {"email": "hana@example.com"}).status_code == 302
    first, second = mails(booking, kind)
    assert (first.state, second.state, second.to) == (Notice.State.DROPPED, Notice.State.WAITING, "hana@example.com")
    assert {mail.state for mail in mails(booking, "host_request")} <= {Notice.State.WAITING}


def test_who_waits_and_has_not_typed_the_code_gets_a_new_one(staff):
    slot = SlotFactory(days=20, capacity=1)
    confirmed(slot)
    found = join(slot)
    staff.post(page_of(found), {"email": "hana@example.com"})
    assert [mail.to for mail in mails(found, "pin")] == ["hanako@example.com", "hana@example.com"]


def test_the_page_shows_a_booking_in_every_state(staff, booking):
    for state in Booking.State:
        Booking.objects.update(state=state, held_until=booking.slot.starts_at if state in Booking.TIMED else None)
        page = staff.get(page_of(booking))
        assert (page.status_code, str(state.label) in text(page)) == (200, True), state


def test_what_is_no_address_is_refused(staff, booking):
    answer = staff.post(page_of(booking), {"email": "hana"})
    assert (answer.status_code, len(mails(booking, "confirmed"))) == (400, 1)


def test_each_look_and_each_change_is_written_down(staff, booking):
    staff.get(page_of(booking))
    staff.post(page_of(booking), {"email": "hana@example.com"})
    assert list(ViewLog.objects.order_by("pk").values_list("user", "what", "subject")) == [
        (staff.user.pk, "予約とメールの記録", booking.party.subject),
        (staff.user.pk, "確認メールの送り直し", booking.party.subject),
    ]


def test_the_page_costs_the_same_for_one_mail_and_for_three(staff, booking):
    one = len(queries_of(lambda: staff.get(page_of(booking))))
    for _time in range(2):
        staff.post(page_of(booking), {"email": "hanako@example.com"})
    staff.get(page_of(booking))
    assert len(queries_of(lambda: staff.get(page_of(booking)))) == one


@pytest.mark.parametrize("client", ["visitor", "editor", "owner", "helper_user", "staff_without_mfa"])
def test_nobody_else_sees_or_sends_anything(request, client, booking):
    person = request.getfixturevalue(client)
    answers = {
        person.get(page_of(booking)).status_code,
        person.post(page_of(booking), {"email": "x@example.com"}).status_code,
    }
    assert answers <= {302, 403}
    assert (Party.objects.get().email, ViewLog.objects.count()) == ("hanako@example.com", 0)
