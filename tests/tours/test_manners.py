"""What visitors are asked to keep: read before booking, agreed to in its version, printed on the pass."""

from hashlib import sha256

import pytest

from bookings.errors import ConsentMissing
from bookings.manners import manners_of
from bookings.models import Party
from tests.bookings.parties import confirmed, hold, mails
from tests.bookings.visitors import body, typed
from tests.factories import EventFactory, SlotFactory, TourFactory
from tests.html import soup, text
from tests.queries import queries_of
from tours.manners import ASKED, PROMISED, WORDING, Manner, Photos, Promise, manners

pytestmark = pytest.mark.django_db
AGREED = "1:photos-places,shoes"
SENTENCES = [
    "写真と動画は、案内の人がいいと言った場所だけでとってください。",
    "つま先とかかとがかくれる靴で来てください。サンダルでは入れません。",
]


@pytest.fixture
def slot():
    return SlotFactory(activity=TourFactory(photos="places", manners=["shoes"], promises=["alone"]))


def book(client, slot, **changes):
    return client.post(f"/tours/{slot.activity.slug}/book/", typed(slot, **changes))


def test_every_word_has_its_sentence():
    assert set(ASKED) == {"photos-places", "photos-none", *Manner.values}
    assert set(PROMISED) == set(Promise.values)


def test_who_changes_a_sentence_gives_the_wording_a_new_number():
    words = "\n".join(f"{word} {sentence}" for word, sentence in ASKED.items())
    assert (WORDING, sha256(words.encode()).hexdigest()[:12]) == (1, "7fc6381ccbab")


@pytest.mark.parametrize(
    ("facts", "version"),
    [
        ({}, ""),
        ({"photos": Photos.FREE, "promises": ["alone"]}, ""),
        ({"photos": Photos.NONE}, "1:photos-none"),
        ({"photos": Photos.PLACES, "manners": ["shoes"]}, AGREED),
        ({"manners": ["shoes", "secrecy"]}, "1:shoes,secrecy"),
    ],
)
def test_the_version_names_the_words_and_promises_ask_nothing(facts, version):
    assert manners(TourFactory.build(company=None, **facts)).version == version


def test_an_event_asks_nothing(client):
    slot = SlotFactory(activity=EventFactory())
    assert manners_of(slot.activity).version == ""
    assert soup(client.get(f"/events/{slot.activity.slug}/book/")).select(".manners") == []


def test_what_is_asked_and_promised_stands_on_the_page_of_the_tour(client, slot):
    page = soup(client.get(f"/tours/{slot.activity.slug}/"))
    lists = [[item.get_text() for item in part("li")] for part in page.select(".rules__both > div")]
    assert lists == [SENTENCES, ["ひとりで来る人も歓迎します。"]]


def test_the_rules_stand_before_the_booking_with_one_box(client, slot):
    page = soup(client.get(f"/tours/{slot.activity.slug}/book/"))
    assert [item.get_text() for item in page.select(".manners li")] == SENTENCES
    [box] = page.select("input[name=manners]")
    assert (box["type"], box["value"], box.has_attr("checked")) == ("checkbox", AGREED, False)


def test_the_version_that_was_agreed_to_stays_with_the_party(client, slot):
    assert book(client, slot, manners=AGREED).status_code == 302
    assert Party.objects.get().answers == {"manners": AGREED}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "きまりを読んで、印をつけてください。"),
        ({"manners": "on"}, "きまりが変わりました。もう一度読んで、印をつけてください。"),
        ({"manners": "1:shoes"}, "きまりが変わりました。もう一度読んで、印をつけてください。"),
    ],
)
def test_nobody_books_without_the_words_of_now(client, slot, sent, sentence):
    page = book(client, slot, **sent)
    assert (page.status_code, Party.objects.count()) == (400, 0)
    assert sentence in text(page)
    [box] = soup(page).select("input[name=manners]")
    assert (box["value"], box.has_attr("checked")) == (AGREED, False)


def test_the_tick_stays_when_something_else_is_wrong(client, slot):
    page = book(client, slot, manners=AGREED, email="だめ")
    [box] = soup(page).select("input[name=manners]")
    assert (page.status_code, box.has_attr("checked")) == (400, True)


def test_a_tour_that_asks_nothing_asks_for_no_tick(client):
    slot = SlotFactory()
    assert soup(client.get(f"/tours/{slot.activity.slug}/book/")).select("input[name=manners]") == []
    assert book(client, slot).status_code == 302
    assert Party.objects.get().answers == {}


@pytest.mark.parametrize("answers", [{}, {"manners": "1:shoes"}])
def test_the_engine_itself_holds_no_seats_without_them(slot, answers):
    with pytest.raises(ConsentMissing):
        hold(slot, answers=answers)
    slot.refresh_from_db()
    assert (slot.taken, Party.objects.count()) == (0, 0)


def test_the_api_wants_the_version_it_tells(client, slot):
    told = client.get(f"/api/v1/tours/{slot.activity.slug}/").json()["manners"]
    assert told == {"version": AGREED, "sentences": SENTENCES}
    for refused in ({}, {"manners": "1:shoes"}, {"manners": "x" * 5000}, {"manners": ["shoes"]}):
        answer = client.post("/api/v1/bookings/", body(slot, **refused), content_type="application/json")
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["manners"])
    wish = body(slot, manners=told["version"])
    assert client.post("/api/v1/bookings/", wish, content_type="application/json").status_code == 201
    assert Party.objects.get().answers == {"manners": AGREED}


def test_the_rules_are_printed_on_the_pass_in_the_mail_and_in_the_picture(client, slot, monkeypatch):
    booking = confirmed(slot, answers={"manners": AGREED})
    drawn = {}
    monkeypatch.setattr("bookings.views.states.pass_image", lambda **shown: drawn.update(shown) or b"")
    address = f"/bookings/{booking.party.token}/"
    brief = "写真は決まった場所だけ、つま先がかくれる靴"
    assert f"当日のきまり{brief}" in text(client.get(address))
    assert f"当日のきまり: {brief}" in mails(booking, "confirmed")[0].text
    client.get(f"{address}pass.png")
    assert drawn["manners"] == brief


def test_rules_cost_the_booking_page_no_queries(client, slot):
    plain = SlotFactory()
    costs = {
        len(queries_of(lambda tour=tour: client.get(f"/tours/{tour.slug}/book/")))
        for tour in (plain.activity, slot.activity)
    }
    assert len(costs) == 1
