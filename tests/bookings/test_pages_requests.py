"""A request as its guest, its host and the desk see it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bookings import proofs, services
from bookings.forms_answer import REASONS
from bookings.models import Booking, Party, Slot
from core.tokens import new_token
from tests.bookings.parties import hold, mailed_pin, mails, run_out, verified
from tests.bookings.visitors import book_url, heading, page_of, text
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db
State = Booking.State
DESK = "/desk/requests/"


@pytest.fixture
def slot():
    return SlotFactory(days=7, capacity=6, activity=TourFactory(acceptance="approval", title="砥石の音を聞く見学"))


@pytest.fixture
def asked(slot):
    """A request of two that waits for its answer."""
    return verified(slot, 2)


def answer_of(booking):
    return f"/bookings/{proofs.make_answer(booking)}/answer/"


def state():
    return Booking.objects.get().state


# The guest


def test_whoever_books_hears_before_that_the_host_answers_first(client, slot):
    page = text(client.get(book_url(slot)))
    assert page.count("返事が来るまで、予約は決まりません。") == 1
    assert "3 主催者の返事" in page
    assert "返事が来るまで" not in text(client.get(book_url(SlotFactory())))


def test_the_code_sends_the_request_and_the_page_says_until_when(client, slot):
    held = hold(slot)
    assert "申し込みが主催者にとどきます。" in text(client.get(page_of(held)))
    response = client.post(page_of(held), {"pin": mailed_pin(held)}, follow=True)
    assert heading(response) == "返事を待っています"
    page = text(response)
    assert "hanako@example.com" in page
    assert f'href="{page_of(held, "cancel/")}"' in page
    assert "pass__qr" not in page


def test_the_mailed_link_says_what_its_button_does(client, slot):
    held = hold(slot)
    link = page_of(held, f"confirm/{proofs.make(held.party)}/")
    assert heading(client.get(link)) == "申し込みを送る"
    assert heading(client.post(link, follow=True)) == "返事を待っています"


def test_a_request_is_no_pass_no_calendar_entry_and_cannot_be_changed(client, asked):
    for name in ("pass.png", "calendar.ics", "change/", "move/"):
        assert client.get(page_of(asked, name)).url == page_of(asked), name


def test_a_request_can_be_withdrawn(client, asked):
    assert heading(client.get(page_of(asked, "cancel/"))) == "この予約を取り消しますか"
    assert heading(client.post(page_of(asked, "cancel/"), follow=True)) == "予約は取り消されています"
    assert Slot.objects.get().taken == 0


def test_a_declined_guest_reads_why_and_where_else(client, asked):
    other = SlotFactory(activity=asked.slot.activity, days=9)
    services.decline(booking=asked, reply="その日は<休み>です。")
    response = client.get(page_of(asked))
    assert heading(response) == "今回は、お受けできませんでした"
    assert "その日は&lt;休み&gt;です。" in text(response)
    assert f'href="{book_url(other)}?slot={other.pk}"' in text(response)


@pytest.mark.parametrize("ended", [True, False])
def test_a_request_without_an_answer_blames_nobody(client, asked, ended):
    run_out(asked)
    if ended:
        services.expire_overdue()
    response = client.get(page_of(asked))
    assert heading(response) == "期限までに返事がありませんでした"
    assert "あなたのせいではありません。" in text(response)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_a_request_asks_the_database_as_often_for_three_people(
    client, slot, django_assert_num_queries, people
):
    asked = verified(slot, people)
    client.get(page_of(asked))
    with django_assert_num_queries(3):
        client.get(page_of(asked))


# The host, by the link in the mail


def test_opening_the_link_decides_nothing(client, asked):
    response = client.get(answer_of(asked))
    assert (response.status_code, heading(response), state()) == (200, "申し込みへの返事", State.REQUESTED)
    assert client.head(answer_of(asked)).status_code == 200
    assert state() == State.REQUESTED


def test_the_host_reads_what_is_asked_and_not_who_asks(client, asked):
    page = text(client.get(answer_of(asked)))
    assert "砥石の音を聞く見学" in page
    assert "社会人・そのほか 2人" in page
    personal = ("見本", "花子", "ミホン", "hanako@example.com", "5000", asked.party.code, asked.party.token)
    assert [word for word in personal if word in page] == []


def test_yes_without_an_account_makes_a_booking(asked):
    host = Client(enforce_csrf_checks=True)
    host.get(answer_of(asked))
    sent = {"answer": "take", "csrfmiddlewaretoken": host.cookies["csrftoken"].value}
    response = host.post(answer_of(asked), sent, follow=True)
    assert "この申し込みは、もう受けています。" in text(response)
    assert "button" not in text(response).split("<main")[1].split("</main>")[0]
    assert (state(), len(mails(asked, "confirmed"))) == (State.CONFIRMED, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ""),
        ({"reason": "size"}, "この人数では受けられません。"),
        ({"reason": "size", "reply": "  また\r\n来て <b>ください "}, "また 来て <b>ください"),
    ],
)
def test_no_comes_with_a_sentence_that_is_chosen_or_written(client, asked, typed, said):
    response = client.post(answer_of(asked), {"answer": "decline"} | typed, follow=True)
    assert "この申し込みは、もうことわっています。" in text(response)
    assert (state(), Booking.objects.get().reply, Slot.objects.get().taken) == (State.DECLINED, said, 0)


def test_a_chosen_sentence_is_in_the_language_of_the_guest(client, slot):
    asked = verified(slot, language="en")
    client.post(answer_of(asked), {"answer": "decline", "reason": "size"})
    with translation.override("en"):
        assert Booking.objects.get().reply == REASONS["size"]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"answer": "perhaps"},
        {"answer": "decline", "reply": "あ" * 201},
        {"answer": "decline", "reply": "a\x00b"},
        {"answer": "decline", "reason": "\x00"},
    ],
)
def test_what_is_no_answer_gets_a_sentence_and_decides_nothing(client, asked, typed):
    response = client.post(answer_of(asked), typed)
    assert (response.status_code, state()) == (400, State.REQUESTED)
    assert 'class="error-summary"' in text(response)


def test_pressing_twice_is_harmless_and_the_other_button_comes_too_late(client, asked):
    for _time in range(2):
        assert client.post(answer_of(asked), {"answer": "take"}).status_code == 302
    response = client.post(answer_of(asked), {"answer": "decline"})
    assert (response.status_code, state()) == (409, State.CONFIRMED)
    assert "この申し込みは、もう受けています。" in text(response)


def test_an_answer_after_the_time_ran_out_says_so(client, asked):
    run_out(asked)
    response = client.post(answer_of(asked), {"answer": "take"})
    assert (response.status_code, state()) == (409, State.EXPIRED)
    assert "返事の期限をすぎた" in text(response)


def test_the_link_of_a_withdrawn_request_says_so(client, asked):
    services.cancel(booking=asked, by="guest")
    assert "この申し込みは、取り消されました。" in text(client.get(answer_of(asked)))


def secrets(booking, other):
    right = proofs.make_answer(booking)
    number, digits = right.split("-")
    return [
        *("x", "-", "9" * 30, "１-" + digits, f"{number}-", f"{number}-{'0' * 64}", digits, f"-{digits}", right + "0"),
        *(f"{other.pk}-{digits}", f"{number}-{proofs.make(booking.party)}", booking.party.token),
    ]


def test_a_wrong_secret_opens_no_request(client, asked):
    wrong = secrets(asked, verified(asked.slot))
    assert [client.get(f"/bookings/{secret}/answer/").status_code for secret in wrong] == [404] * len(wrong)
    posted = [client.post(f"/bookings/{secret}/answer/", {"answer": "take"}).status_code for secret in wrong]
    assert posted == [404] * len(wrong)
    assert set(Booking.objects.values_list("state", flat=True)) == {State.REQUESTED}


def test_the_hosts_secret_opens_nothing_of_the_guests(client, asked):
    secret = proofs.make_answer(asked)
    names = ["", "cancel/", "change/", "move/", "calendar.ics", "pass.png", "qr.svg", "cannot-come/"]
    assert [client.get(f"/bookings/{secret}/{name}").status_code for name in names] == [404] * len(names)


def test_the_link_ends_with_the_party(client, asked):
    Party.objects.update(token=new_token())
    assert client.get(answer_of(asked)).status_code == 404


def test_nobody_keeps_the_page_of_a_request(client, asked):
    response = client.get(answer_of(asked))
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "same-origin")
    assert response["X-Robots-Tag"] == "noindex, nofollow"


# The desk


def test_the_desk_lists_what_waits_the_most_urgent_first(staff, slot):
    late, soon = verified(slot, 2), verified(slot)
    Booking.objects.filter(pk=soon.pk).update(held_until=soon.held_until.replace(microsecond=0) - services.holding.HOLD)
    hold(slot)
    run_out(verified(slot))
    page = text(staff.get(DESK))
    codes = [f"{booking.party.code[:4]} {booking.party.code[4:]}" for booking in (soon, late)]
    assert [page.count(code) for code in codes] == [1, 1]
    assert page.index(codes[0]) < page.index(codes[1])
    assert (page.count('value="take"'), page.count('value="decline"'), page.count("あと2日")) == (2, 2, 2)
    assert "hanako@example.com" not in page


@pytest.mark.parametrize(("answer", "becomes"), [("take", State.CONFIRMED), ("decline", State.DECLINED)])
def test_the_desk_decides(staff, asked, answer, becomes):
    sent = {"request": asked.pk, "answer": answer, "reason": "busy" if answer == "decline" else ""}
    page = text(staff.post(DESK, sent, follow=True))
    assert "返事を送りました。" in page
    assert "返事を待つ申し込みはありません。" in page
    assert state() == becomes


def test_the_desk_hears_that_somebody_was_faster(staff, asked):
    services.decline(booking=asked)
    page = text(staff.post(DESK, {"request": asked.pk, "answer": "take"}, follow=True))
    assert "この申し込みは、もうことわっています。" in page


@pytest.mark.parametrize(
    "typed", [{}, {"request": "x"}, {"request": "9" * 40}, {"answer": "take"}, {"request": "\x00"}]
)
def test_what_names_no_request_changes_nothing(staff, asked, typed):
    page = text(staff.post(DESK, typed, follow=True))
    assert "返事を受け取れませんでした。" in page
    assert state() == State.REQUESTED


@pytest.mark.parametrize("person", ["visitor", "owner", "helper_user", "editor", "staff_without_mfa"])
def test_nobody_else_answers_at_the_desk(request, asked, person):
    response = request.getfixturevalue(person).post(DESK, {"request": asked.pk, "answer": "take"})
    assert response.status_code in (302, 403)
    assert state() == State.REQUESTED


def test_the_start_of_the_desk_counts_requests(staff, asked):
    page = text(staff.get("/desk/"))
    assert f'data-waits><a href="{DESK}"' in page


def test_the_list_costs_the_same_for_one_request_and_for_three(staff, slot):
    verified(slot)
    with CaptureQueriesContext(connection) as one:
        staff.get(DESK)
    verified(slot, 2)
    verified(SlotFactory(activity=TourFactory(acceptance="approval")))
    with CaptureQueriesContext(connection) as three:
        staff.get(DESK)
    assert len(three) == len(one) <= 8


# The API


def test_the_api_says_requested_and_until_when(client, slot):
    held = hold(slot)
    answer = client.post(
        f"/api/v1/bookings/{held.party.code}/confirm/", {"pin": mailed_pin(held)}, content_type="application/json"
    ).json()
    assert (answer["state"], answer["expires_at"] is not None) == ("requested", True)
