"""The filter of companies: OR inside a key, AND between keys, one order, one address for one state."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from directory.filters import CompanyFilter
from directory.models import Company, CompanyStation, Town
from search.services import refresh
from tests.factories import (
    CompanyFactory,
    FieldFactory,
    ProcessFactory,
    SlotFactory,
    StationFactory,
    TourFactory,
    TownFactory,
)

pytestmark = pytest.mark.django_db


def found(query=""):
    filters = CompanyFilter(QueryDict(query))
    assert filters.errors == {}
    return [filters.index.entries[position].name for position in filters.in_order()]


def near(company, station, minutes, rank=1):
    CompanyStation.objects.create(company=company, station=station, rank=rank, minutes=minutes)


def test_values_of_one_key_widen_and_other_keys_narrow():
    space, medical = FieldFactory(slug="space"), FieldFactory(slug="medical")
    cutting = ProcessFactory(slug="cutting")
    CompanyFactory(name="甲", fields=[space], processes=[cutting])
    CompanyFactory(name="乙", fields=[medical, space])
    CompanyFactory(name="丙", fields=[medical], processes=[cutting])
    CompanyFactory(name="丁")
    assert found("field=space") == ["乙", "甲"]
    assert found("field=space&field=medical") == ["丙", "乙", "甲"]
    assert found("field=space&field=medical&process=cutting") == ["丙", "甲"]
    assert found("field=space&process=cutting") == ["甲"]


def test_town_and_area_and_opening_mode():
    haneda = TownFactory(slug="haneda-1", area=Town.Area.KOJIYA_HANEDA)
    CompanyFactory(name="甲", town=haneda, opening_mode=Company.OpeningMode.FREE)
    CompanyFactory(name="乙", town=TownFactory(slug="kamata-1"), opening_mode=Company.OpeningMode.BOOKING)
    CompanyFactory(name="丙", town=None)
    assert found("town=haneda-1") == ["甲"]
    assert found("area=kamata") == ["乙"]
    assert found("town=kamata-1&area=kojiya-haneda") == []
    assert found("mode=free&mode=booking") == ["乙", "甲"]


def test_station_and_walk_ask_about_the_same_walk():
    kamata, omori = StationFactory(slug="kamata"), StationFactory(slug="omori")
    first, second, far = (CompanyFactory(name=name) for name in "甲乙丙")
    near(first, kamata, 4)
    near(first, omori, 19, rank=2)
    near(second, kamata, 14)
    near(far, omori, 30)
    assert found("station=kamata") == ["甲", "乙"]
    assert found("walk=5") == ["甲"]
    assert found("station=omori&walk=10") == []  # 4 minutes from another station do not count
    assert found("station=omori&walk=20") == ["甲"]
    assert found("station=omori&station=kamata&walk=15") == ["甲", "乙"]


def test_from_a_station_the_nearest_come_first():
    kamata, omori = StationFactory(slug="kamata"), StationFactory(slug="omori")
    first, second, third, fourth = (CompanyFactory(name=name) for name in "丁丙乙甲")
    near(first, omori, 2)
    near(first, kamata, 9, rank=2)
    near(second, kamata, 14)
    near(third, kamata, 90)
    near(fourth, kamata, 14)
    CompanyFactory(name="無")
    assert found("station=kamata") == [
        "丁",
        "丙",
        "甲",
        "乙",
    ]  # equally near ones in the usual order, 90 minutes at last
    assert found("station=kamata&sort=recommended") == ["丁", "丙", "甲", "乙"]
    assert found("station=kamata&sort=name") == ["丁", "丙", "乙", "甲"]
    near(third, omori, 1, rank=2)
    assert found("station=kamata&station=omori") == ["乙", "丁", "丙", "甲"]  # of several stations the nearest


def test_a_place_one_stands_at_orders_before_a_station():
    kamata = StationFactory(slug="kamata")
    near(CompanyFactory(name="甲", lat=35.567), kamata, 1)
    near(CompanyFactory(name="乙", lat=35.5621), kamata, 9)
    assert found("here=35.562,139.716&station=kamata") == ["乙", "甲"]


def test_machines_and_certificates_are_found_in_every_spelling():
    CompanyFactory(name="甲", machines="マシニングセンター 2台、NC旋盤", certificates="ISO 9001:2015（2019年3月）")
    CompanyFactory(name="乙", machines="マシニングセンタ", certificates="ISO9001、大田区「優工場」")
    CompanyFactory(name="丙", machines="旋盤")
    assert found("machine=マシニングセンタ") == ["乙", "甲"]
    assert found("certificate=iso9001") == ["乙", "甲"]
    assert found("certificate=大田区優工場&machine=マシニングセンタ") == ["乙"]
    assert found("machine=nc旋盤&machine=旋盤") == ["丙", "甲"]


def test_recruiting_scholarship_facts_and_industry():
    CompanyFactory(name="甲", recruiting=["new-graduate", "evening"], facts=["clean"], industry="24")
    CompanyFactory(name="乙", recruiting=["evening"], scholarship=True, facts=["small", "startup"], industry="09")
    CompanyFactory(name="丙")
    assert found("recruiting=evening") == ["乙", "甲"]
    assert found("recruiting=new-graduate") == ["甲"]
    assert found("scholarship=yes") == ["乙"]
    assert found("fact=clean&fact=small") == ["乙", "甲"]
    assert found("industry=24&fact=clean") == ["甲"]


def test_from_here_the_nearest_come_first():
    for name, lat in (("近", 35.5621), ("中", 35.567), ("遠", 35.58), ("無", None)):
        CompanyFactory(name=name, kana="ア" if name == "中" else "", lat=lat, lon=lat and 139.716)
    assert found("here=35.562,139.716") == ["近", "中"]  # 15 minutes
    assert found("here=35.562,139.716&walk=5") == ["近"]
    assert found("here=35.562,139.716&walk=60") == ["近", "中", "遠"]
    assert found("here=35.562,139.716&walk=60&sort=recommended") == ["近", "中", "遠"]
    assert found("here=35.562,139.716&walk=60&sort=name")[0] == "中"


def test_equally_near_ones_stand_in_the_usual_order():
    CompanyFactory(name="乙", kana="ア")
    CompanyFactory(name="甲", kana="イ", story="話")
    assert found("here=35.562,139.716") == ["甲", "乙"]


def test_here_and_a_station_narrow_each_other_and_share_the_minutes():
    kamata = StationFactory(slug="kamata")
    both, from_here, from_station = (
        CompanyFactory(name="甲"),
        CompanyFactory(name="乙"),
        CompanyFactory(name="丙", lat=35.6),
    )
    near(both, kamata, 4)
    near(from_here, kamata, 14)
    near(from_station, kamata, 3)
    assert found("here=35.562,139.716&station=kamata&walk=5") == ["甲"]
    assert found("here=35.562,139.716&station=kamata") == ["乙", "甲"]
    assert found("here=35.562,139.716&walk=5") == ["乙", "甲"]


def test_a_position_is_never_kept_finer_than_a_hundred_metres():
    at = CompanyFactory(lat=35.567, lon=139.716)
    filters = CompanyFilter(QueryDict("here=35.56234567,139.71587654"))
    assert filters.chosen["here"] == (35.562, 139.716)
    assert filters.query() == "here=35.562%2C139.716"
    assert filters.minutes_from_here(filters.index.position[at.pk]) == 10
    assert CompanyFilter(QueryDict()).minutes_from_here(0) is None


def test_the_box_holds_what_lies_in_it():
    CompanyFactory(name="甲", lat=35.56, lon=139.71)
    CompanyFactory(name="乙", lat=35.58, lon=139.75)
    CompanyFactory(name="丙", lat=None, lon=None)
    assert found("bbox=139.70,35.55,139.72,35.57") == ["甲"]
    assert found("bbox=139.70,35.55,139.76,35.59") == ["乙", "甲"]


def test_words_are_searched_and_names_come_first():
    story, name = CompanyFactory(name="甲", story="精密な話"), CompanyFactory(name="架空精密")
    CompanyFactory(name="乙")
    refresh(Company, [story.pk, name.pk])
    assert found("q=精密") == ["架空精密", "甲"]
    assert found("q=精密　架空") == ["架空精密"]


def test_the_first_screen_shows_visits_then_stories_then_confirmed_companies():
    CompanyFactory(name="戊", kana="ア")
    CompanyFactory(name="丁", kana="イ", confirmed_on=date(2026, 4, 1))
    CompanyFactory(name="丙", kana="ウ", story="話")
    for name, days in (("乙", 9), ("甲", 3)):
        SlotFactory(activity=TourFactory(company=CompanyFactory(name=name, kana="エ")), days=days)
    full = SlotFactory(activity=TourFactory(company=CompanyFactory(name="己", kana="オ")), capacity=0, days=1)
    assert full.left == 0
    assert found() == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_other_orders():
    CompanyFactory(name="甲", kana="ウ", confirmed_on=date(2026, 4, 1), story="話")
    CompanyFactory(name="乙", kana="ア", confirmed_on=date(2026, 5, 1))
    CompanyFactory(name="丙", kana="イ")
    assert found("sort=name") == ["乙", "丙", "甲"]
    assert found("sort=confirmed") == ["乙", "甲", "丙"]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": -1},
        {"status": "closed"},
        {"status": "cancelled"},
        {"books_until": -1},
        {"books_from": 1},
        {"taken": 6},
    ],
)
def test_a_slot_nobody_can_book_is_no_next_visit(changes):
    slot = SlotFactory()
    now = timezone.now()
    for name, value in changes.items():
        setattr(slot, name, now + timedelta(hours=value) if isinstance(value, int) and name != "taken" else value)
    slot.ends_at = max(slot.ends_at, slot.starts_at + timedelta(hours=1))
    slot.save()
    assert CompanyFilter(QueryDict()).visits == {}


def test_a_tour_that_is_not_published_is_no_next_visit():
    SlotFactory(activity=TourFactory(live=False))
    assert CompanyFilter(QueryDict()).visits == {}


def test_the_next_visit_is_the_earliest_of_all_tours():
    company = CompanyFactory()
    later = SlotFactory(activity=TourFactory(company=company), days=20)
    sooner = SlotFactory(activity=TourFactory(company=company), days=5)
    SlotFactory(activity=later.activity, days=40)
    assert CompanyFilter(QueryDict()).visits == {0: sooner.starts_at}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("field=nosuch", "field"),
        ("field=space&field=nosuch", "field"),
        ("area=tokyo", "area"),
        ("mode=", None),
        ("mode=none", "mode"),
        ("station=x", "station"),
        ("walk=0", "walk"),
        ("walk=61", "walk"),
        ("walk=十", "walk"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=2,2,1,1", "bbox"),
        ("bbox=nan,0,1,1", "bbox"),
        ("bbox=0,0,1e999,1", "bbox"),
        ("bbox=あ", "bbox"),
        ("bbox=170,35,-170,36", "bbox"),
        ("bbox=１３９,３５,１４０,３６", None),
        ("walk=１０", None),
        ("machine=nosuch", "machine"),
        ("certificate=%00", "certificate"),
        ("recruiting=yes", "recruiting"),
        ("scholarship=no", "scholarship"),
        ("industry=33", "industry"),
        ("here=35.562,139.716", None),
        ("here=３５．５６２,１３９．７１６", None),
        ("here=35.562", "here"),
        ("here=nan,139.7", "here"),
        ("here=35.6,1e999", "here"),
        ("here=34.69,135.5", "here"),
        ("here=139.716,35.562", "here"),
        ("here=&bbox=", None),
        ("sort=best", "sort"),
        (f"q={'x' * 101}", "q"),
        ("q=", None),
        ("unknown=1&utm_source=poster", None),
    ],
)
def test_what_the_strict_filter_refuses(query, name):
    FieldFactory(slug="space")
    assert list(CompanyFilter(QueryDict(query)).errors) == ([name] if name else [])


def test_the_forgiving_filter_keeps_what_it_knows_and_names_the_rest():
    CompanyFactory(name="甲", fields=[FieldFactory(slug="space")])
    CompanyFactory(name="乙")
    filters = CompanyFilter.forgiving(QueryDict("field=space&field=nosuch&walk=soon&bbox=1"))
    assert [(str(label), value) for label, value in filters.ignored] == [
        ("分野", "nosuch"),
        ("駅から歩いて", "soon"),
        ("地図の範囲", "1"),
    ]
    assert filters.query() == "field=space"
    assert filters.companies.bit_count() == 1


def test_more_values_than_anybody_asks_for_are_refused():
    for number in range(501):
        FieldFactory(slug=f"field-{number}")
    query = QueryDict(mutable=True)
    query.setlist("field", [f"field-{number}" for number in range(501)])
    assert CompanyFilter(query).errors == {"field": ["一度に選べるのは500個までです。"]}
    filters = CompanyFilter.forgiving(query)
    assert len(filters.chosen["field"]) == 500
    assert [(str(label), value) for label, value in filters.ignored] == [("分野", "ほか1件")]


def test_of_many_unknown_values_a_page_names_a_few():
    query = QueryDict("field=" + "&field=".join(f"no-{number}" for number in range(40)))
    assert [value for _label, value in CompanyFilter.forgiving(query).ignored] == [
        "no-0", "no-1", "no-2", "no-3", "no-4", "ほか35件",
    ]  # fmt: skip


def test_what_is_unknown_is_named_without_letters_that_turn_the_page_around():
    query = QueryDict("mode=\u202efree\x00")
    assert CompanyFilter(query).errors == {"mode": ["「free」という条件はありません。"]}
    assert [value for _label, value in CompanyFilter.forgiving(query).ignored] == ["free"]


def test_forty_filters_at_once_are_a_question_like_any_other():
    query = "&".join(
        f"{name}=x{number}" for number in range(4) for name in ("field", "town", "machine", "mode", "fact")
    )
    filters = CompanyFilter.forgiving(QueryDict(f"{query}&{query}&walk=1&walk=2&bbox=1,2,3,4&bbox=x&sort=a&q=a&q=b"))
    assert filters.query() == "q=b&walk=2"


def test_one_state_has_one_address():
    for slug in ("space", "art"):
        FieldFactory(slug=slug)
    filters = CompanyFilter(QueryDict("walk=&sort=recommended&field=art&q= x &field=space&field=art&page=3"))
    assert filters.query() == "q=x&field=art&field=space"
    assert filters.query(without="field") == "q=x"
    assert filters.query(without=("field", "art")) == "q=x&field=space"


def test_as_a_filter_set_it_filters_a_queryset():
    shown = CompanyFactory(fields=[FieldFactory(slug="space")])
    CompanyFactory()
    filters = CompanyFilter(QueryDict("field=space"), queryset=Company.objects.all())
    assert list(filters.qs) == [shown]
