"""The pages behind the secret link: confirm by code or link, change, cancel, and what comes after."""

import io
import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bookings import proofs, services
from bookings.limits import CONFIRM
from bookings.models import Booking, Party, Slot
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, mailed_pin, other_than, run_out
from tests.bookings.visitors import book_url, heading, page_of, text, too_late
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


def state(booking):
    return Booking.objects.get(pk=booking.pk).state


def link_of(booking):
    return page_of(booking, f"confirm/{proofs.make(booking.party)}/")


# The code


def test_the_code_in_any_width_confirms_and_leads_to_the_pass(client, held):
    full_width = mailed_pin(held).translate({ord("0") + n: ord("０") + n for n in range(10)})
    response = client.post(page_of(held), {"pin": full_width})
    assert (response.status_code, response.url) == (302, page_of(held))
    assert state(held) == Booking.State.CONFIRMED
    assert heading(client.get(response.url)) == "予約が決まりました"


def test_the_page_for_the_code_says_where_it_went_and_until_when(client, held):
    page = text(client.get(page_of(held)))
    assert "<strong>hanako@example.com</strong>" in page
    assert "（あと15分）" in page
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="one-time-code"' in page


def test_a_wrong_code_says_how_many_tries_are_left(client, held):
    wrong = other_than(mailed_pin(held))
    response = client.post(page_of(held), {"pin": wrong})
    assert response.status_code == 400
    assert "あと4回ためせます。" in text(response)
    assert f'value="{wrong}"' in text(response)
    assert state(held) == Booking.State.HELD


def test_after_five_wrong_codes_only_a_new_one_helps(client, held):
    pin = mailed_pin(held)
    for _try in range(5):
        client.post(page_of(held), {"pin": other_than(pin)})
    response = client.post(page_of(held), {"pin": pin})
    assert response.status_code == 409
    assert "新しい確認コードをメールで受け取ってください。" in text(response)
    client.post(page_of(held, "resend/"), {"email": "hanako@example.com"})
    assert client.post(page_of(held), {"pin": mailed_pin(held)}).status_code == 302


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "あいうえお", "😀", "\x00", "1" * 10_000])
def test_what_is_no_code_gets_a_sentence_and_costs_no_try(client, held, pin):
    response = client.post(page_of(held), {"pin": pin})
    assert response.status_code == 400
    assert 'class="field__error"' in text(response)
    assert Party.objects.get().pin_tries == 0


def test_a_code_that_comes_too_late_leads_back_to_the_days(client, held):
    other = SlotFactory(activity=held.slot.activity, days=9)
    run_out(held)
    response = client.post(page_of(held), {"pin": mailed_pin(held)})
    assert response.status_code == 409
    assert heading(response) == "時間切れになりました"
    assert f'href="{book_url(other)}?slot={other.pk}"' in text(response)
    assert (state(held), Slot.objects.get(pk=held.slot_id).taken) == (Booking.State.EXPIRED, 0)


def test_sending_the_code_twice_shows_the_pass(client, held):
    pin = mailed_pin(held)
    first, second = (client.post(page_of(held), {"pin": pin}) for _ in range(2))
    assert (first.url, second.status_code, second.url) == (page_of(held), 302, page_of(held))
    assert Notice.objects.filter(kind="bookings.confirmed").count() == 1


def test_one_address_cannot_try_codes_without_end(client, held, clock_stands):
    sent = [
        client.post(page_of(held), {"pin": ""}, REMOTE_ADDR="203.0.113.5").status_code for _ in range(CONFIRM.times + 1)
    ]
    assert sent == [400] * CONFIRM.times + [429]
    answer = client.post(page_of(held, "resend/"), {"email": "a@b.jp"}, REMOTE_ADDR="203.0.113.5")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= 600


# More time, another address


def test_the_end_of_the_time_is_announced_before_it_comes_with_the_way_to_more(client, held):
    def region():
        return re.search(r'<p role="status" class="booking__time" data-seconds="(\d+)"(.*?)></p>', page(), re.DOTALL)

    def page():
        return text(client.get(page_of(held)))

    seconds, words = region().groups()
    assert 840 < int(seconds) <= 900
    assert [word in words for word in ("あと5分", "あと1分", "時間がすぎました。")] == [True] * 3
    assert words.count("「15分のばす」をおしてください。") == 2
    client.post(page_of(held, "renew/"))
    assert "15分のばす" not in region().group(2)
    assert '<div class="messages" role="status"><p class="alert" data-level="success">' in text(
        client.post(page_of(hold(held.slot), "renew/"), follow=True)
    )


def test_fifteen_minutes_more_once(client, held):
    Booking.objects.update(held_until=timezone.now() + timedelta(minutes=2))
    assert client.post(page_of(held, "renew/"), follow=True).redirect_chain == [(page_of(held), 302)]
    assert Booking.objects.get().held_until > timezone.now() + timedelta(minutes=14)
    assert "15分のばす" not in text(client.get(page_of(held)))
    response = client.post(page_of(held, "renew/"))
    assert response.status_code == 409
    assert "時間をのばせるのは1回だけです。" in text(response)


def test_a_corrected_address_gets_a_new_code(client, held):
    first = mailed_pin(held)
    page = text(client.post(page_of(held, "resend/"), {"email": "ｎｅｗ＠ｅｘａｍｐｌｅ．ｃｏｍ"}, follow=True))
    assert "<strong>new@example.com</strong>" in page
    assert "新しい確認コードを送りました。" in page
    assert [(notice.to, notice.state) for notice in Notice.objects.order_by("pk")] == [
        ("hanako@example.com", Notice.State.DROPPED),
        ("new@example.com", Notice.State.WAITING),
    ]
    assert client.post(page_of(held), {"pin": first}).status_code == 400
    assert client.post(page_of(held), {"pin": mailed_pin(held)}).status_code == 302


@pytest.mark.parametrize(
    "email", ["", "example.com", "😀@example.com", "a\x00@example.com", "a" * 300 + "@example.com"]
)
def test_an_address_that_is_none_gets_a_sentence(client, held, email):
    response = client.post(page_of(held, "resend/"), {"email": email})
    assert response.status_code == 400
    assert "<details open>" in text(response)


def test_codes_are_not_sent_without_end(client, held):
    answers = [client.post(page_of(held, "resend/"), {"email": "a@example.com"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 409]


# The mailed link


def test_the_link_confirms_in_another_browser_but_only_by_the_button(held):
    other_browser = Client()
    page = other_browser.get(link_of(held))
    assert (heading(page), state(held)) == ("予約を確定する", Booking.State.HELD)
    response = other_browser.post(link_of(held))
    assert (response.url, state(held)) == (page_of(held), Booking.State.CONFIRMED)
    assert heading(other_browser.get(response.url)) == "予約が決まりました"


def test_the_link_of_a_confirmed_booking_leads_to_the_pass(client, booked):
    assert client.get(link_of(booked)).url == page_of(booked)


def test_a_link_with_another_proof_confirms_nothing(client, held):
    other = hold(held.slot)
    response = client.post(page_of(held, f"confirm/{proofs.make(other.party)}/"))
    assert response.status_code == 400
    assert "いちばん新しいメールのリンクを開いてください。" in text(response)
    assert state(held) == Booking.State.HELD


def test_a_link_that_comes_too_late_leads_back_to_the_days(client, held):
    run_out(held)
    response = client.post(link_of(held))
    assert (response.status_code, heading(response)) == (409, "時間切れになりました")


# Change and cancel


def test_other_people_come(client, booked):
    assert '<option value="adult" selected>' in text(client.get(page_of(booked, "change/")))
    changed = {"coming": "on", "own_grade": "parent", "grade_1": "e4", "count_1": "2"}
    assert client.post(page_of(booked, "change/"), changed).url == page_of(booked)
    assert "保護者 1人、小4 2人" in text(client.get(page_of(booked)))
    assert Slot.objects.get().taken == 3


def test_more_people_than_there_is_room_for_are_refused(client, booked):
    response = client.post(page_of(booked, "change/"), {"grade_1": "parent", "count_1": "6", "coming": ""})
    assert response.status_code == 302
    response = client.post(page_of(booked, "change/"), {"grade_1": "parent", "count_1": "7"})
    assert response.status_code == 409
    assert "1回の申し込みは6人までです。" in text(response)
    assert Slot.objects.get().taken == 6


@pytest.mark.parametrize("typed", [{}, {"grade_1": "e4", "count_1": "x"}, {"grade_1": "\x00"}, {"coming": "on"}])
def test_a_mistake_in_the_change_gets_a_sentence(client, booked, typed):
    response = client.post(page_of(booked, "change/"), typed)
    assert response.status_code == 400
    assert 'class="error-summary"' in text(response)
    assert Party.objects.get().guests.count() == 2


def test_cancelling_asks_once_and_frees_the_seats(client, booked):
    assert heading(client.get(page_of(booked, "cancel/"))) == "この予約を取り消しますか"
    assert state(booked) == Booking.State.CONFIRMED
    page = client.post(page_of(booked, "cancel/"), follow=True)
    assert page.redirect_chain == [(page_of(booked), 302)]
    assert heading(page) == "予約は取り消されています"
    assert f'href="{book_url(booked.slot)}?slot={booked.slot_id}"' in text(page)
    assert Slot.objects.get().taken == 0


def test_cancelling_twice_shows_the_same_page(client, booked):
    first, second = (client.post(page_of(booked, "cancel/")) for _ in range(2))
    assert first.url == second.url == page_of(booked)
    assert Slot.objects.get().taken == 0


def test_a_hold_can_be_given_up(client, held):
    assert client.post(page_of(held, "cancel/")).url == page_of(held)
    assert (state(held), Slot.objects.get().taken) == (Booking.State.CANCELLED, 0)


def test_after_the_deadline_nothing_changes_by_the_ordinary_ways(client, booked):
    too_late(booked.slot)
    response = client.post(page_of(booked, "cancel/"))
    assert response.status_code == 409
    assert "変更と取り消しのしめ切りをすぎました。" in text(response)
    assert client.get(page_of(booked, "cancel/")).url == page_of(booked, "cannot-come/")
    assert client.post(page_of(booked, "change/"), {"grade_1": "e4"}).url == page_of(booked)
    assert (state(booked), Slot.objects.get().taken) == (Booking.State.CONFIRMED, 2)


@pytest.mark.parametrize("name", ["resend/", "renew/"])
def test_a_confirmed_booking_needs_no_code(client, booked, name):
    response = client.post(page_of(booked, name), {"email": "other@example.com"})
    assert response.status_code == 409
    assert "この予約は、もう決まっています。" in text(response)
    assert Party.objects.get().email == "hanako@example.com"


def test_a_cancelled_booking_stays_cancelled(client, booked):
    services.cancel(booking=booked, by="guest")
    assert client.post(link_of(booked)).url == page_of(booked)
    response = client.post(page_of(booked), {"pin": mailed_pin(booked)})
    assert response.status_code == 409
    assert "この予約は取り消されています。" in text(response)
    assert client.post(page_of(booked, "change/"), {"grade_1": "e4"}).url == page_of(booked)
    assert state(booked) == Booking.State.CANCELLED


# Who may look


NAMES = ["", "confirm/proof/", "resend/", "renew/", "cancel/", "change/", "calendar.ics", "qr.svg", "pass.png"]


@pytest.mark.parametrize("token", ["x", "x" * 5000, "日本語", "😀", "token-%25", "a.b"])
@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_token_is_not_found_and_gets_a_way_on(client, booked, token, name):
    method = client.post if name in ("resend/", "renew/") else client.get
    response = method(f"/bookings/{token}/{name}")
    assert response.status_code == 404
    assert 'href="/tours/"' in text(response)
    assert booked.party.code not in text(response)


def test_the_page_of_an_erased_party_is_gone(client, booked):
    Party.objects.update(erased_at=timezone.now())
    assert client.get(page_of(booked)).status_code == 404


def test_one_partys_token_opens_no_other_partys_page(client, booked):
    other = confirmed(booked.slot, family_name="別人")
    assert "別人" not in text(client.get(page_of(booked)))
    assert other.party.code not in text(client.get(page_of(booked)))


@pytest.mark.parametrize("name", ["", "cancel/", "change/", "calendar.ics", "qr.svg", "pass.png"])
def test_nobody_keeps_the_page_and_the_address_goes_to_no_other_site(client, booked, name):
    response = client.get(page_of(booked, name))
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("name", ["resend/", "renew/"])
def test_what_changes_something_cannot_be_opened(client, held, name):
    assert client.get(page_of(held, name)).status_code == 405


@pytest.mark.parametrize("name", ["calendar.ics", "qr.svg", "pass.png"])
def test_files_cannot_be_sent_to(client, booked, name):
    assert client.post(page_of(booked, name)).status_code == 405


def test_no_token_in_our_log_lines(client, held, monkeypatch, caplog):
    caplog.set_level("WARNING", logger="django.request")  # refusals too, which production leaves out
    written = io.StringIO()
    [console] = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    monkeypatch.setattr(console, "stream", written)
    client.post(page_of(held), {"pin": "x"})
    client.get(page_of(held, "renew/"))
    Client(enforce_csrf_checks=True).post(page_of(held), {"pin": mailed_pin(held)})
    lines = written.getvalue()
    assert "Bad Request: /bookings/…/" in lines
    assert "Method Not Allowed (GET): /bookings/…/renew/" in lines
    assert "): /bookings/…/" in lines.splitlines()[-1]
    assert held.party.token not in lines
