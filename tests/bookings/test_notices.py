"""The mails about a booking: what a person needs, in the person's language, and nothing for anybody else."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from bookings import proofs, services
from bookings.errors import Refused
from notices.models import Notice
from notices.services import send_due
from tests.bookings.parties import confirmed, hold, mails
from tests.factories import EventFactory, SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    return SlotFactory(activity=TourFactory(title="旋盤<見学>", title_en="Lathe & tour", cancel_hours=0), capacity=6)


def alone_on_a_line(text, words):
    return words in text.splitlines()


def test_the_first_mail_brings_pin_code_and_link_each_alone_on_a_line(slot):
    booking = hold(slot, 2)
    [first] = mails(booking, "pin")
    link = f"http://127.0.0.1:8000/bookings/{booking.party.token}/confirm/{proofs.make(booking.party)}/"
    assert (first.to, first.language, first.calendar) == ("hanako@example.com", "ja", "")
    assert first.subject == "確認コードを入れて、予約を確定してください｜旋盤<見学>"
    assert [line for line in first.text.splitlines() if line.isdigit() and len(line) == 6] != []
    assert alone_on_a_line(first.text, booking.party.code)
    assert alone_on_a_line(first.text, link)


def test_the_first_mail_repeats_nothing_a_visitor_typed(slot):
    """It may reach a stranger: nobody can use it to send words of their own."""
    booking = hold(slot, family_name="悪い広告", given_name="http://spam.example/", answers={"q": "迷惑な文"})
    [first] = mails(booking, "pin")
    found = [words for words in ("悪い広告", "spam", "迷惑") if words in first.subject + first.text + first.html]
    assert found == []


def test_the_confirmation_brings_number_page_and_calendar(slot):
    booking = confirmed(slot, 2)
    [confirmation] = mails(booking, "confirmed")
    assert confirmation.subject == "予約が決まりました｜旋盤<見学>"
    assert confirmation.text.startswith("見本 花子さん\n")
    assert alone_on_a_line(confirmation.text, booking.party.code)
    assert alone_on_a_line(confirmation.text, f"http://127.0.0.1:8000/bookings/{booking.party.token}/")
    assert (confirmation.calendar_method, confirmation.calendar[:15]) == ("REQUEST", "BEGIN:VCALENDAR")


def test_text_is_plain_and_html_is_escaped(slot):
    booking = confirmed(slot, family_name="<b>見本", given_name="& 花子")
    [confirmation] = mails(booking, "confirmed")
    assert "<b>見本 & 花子さん" in confirmation.text
    assert "&lt;b&gt;見本 &amp; 花子さん" in confirmation.html
    assert "旋盤&lt;見学&gt;" in confirmation.html


def test_mails_speak_the_language_of_the_party_whoever_triggers_them(slot):
    with translation.override("ja"):
        booking = services.cancel(booking=confirmed(slot, language="en"), by="desk")
    kinds = list(Notice.objects.order_by("pk").values_list("kind", "language"))
    assert kinds == [("bookings.pin", "en"), ("bookings.confirmed", "en"), ("bookings.cancelled", "en")]
    [confirmation] = mails(booking, "confirmed")
    assert alone_on_a_line(confirmation.text, f"http://127.0.0.1:8000/en/bookings/{booking.party.token}/")
    assert confirmation.subject == "Your booking is confirmed | Lathe & tour"
    assert '<html lang="en">' in confirmation.html


def test_what_leaves_has_text_html_and_calendar(slot):
    confirmed(slot)
    Notice.objects.filter(kind="bookings.pin").delete()
    assert send_due() == 1
    [sent] = mail.outbox
    kinds = [part.get_content_type() for part in sent.message().walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert sent.message().get_payload()[2].get_param("method") == "REQUEST"


def test_a_refused_step_writes_no_mail(slot):
    booking = services.cancel(booking=confirmed(slot), by="guest")
    before = Notice.objects.count()
    for step in (services.confirm, services.renew):
        with pytest.raises(Refused):
            step(booking=booking)
    assert Notice.objects.count() == before


def test_confirmation_says_where_to_go_on_paper_in_the_calendar_and_on_the_pass(client, db):
    tour = TourFactory(
        company__address="東京都大田区試町1-1",
        company__building="架空ビル2階",
        bring="かかとをおおう靴",
        place="工場の入口",
    )
    event = EventFactory(venue="架空産業プラザ", address="東京都大田区試町9-9")
    for activity, said in (
        (tour, ["東京都大田区試町1-1 架空ビル2階", "かかとをおおう靴"]),
        (event, ["架空産業プラザ（東京都大田区試町9-9）"]),
    ):
        booking = confirmed(SlotFactory(activity=activity))
        [mail] = mails(booking, "confirmed")
        page = client.get(reverse("bookings:manage", args=[booking.party.token])).content.decode()
        for text in said:
            assert text in mail.text
            assert text in mail.html
            assert text in page
        assert said[0][:8] in mail.calendar.replace("\r\n ", "")
