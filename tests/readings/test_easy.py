"""やさしい日本語: written by hand, on Japanese and English pages, with furigana always, and no empty box."""

import pytest

from readings import computing
from tests.factories import EventFactory, TourFactory
from tests.html import soup

pytestmark = pytest.mark.django_db
EASY = "駅の 前に 来てください。\n電車で 10分です。"


def pages(activity, room):
    return [f"/{room}/{activity.slug}/", f"/en/{room}/{activity.slug}/"]


@pytest.mark.parametrize(("factory", "room"), [(TourFactory, "tours"), (EventFactory, "events")])
def test_easy_japanese_stands_on_both_pages_with_furigana(client, factory, room):
    activity = factory(easy=EASY)
    computing.compute()
    for address in pages(activity, room):
        box = soup(client.get(address)).select_one(".easy")
        assert (box["lang"], box.h2.text) == ("ja", "やさしい日本語")
        assert [ruby.rt.text for ruby in box("ruby")] == ["えき", "まえ", "き", "でんしゃ", "ぷん"]
        assert len(box("br")) == 1


@pytest.mark.parametrize(("factory", "room"), [(TourFactory, "tours"), (EventFactory, "events")])
def test_no_empty_box(client, factory, room):
    for address in pages(factory(), room):
        assert soup(client.get(address)).select(".easy") == []


def test_the_api_says_it_too(client):
    tour = TourFactory(easy=EASY)
    assert client.get(f"/api/v1/tours/{tour.slug}/").json()["easy"] == EASY
