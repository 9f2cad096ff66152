"""What a tour says of itself beforehand: never guessed, never shown empty, found by what it says."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories import CompanyFactory, SlotFactory, TourFactory
from tests.html import soup, text
from tests.queries import queries_of
from tests.tours.test_cms import SATURDAYS, form_of
from tours.facts import years_above
from tours.models import Tour

pytestmark = pytest.mark.django_db
KNOWN = {
    "stairs": "some",
    "noise": "loud",
    "standing": 40,
    "toilet": "accessible",
    "stroller": False,
    "from_grade": "e4",
    "takeaway": "自分で削ったこま",
    "fee": 500,
    "fee_covers": "材料代",
    "insurance": "会社の保険があります。",
    "rain": "雨でも行います。",
    "hazard": "some",
    "hazard_note": "切りくずが飛びます。",
    "photos": "places",
}


def facts_of(page):
    """Label → what stands beside it, of the section of facts."""
    rows = soup(page).select(".before .spec > div")
    return {row.dt.get_text(): [item.get_text() for item in row("dd")] for row in rows}


def titles(client, address="/tours/", **query):
    return [row.h3.get_text() for row in soup(client.get(address, query)).select(".departure")]


@pytest.mark.parametrize(
    "changes",
    [
        {"standing": 61, "minutes": 60},
        {"fee": 100_001},
        {"fee_covers": "材料代"},
        {"hazard": "some"},
        {"hazard": "high"},
    ],
)
def test_what_cannot_be_true_is_refused_by_the_database_and_with_a_sentence_in_the_cms(changes):
    tour = TourFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tour.objects.filter(pk=tour.pk).update(**changes)
    for name, value in changes.items():
        setattr(tour, name, value)
    with pytest.raises(ValidationError):
        tour.full_clean()


@pytest.mark.parametrize(
    "changes",
    [
        {"standing": 60, "minutes": 60},
        {"fee": 0, "fee_covers": "材料代"},
        {"hazard": "none"},
        {"hazard": "high", "hazard_note": "火花が飛びます。"},
    ],
)
def test_what_can_be_true_is_taken(changes):
    TourFactory(**changes).full_clean()


def test_nobody_is_welcome_alone_where_two_must_come():
    with pytest.raises(ValidationError) as refused:
        TourFactory(party_min=2, promises=["alone"]).full_clean()
    assert list(refused.value.message_dict) == ["promises"]


def test_all_that_is_known_stands_on_the_page(client):
    tour = TourFactory(**KNOWN)
    assert facts_of(client.get(f"/tours/{tour.slug}/")) == {
        "料金": ["1人500円", "材料代"],
        "何年生から": ["小4から"],
        "作って持ち帰るもの": ["自分で削ったこま"],
        "階段": ["少しある"],
        "音": ["大きな音がする"],
        "立っている時間": ["40分くらい"],
        "トイレ": ["車いすでも使える"],
        "ベビーカー": ["入れない"],
        "写真": ["決まった場所だけ"],
        "雨の日": ["雨でも行います。"],
        "保険": ["会社の保険があります。"],
        "あぶないこと": ["気をつけるところがある", "切りくずが飛びます。"],
    }


def test_what_nobody_has_said_leaves_no_trace(client):
    page = client.get(f"/tours/{TourFactory().slug}/")
    assert soup(page).select(".before, .rules, .fee") == []
    assert "料金" not in text(page)


def test_nothing_and_zero_are_told_and_not_taken_for_unknown(client):
    tour = TourFactory(fee=0, standing=0)
    assert facts_of(client.get(f"/tours/{tour.slug}/")) == {"料金": ["無料"], "立っている時間": ["ずっと座れる"]}


def test_cards_tell_the_fee_where_it_is_known(client):
    company = CompanyFactory()
    for fee in (0, 1500, None):
        SlotFactory(activity=TourFactory(company=company, fee=fee))
    for address in ("/tours/", f"/companies/{company.slug}/"):
        assert sorted(words.get_text() for words in soup(client.get(address)).select(".fee")) == ["1人1,500円", "無料"]


@pytest.mark.parametrize(("fee", "is_free", "price"), [(0, True, 0), (500, False, 500)])
def test_structured_data_tells_the_price(client, fee, is_free, price):
    tour = TourFactory(fee=fee)
    SlotFactory(activity=tour)
    [event] = json.loads(soup(client.get(f"/tours/{tour.slug}/")).find(type="application/ld+json").string)["@graph"]
    assert event["isAccessibleForFree"] is is_free
    assert event["offers"] == {
        "@type": "Offer",
        "price": price,
        "priceCurrency": "JPY",
        "availability": "https://schema.org/InStock",
        "url": f"http://127.0.0.1:8000/tours/{tour.slug}/",
    }


def test_structured_data_offers_nothing_where_the_price_is_unknown(client):
    tour = TourFactory()
    SlotFactory(activity=tour)
    [event] = json.loads(soup(client.get(f"/tours/{tour.slug}/")).find(type="application/ld+json").string)["@graph"]
    assert {"offers", "isAccessibleForFree"} & event.keys() == set()


@pytest.mark.parametrize(
    ("key", "yes", "no"),
    [
        ("free", {"fee": 0}, {"fee": 100}),
        ("photos", {"photos": "places"}, {"photos": "none"}),
        ("stroller", {"stroller": True}, {"stroller": False}),
        ("flat", {"stairs": "none"}, {"stairs": "some"}),
        ("alone", {"promises": ["alone", "clothes"]}, {"promises": ["clothes"]}),
    ],
)
def test_tours_are_found_by_what_they_say_and_not_by_what_is_unknown(client, key, yes, no):
    TourFactory(title="はい", **yes)
    TourFactory(title="いいえ", **no)
    TourFactory(title="知らない")
    assert titles(client, **{key: "yes"}) == ["はい"]
    found = client.get("/api/v1/tours/", {key: "yes"}).json()["results"]
    assert [tour["title"] for tour in found] == ["はい"]


def test_alone_finds_no_tour_that_takes_two_at_least(client):
    TourFactory(party_min=2, promises=["alone"])
    assert titles(client, alone="yes") == []


def test_a_school_year_finds_what_is_meant_for_it(client):
    tours = (
        ("どなたでも", {}),
        ("小4から", {"from_grade": "e4"}),
        ("中1から", {"from_grade": "j1"}),
        ("親子", {"audience": "families"}),
        ("学生", {"audience": "students"}),
    )
    for days, (title, facts) in enumerate(tours, start=7):
        SlotFactory(activity=TourFactory(title=title, **facts), days=days)
    assert {grade: titles(client, grade=grade) for grade in ("preschool", "e3", "e4", "h2", "adult")} == {
        "preschool": ["どなたでも", "親子"],
        "e3": ["どなたでも", "親子"],
        "e4": ["どなたでも", "小4から", "親子"],
        "h2": ["どなたでも", "小4から", "中1から", "学生"],
        "adult": ["どなたでも", "小4から", "中1から"],
    }


def test_years_above_a_grade():
    assert (years_above("j3"), years_above("university"), len(years_above("preschool"))) == (["h1", "h2", "h3"], [], 12)


@pytest.mark.parametrize("query", [{"free": "no"}, {"alone": "on"}, {"grade": "🦊"}, {"stroller": "x" * 5000}])
def test_a_broken_wish_is_said_and_all_tours_stay(client, query):
    TourFactory(title="ねじの工場")
    page = client.get("/tours/", query)
    assert (page.status_code, titles(client, **query)) == (200, ["ねじの工場"])
    assert "入力を確認してください（1件）" in text(page)
    assert client.get("/api/v1/tours/", query).status_code == 400


def test_a_ticked_wish_stays_ticked_and_an_untouched_one_is_not(client):
    page = soup(client.get("/tours/", {"free": "yes"}))
    assert {box["name"] for box in page.select("input[type=checkbox][checked]")} == {"free"}
    assert {box["value"] for box in page.select(".tours__ticks input")} == {"yes"}


def test_the_api_tells_the_facts_and_keeps_the_unknown_unknown(client):
    known, unknown = TourFactory(**KNOWN), TourFactory()
    said = client.get(f"/api/v1/tours/{known.slug}/").json()
    assert {name: said[name] for name in KNOWN} == KNOWN
    unsaid = client.get(f"/api/v1/tours/{unknown.slug}/").json()
    assert {name: unsaid[name] for name in KNOWN} == {
        name: None if name in ("standing", "stroller", "fee") else "" for name in KNOWN
    }


def test_facts_cost_no_queries(client):
    plain, told = TourFactory(), TourFactory(**KNOWN, manners=["shoes"], promises=["alone"])
    costs = {len(queries_of(lambda tour=tour: client.get(f"/tours/{tour.slug}/"))) for tour in (plain, told)}
    assert len(costs) == 1


def test_three_tours_with_a_fee_cost_a_company_page_as_many_queries_as_one(client):
    company = CompanyFactory()
    SlotFactory(activity=TourFactory(company=company, fee=0))
    one = len(queries_of(lambda: client.get(f"/companies/{company.slug}/")))
    SlotFactory(activity=TourFactory(company=company, fee=500))
    SlotFactory(activity=TourFactory(company=company, fee=0))
    assert len(queries_of(lambda: client.get(f"/companies/{company.slug}/"))) == one


def test_the_form_of_the_cms_asks_for_the_facts_in_groups(staff):
    page = text(staff.get(reverse("wagtailsnippets_tours_tour:add")))
    for heading in ("子どもや体のこと", "料金・保険・雨の日", "あぶないこと", "きまりと、来る人への約束"):
        assert heading in page


def test_an_editor_writes_the_facts_in_the_cms_and_what_is_left_empty_stays_unknown(staff):
    known = {"fee": 0, "stroller": "True", "stairs": "none", "manners": ["shoes"], "promises": ["alone", "clothes"]}
    form = form_of(CompanyFactory(), SATURDAYS, **known)
    staff.post(reverse("wagtailsnippets_tours_tour:add"), form | {"action-publish": "1"})
    tour = Tour.objects.get()
    assert (tour.fee, tour.stroller, tour.stairs) == (0, True, "none")
    assert (tour.manners, tour.promises) == (["shoes"], ["alone", "clothes"])
    assert (tour.standing, tour.noise, tour.hazard, tour.photos) == (None, "", "", "")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hazard": "high"}, "どんなことに気をつけるかを、一文で書いてください。"),
        ({"standing": 61}, "立っている時間は、所要時間より長くできません。"),
        ({"fee_covers": "材料代"}, "「料金にふくまれるもの」を書くときは、料金も書いてください。"),
        ({"party_min": 2, "promises": ["alone"]}, "「ひとりでも歓迎」とは書けません。"),
    ],
)
def test_an_editor_is_told_what_does_not_go_together(staff, facts, sentence):
    form = form_of(CompanyFactory(), SATURDAYS, **facts)
    page = staff.post(reverse("wagtailsnippets_tours_tour:add"), form | {"action-publish": "1"})
    assert sentence in text(page)
    assert Tour.objects.count() == 0
