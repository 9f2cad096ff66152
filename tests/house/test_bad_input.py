"""Bad input on every address and every form: a page or a refusal, never a 500."""

import json
from itertools import cycle, islice

import pytest
from django.urls import reverse

from tests.house.test_roles import DESK, HOST, PUBLIC, TOKEN

HOSTILE = {
    "empty": "",
    "long": "あ" * 2_000,
    "ten thousand": "x" * 10_000,
    "NUL": "a\x00b",
    "emoji": "👩‍🏭🔩",
    "rare kanji": "𠮷髙﨑",
    "full width": "１２３４５６",
    "negative": "-1",
    "beyond any number": "9" * 40,
    "not a number": "NaN",
    "date": "2026-13-45",
    "quotes": "\"'`--; DROP TABLE x; */ OR NEAR(",
    "markup": "<script>alert(1)</script>",
    "right to left": "‮evil",
    "formula": '=HYPERLINK("https://example.com")',
    "header": "a\r\nBcc: b@example.com",
}
# What databases treat differently: NUL, columns that are too short, numbers that are too large. The others are tested once.
ASKED_OF_BOTH = ("long", "ten thousand", "NUL", "negative", "beyond any number", "date")
KINDS = [pytest.param(kind, marks=() if kind in ASKED_OF_BOTH else pytest.mark.once) for kind in HOSTILE]
PARAMETERS = (
    "code",
    "q", "field", "process", "town", "area", "station", "walk", "mode", "bbox", "sort", "page", "page_size", "slot", "from",
    "when", "audience", "source", "activity", "date_from", "date_to", "people", "state", "not_state", "date", "grade", "slug",
    "tour", "near", "stops", "stop", "free", "alone", "photos", "stroller", "flat", "month", "day", "only",
)  # fmt: skip
FORM_FIELDS = (
    "kind", "organisation", "name", "teachers", "adults", "first_day", "second_day", "third_day", "wish", "message", "consent",
    "text", "day", "starts", "ends", "say", "accept", "mode",
    "stop",
    "rating", "before", "after", "again", "words",
    "slot", "coming", "own_grade", "grade_1", "count_1", "family_name", "given_name", "family_kana", "given_kana", "email",
    "wait", "least", "phone", "website", "key", "source", "consent_booking", "manners", "pin", "why", "note", "format", "confirmed",
    "answer", "reason", "reply", "request", "guardian_agreed", "guardian_phone", "guardian_name", "agreed", "hearing",
    "choice_1", "choice_2", "activity", "opens_on", "closes_on", "results_on", "from_day", "seed", "code", "take_back",
    "tour", "pause",
)  # fmt: skip
POSTED = ["tours:enquire", "tours:enquiry", "tours:enquiry_host", "bookings:thanks", "tours:ask", "tours:opening", "tours:host_mails", "tours:host_visits", "tours:host_call_off", "tours:book", "events:book", "bookings:manage", "bookings:link", "bookings:cancel", "bookings:change",
          "bookings:accept", "bookings:decline", "bookings:leave", "bookings:withdraw", "bookings:resend", "bookings:renew", "bookings:move", "bookings:call_off", "bookings:consent", "bookings:answer"]  # fmt: skip
API_POSTED = ["api:bookings", "api:booking-confirm", "api:booking-cancel"]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_parameters_never_break_a_page(visitor, staff, world, kind):
    """All of them at once, and one alone, because a page that refuses one looks at no other; each kind begins with another."""
    broken, alone = [], islice(cycle(("q", "page", "slot")), list(HOSTILE).index(kind) % 3, None)
    for name in (*PUBLIC, *TOKEN, *HOST, *DESK):
        client = staff if name in DESK else visitor
        address = world(name).split("?")[0]
        for parameters in (PARAMETERS, [next(alone)]):
            if client.get(address, dict.fromkeys(parameters, HOSTILE[kind])).status_code >= 500:
                broken.append(name)
    assert broken == []


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_forms_are_refused_in_a_sentence(visitor, staff, world, kind):
    fields = dict.fromkeys(FORM_FIELDS, HOSTILE[kind])
    answers = {name: visitor.post(world(name), fields).status_code for name in POSTED}
    for name in (
        "desk:enquiry",
        "desk:rules",
        "desk:export",
        "desk:requests",
        "desk:lotteries",
        "desk:lottery",
        "desk:draw",
    ):
        answers[name] = staff.post(world(name), fields).status_code
    assert {name: status for name, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "7", '"x"', "{", '{"slot": {}}', '{"slot": [[[]]], "guests": 3}', "[" * 5_000]
)
@pytest.mark.parametrize("name", API_POSTED)
def test_api_answers_any_body_with_a_4xx(visitor, world, name, body):
    answer = visitor.post(world(name), body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert json.loads(answer.content)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", API_POSTED)
def test_api_answers_hostile_values_with_a_4xx(visitor, world, name, kind):
    value = HOSTILE[kind]
    person = dict.fromkeys(("family_name", "given_name", "family_kana", "given_kana", "email", "phone"), value)
    body = {
        "slot": value,
        "contact": person,
        "guests": [{"grade": value}],
        "pin": value,
        "token": value,
        "source": value,
    }
    body |= {"consents": [value], "answers": {value: value}}
    answer = visitor.post(world(name), json.dumps(body), content_type="application/json")
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "path",
    ["/companies/%00/", "/companies/" + "x" * 3_000 + "/", "/tours/無い/", "/events/../../etc/passwd", "/bookings/%E2%80%AE/",
     "/api/v1/companies/無い/", "/media/../../etc/passwd", "/media/", "/desk/events/無い/attendees/", "/sign-in/demo/x/"],
)  # fmt: skip
def test_address_of_nothing_is_a_4xx(staff, path):
    assert 400 <= staff.get(path).status_code < 500


@pytest.mark.parametrize("page", ["0", "-1", "999999", "last", "1e9", "１"])
@pytest.mark.parametrize("name", ["directory:companies", "tours:tours", "events:events"])
def test_page_beyond_the_end_still_shows_a_page(visitor, world, name, page):
    assert visitor.get(reverse(name), {"page": page}).status_code in (200, 404)
