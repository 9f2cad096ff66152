"""The switch: one cookie, no JavaScript, back to the page one came from, and to no other site."""

import pytest
from django.test import Client

from readings import computing
from tests.factories import EventFactory, TourFactory
from tests.html import soup
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SWITCH = "/i18n/ruby/"


@pytest.fixture
def tour(db):
    tour = TourFactory(
        title="旋盤の音を聞く見学",
        hook="火花を見る。",
        description="機械の前へ。\n話も聞く。",
        place="受付",
        bring="長い髪は結ぶ。",
    )
    computing.compute()
    return tour


@pytest.fixture
def event(db):
    event = EventFactory(
        title="町工場の夜", hook="話す。", description="会う。", programme="13:00 受付\n14:00 見学", place="入口"
    )
    computing.compute()
    return event


def reader():
    """A visitor who has switched furigana on."""
    client = Client()
    client.post(SWITCH, {"ruby": "1"})
    return client


def furigana(response):
    return {ruby.contents[0]: ruby.rt.text for ruby in soup(response).main("ruby")}


def test_on_and_off_again(client):
    on = client.post(SWITCH, {"ruby": "1", "next": "/tours/?field=x"})
    cookie = on.cookies["ruby"]
    assert (on.status_code, on["Location"], cookie.value) == (302, "/tours/?field=x", "1")
    assert (cookie["samesite"], bool(cookie["httponly"]), cookie["path"]) == ("Lax", True, "/")
    off = client.post(SWITCH, {"ruby": "0", "next": "/tours/"})
    assert (off["Location"], off.cookies["ruby"].value) == ("/tours/", "")


@pytest.mark.parametrize(
    "there", ["", "https://example.com/", "//example.com/", "javascript:alert(1)", "\\\\example.com", "http:///x"]
)
def test_the_switch_leads_to_no_other_site(client, there):
    assert client.post(SWITCH, {"ruby": "1", "next": there})["Location"] == "/"


def test_a_link_cannot_switch(client):
    assert client.get(SWITCH).status_code == 405


def test_the_switch_asks_for_no_cookie_of_ours():
    client = Client(enforce_csrf_checks=True)
    assert list(client.post(SWITCH, {"ruby": "1"}).cookies) == ["ruby"]


def test_pages_are_plain_until_somebody_wants_furigana(client, tour):
    page = client.get(f"/tours/{tour.slug}/")
    assert furigana(page) == {}
    assert "<ruby" not in page.content.decode()


def test_furigana_of_a_tour(tour):
    page = reader().get(f"/tours/{tour.slug}/")
    assert furigana(page) == {
        "旋盤": "せんばん", "音": "おと", "聞": "き", "見学": "けんがく", "火花": "ひばな", "見": "み", "機械": "きかい", "前": "まえ",
        "話": "はなし", "受付": "うけつけ", "長": "なが", "髪": "かみ", "結": "むす",
    }  # fmt: skip
    assert soup(page).main("br")  # the description's own line break
    assert [rp.text for rp in soup(page).h1("rp")[:2]] == ["（", "）"]


def test_furigana_of_an_event(event):
    shown = furigana(reader().get(f"/events/{event.slug}/"))
    assert shown | {"町工場": "まちこうば", "夜": "よる", "話": "はな", "受付": "うけつけ", "見学": "けんがく"} == shown


def test_english_pages_have_no_furigana_and_no_switch(tour):
    page = reader().get(f"/en/tours/{tour.slug}/")
    assert (furigana(page), soup(page).select(".ruby-switch")) == ({}, [])


def test_the_switch_stands_only_where_it_changes_something(client, tour, event):
    for address in (f"/tours/{tour.slug}/", f"/events/{event.slug}/"):
        assert len(soup(client.get(address)).select(".ruby-switch")) == 3, address  # header, menu, footer
    for address in (
        "/",
        "/tours/",
        "/events/",
        f"/companies/{tour.company.slug}/",
        f"/tours/{tour.slug}/book/",
        "/no/",
    ):
        assert soup(client.get(address)).select(".ruby-switch") == [], address


def test_the_switch_shows_that_it_is_on(client, tour):
    for visitor, pressed in ((client, "false"), (reader(), "true")):
        buttons = soup(visitor.get(f"/tours/{tour.slug}/")).select(".ruby-switch button")
        assert {button["aria-pressed"] for button in buttons} == {pressed}


def test_a_text_nobody_has_read_yet_stands_plain():
    fresh = TourFactory(title="磨く")
    page = reader().get(f"/tours/{fresh.slug}/")
    assert (furigana(page), "磨く" in soup(page).h1.text) == ({}, True)


def test_hostile_texts_are_escaped_with_and_without_furigana(client):
    hostile = TourFactory(title="<script>alert('旋盤')</script>", hook='"><img src=x>旋盤 & 火花')
    computing.compute()
    for visitor in (client, reader()):
        page = visitor.get(f"/tours/{hostile.slug}/")
        for furigana_of in (parsed := soup(page))(["rt", "rp"]):
            furigana_of.decompose()
        shown = "".join(parsed.h1.text.split())  # what may stand on several lines
        assert (hostile.title in shown, parsed.main("script"), parsed.main("img", src="x")) == (True, [], [])


def test_one_query_for_all_texts_and_none_while_the_switch_is_off(client, tour, event):
    for address in (f"/tours/{tour.slug}/", f"/events/{event.slug}/"):
        off = queries_of(lambda address=address: client.get(address))
        visitor = reader()
        on = queries_of(lambda address=address, visitor=visitor: visitor.get(address))
        asked = [sql for sql in on if "readings_reading" in sql]
        assert (len(on) - len(off), len(asked)) == (1, 1)


def test_no_cache_hands_one_visitor_the_page_of_another(client, tour):
    assert "Cookie" in client.get(f"/tours/{tour.slug}/")["Vary"]
