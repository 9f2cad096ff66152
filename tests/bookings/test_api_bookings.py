"""The booking API: hold, confirm, cancel; the engine's refusals and every wrong shape."""

import json

import pytest
from django.utils import timezone

from bookings import services
from bookings.limits import API
from bookings.models import Booking, Party, Slot
from tests.bookings.parties import confirmed, hold, mailed_pin, other_than, run_out
from tests.bookings.test_pages_party import too_late
from tests.bookings.visitors import CONTACT, KEY, body, book_url, page_of
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/bookings/"


@pytest.fixture
def slot():
    return SlotFactory(days=7, capacity=3)


def send(client, content, url=URL, *, key=KEY, **extra):
    content = content if isinstance(content, (str, bytes)) else json.dumps(content)
    return client.post(url, content, content_type="application/json", headers={"Idempotency-Key": key}, **extra)


def confirm(client, booking, content):
    return send(client, content, f"{URL}{booking.party.code}/confirm/")


def cancel(client, booking, content):
    return send(client, content, f"{URL}{booking.party.code}/cancel/")


# Hold


def test_a_hold_answers_with_code_and_secret_page(client, slot):
    response = send(client, body(slot, source="poster-12"))
    booking = Booking.objects.select_related("party").get()
    assert response.status_code == 201
    assert response.json() == {
        "code": booking.party.code,
        "state": "held",
        "expires_at": timezone.localtime(booking.held_until).isoformat(),
        "manage_url": f"http://127.0.0.1:8000/bookings/{booking.party.token}/",
    }
    assert (booking.party.family_kana, str(booking.party.phone)) == ("タカダ", "03-3000-5771")
    assert (booking.party.source, Slot.objects.get().taken) == ("poster-12", 1)


def test_the_same_key_and_body_answer_200_with_the_same_booking(client, slot):
    first, second = send(client, body(slot)), send(client, body(slot))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Slot.objects.get().taken == 1


def test_the_same_key_with_another_body_is_refused(client, slot):
    send(client, body(slot))
    response = send(client, body(slot, guests=[{"grade": "adult"}]))
    assert response.status_code == 409
    assert (response.json()["reason"], response.json()["alternatives"]) == ("key_reused", [])
    assert Party.objects.count() == 1


def test_without_a_key_every_request_is_a_wish_of_its_own(client, slot):
    answers = [client.post(URL, body(slot), content_type="application/json").status_code for _ in range(2)]
    assert answers == [201, 201]
    assert Slot.objects.get().taken == 2


def test_a_key_of_the_api_opens_no_booking_of_a_page(client, slot):
    hold(slot, key=f"web:{KEY}")
    assert send(client, body(slot)).status_code == 201


@pytest.mark.parametrize("key", ["x" * 71, "two words", "キー", "\x7f"])
def test_a_key_that_is_none_is_refused(client, slot, key):
    response = client.post(URL, body(slot), content_type="application/json", HTTP_IDEMPOTENCY_KEY=key)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["Idempotency-Key"]


def test_only_what_is_needed_of_a_contact(client, slot):
    response = send(client, body(slot, contact={"family_name": "Madonna", "email": "m@example.com"}))
    assert response.status_code == 201
    assert Party.objects.get().contact_name == "Madonna"


def test_school_years_in_japanese_are_understood(client, slot):
    send(client, body(slot, guests=[{"grade": "高２"}, {"grade": "保護者"}]))
    assert list(Party.objects.get().guests.values_list("grade", flat=True)) == ["h2", "parent"]


def test_a_full_slot_names_others(client, slot):
    hold(slot, 3)
    other = SlotFactory(activity=slot.activity, days=9, capacity=4)
    response = send(client, body(slot))
    assert response.status_code == 409
    assert response.json() == {
        "reason": "slot_full",
        "detail": "この回は満席になりました。ほかの日時をえらんでください。",
        "alternatives": [
            {
                "slot": other.pk,
                "starts_at": timezone.localtime(other.starts_at).isoformat(),
                "left": 4,
                "url": f"http://127.0.0.1:8000{book_url(other)}?slot={other.pk}",
            }
        ],
    }


@pytest.mark.parametrize(
    ("activity", "status", "reason"),
    [
        ({"party_max": 1}, Slot.Status.OPEN, "party_too_large"),
        ({"party_min": 3}, Slot.Status.OPEN, "party_too_small"),
        ({}, Slot.Status.CLOSED, "slot_closed"),
        ({}, Slot.Status.CANCELLED, "slot_closed"),
    ],
)
def test_every_refusal_has_its_reason(client, activity, status, reason):
    slot = SlotFactory(activity=TourFactory(**activity), status=status)
    response = send(client, body(slot, guests=[{"grade": "e4"}, {"grade": "parent"}]))
    assert (response.status_code, response.json()["reason"]) == (409, reason)


def test_a_slot_of_something_unpublished_does_not_exist(client):
    slot = SlotFactory(activity__live=False)
    assert send(client, body(slot)).json() == {"errors": {"slot": ["この日時は見つかりません。"]}}


def contact(**changes):
    return {"contact": CONTACT | changes}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"slot": None}, ["slot"]),
        ({"slot": "x"}, ["slot"]),
        ({"slot": True}, ["slot"]),
        ({"slot": -1}, ["slot"]),
        ({"slot": 10**30}, ["slot"]),
        ({"slot": 1e400}, ["body"]),
        ({"slot": [1]}, ["slot"]),
        ({"slot": {}}, ["slot"]),
        ({"slot": 10**17}, ["slot"]),
        ({"contact": None}, ["contact"]),
        ({"contact": []}, ["contact"]),
        ({"contact": "x"}, ["contact"]),
        ({"contact": {}}, ["contact.family_name", "contact.email"]),
        (contact(family_name=None), ["contact.family_name"]),
        (contact(family_name={}), ["contact.family_name"]),
        (contact(family_name=""), ["contact.family_name"]),
        (contact(family_name="\ufeff"), ["contact.family_name"]),
        (contact(family_name="名" * 61), ["contact.family_name"]),
        (contact(family_name="高\x00田"), ["contact.family_name"]),
        (contact(given_name="😀"), ["contact.given_name"]),
        (contact(family_kana="髙田"), ["contact.family_kana"]),
        (contact(email="minori"), ["contact.email"]),
        (contact(email='"\x01"@b.jp'), ["contact.email"]),
        (contact(email="root@[::1]"), ["contact.email"]),
        (contact(email="a@localhost"), ["contact.email"]),
        (contact(email=["a@example.com"]), ["contact.email"]),
        (contact(email="a" * 300 + "@example.com"), ["contact.email"]),
        (contact(phone="電話"), ["contact.phone"]),
        (contact(phone=None), ["contact.phone"]),
        (contact(phone="9" * 1000), ["contact.phone"]),
        ({"guests": None}, ["guests"]),
        ({"guests": []}, ["guests"]),
        ({"guests": {}}, ["guests"]),
        ({"guests": "x"}, ["guests"]),
        ({"guests": [None]}, ["guests.0"]),
        ({"guests": [{}]}, ["guests.0.grade"]),
        ({"guests": [{"grade": "e4"}, {"grade": "king"}]}, ["guests.1.grade"]),
        ({"guests": [{"grade": ["e4"]}]}, ["guests.0.grade"]),
        ({"guests": [{"grade": "e4", "self": "perhaps"}]}, ["guests.0.self"]),
        ({"guests": [{"grade": "e4", "self": True}] * 2}, ["guests"]),
        ({"guests": [{"grade": "e4"}] * 101}, ["guests"]),
        ({"consents": []}, ["consents"]),
        ({"consents": None}, ["consents"]),
        ({"consents": "booking"}, ["consents"]),
        ({"consents": [{}]}, ["consents.0"]),
        ({"consents": ["booking", "everything"]}, ["consents"]),
        ({"source": "😀"}, ["source"]),
        ({"source": "x" * 41}, ["source"]),
        ({"source": []}, ["source"]),
        ({"answers": []}, ["answers"]),
        ({"answers": {"q": "a question that nobody asked"}}, ["answers"]),
        ({"answers": {"q": None}}, ["answers"]),
        ({"answers": {"\x00": "x"}}, ["answers"]),
    ],
)
def test_a_wrong_shape_gets_a_sentence_at_its_field(client, slot, changes, fields):
    response = send(client, body(slot, **changes))
    assert response.status_code == 400
    errors = response.json()["errors"]
    assert list(errors) == fields
    assert all(isinstance(sentence, str) for sentences in errors.values() for sentence in sentences)
    assert not Party.objects.exists()


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    "1",
    '"x"',
    "[" * 100_000,
    "[" * 5_000,
    '{"slot": ' + "9" * 5_000 + "}",
    "NaN",
    b"\xff\xfe",
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("name", ["", "confirm/", "cancel/"])
def test_broken_json_gets_a_sentence(client, slot, name, broken):
    booking = hold(slot)
    response = send(client, broken, f"{URL}{booking.party.code}/{name}" if name else URL)
    assert response.status_code == 400
    assert response.json()["errors"]
    assert Party.objects.count() == 1


def test_a_body_that_is_too_large_is_not_read(client, slot):
    response = send(client, body(slot, source="x" * 70_000))
    assert response.json() == {"errors": {"body": ["送られた内容が大きすぎます。"]}}


@pytest.mark.parametrize(
    "changes",
    [
        {"guests": [{"grade": "\ud800"}]},
        {"guests": [{"\udfff": "h2"}]},
        {"answers": {"\ud800": "x"}},
        {"answers": {"x": ["\ud800"]}},
        {"contact": CONTACT | {"phone": "\ud83d"}},
        {"source": "\ud800"},
        {"consents": ["\ud800"]},
        {"\ud800": 1},
    ],
)
def test_half_a_character_is_no_text(client, slot, changes):
    response = send(client, body(slot, **changes))
    assert (response.status_code, response.json()) == (400, {"errors": {"body": ["JSONとして読めません。"]}})


def test_a_character_written_in_two_halves_is_whole(client, slot):
    name = "𠮷田"
    assert "\\ud842" in json.dumps(name)
    assert send(client, body(slot, contact=CONTACT | {"family_name": name})).status_code == 201
    assert Party.objects.get().family_name == name


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_other_content_types_are_refused(client, slot, kind):
    assert client.post(URL, json.dumps(body(slot)), content_type=kind).status_code == 415


@pytest.mark.parametrize("name", ["", "BCDFGHJK/confirm/", "BCDFGHJK/cancel/"])
def test_bookings_cannot_be_listed_or_read(client, name):
    assert client.get(URL + name).status_code == 405


# Confirm


def test_the_mailed_code_confirms(client, slot):
    booking = hold(slot)
    response = confirm(client, booking, {"pin": mailed_pin(booking)})
    assert response.status_code == 200
    assert (response.json()["state"], response.json()["expires_at"]) == ("confirmed", None)
    assert Booking.objects.get().state == Booking.State.CONFIRMED


def test_a_wrong_code_and_then_too_many(client, slot):
    booking = hold(slot)
    pin = mailed_pin(booking)
    answers = [confirm(client, booking, {"pin": other_than(pin)}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [400] * 5
    assert list(answers[0].json()["errors"]) == ["pin"]
    answer = confirm(client, booking, {"pin": pin})
    assert (answer.status_code, answer.json()["reason"]) == (409, "too_many_tries")


def test_who_knows_only_the_code_of_a_confirmed_booking_learns_nothing(client, slot):
    booking = confirmed(slot)
    answer = confirm(client, booking, {"pin": "000000" if mailed_pin(booking) != "000000" else "000001"})
    assert answer.status_code == 400
    assert booking.party.token not in answer.content.decode()


def test_a_code_that_comes_too_late_names_other_slots(client, slot):
    booking, other = hold(slot), SlotFactory(activity=slot.activity, days=9)
    run_out(booking)
    answer = confirm(client, booking, {"pin": mailed_pin(booking)})
    assert (answer.status_code, answer.json()["reason"]) == (409, "hold_expired")
    assert {choice["slot"] for choice in answer.json()["alternatives"]} == {slot.pk, other.pk} - {slot.pk}


@pytest.mark.parametrize("pin", [None, "", 123, [], {}, "12345", "１２３", "\x00", "1" * 1000, True])
def test_what_is_no_code_is_refused_at_its_field(client, slot, pin):
    answer = confirm(client, hold(slot), {"pin": pin})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["pin"])


# Cancel


def test_the_token_cancels(client, slot):
    booking = confirmed(slot)
    answers = [cancel(client, booking, {"token": booking.party.token}) for _ in range(2)]
    assert [(answer.status_code, answer.json()["state"]) for answer in answers] == [(200, "cancelled")] * 2
    assert Slot.objects.get().taken == 0


def test_another_partys_token_cancels_nothing(client, slot):
    booking, other = confirmed(slot), confirmed(slot)
    assert cancel(client, booking, {"token": other.party.token}).status_code == 403
    assert Slot.objects.get().taken == 2


def test_after_the_deadline_the_api_refuses_too(client, slot):
    booking = confirmed(slot)
    too_late(slot)
    answer = cancel(client, booking, {"token": booking.party.token})
    assert (answer.status_code, answer.json()["reason"]) == (409, "too_late")


def test_a_hold_that_ran_out_cannot_be_cancelled(client, slot):
    booking = hold(slot)
    run_out(booking)
    services.expire_overdue()
    answer = cancel(client, booking, {"token": booking.party.token})
    assert (answer.status_code, answer.json()["reason"]) == (409, "not_changeable")


@pytest.mark.parametrize("token", [None, "", [], {}, "\x00", "x" * 1000])
def test_what_is_no_token_is_refused_at_its_field(client, slot, token):
    answer = cancel(client, confirmed(slot), {"token": token})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["token"])


@pytest.mark.parametrize("code", ["BCDFGHJK", "x", "x" * 1000, "日本語", "😀", "%25"])
@pytest.mark.parametrize("name", ["confirm", "cancel"])
def test_an_unknown_code_is_not_found(client, slot, code, name):
    confirmed(slot)
    assert send(client, {"pin": "123456", "token": "x"}, f"{URL}{code}/{name}/").status_code == 404


def test_an_erased_party_is_not_found(client, slot):
    booking = confirmed(slot)
    Party.objects.update(erased_at=timezone.now())
    assert cancel(client, booking, {"token": booking.party.token}).status_code == 404


# Limits and description


def test_one_address_cannot_book_without_end(client, slot, clock_stands):
    answers = [send(client, "{}", REMOTE_ADDR="203.0.113.9") for _ in range(API.times + 1)]
    assert [answer.status_code for answer in answers] == [400] * API.times + [429]
    assert int(answers[-1]["Retry-After"]) <= API.seconds
    assert send(client, body(slot), REMOTE_ADDR="203.0.113.10").status_code == 201


def test_the_schema_describes_the_three_requests(client):
    schema = client.get("/api/v1/schema/?format=json").json()["paths"]
    assert {path: sorted(schema[path]["post"]["responses"]) for path in schema if "bookings" in path} == {
        "/api/v1/bookings/": ["200", "201", "400", "409", "415", "429"],
        "/api/v1/bookings/{code}/cancel/": ["200", "400", "403", "404", "409", "415", "429"],
        "/api/v1/bookings/{code}/confirm/": ["200", "400", "404", "409", "415", "429"],
    }


def test_the_page_of_an_api_booking_opens(client, slot):
    answer = send(client, body(slot))
    assert client.get(answer.json()["manage_url"]).status_code == 200
    assert page_of(Booking.objects.get()) in answer.json()["manage_url"]
