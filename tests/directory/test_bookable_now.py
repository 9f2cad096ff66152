"""Only companies with a visit that a party could book now, between two days, for a school year (D4, D12)."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.http import QueryDict
from django.utils import timezone

from bookings.models import Booking
from bookings.wishes import Wish
from directory.facets import advice, facets
from directory.filters import CompanyFilter
from directory.upcoming import next_visits
from tests.directory.sunday import TODAY, at, day
from tests.factories import BookingFactory, CompanyFactory, FieldFactory, SlotFactory, TourFactory
from tests.html import soup
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def visit(name="甲", days=7, clock=(10, 0), tour=None, **facts):
    """A company with one visit so many days from today, at this time in the ward; the slot."""
    tour = TourFactory(company=CompanyFactory(name=name), **(tour or {}))
    begin = at(timezone.localdate() + timedelta(days=days), *clock)
    return SlotFactory(activity=tour, starts_at=begin, **{"books_from": begin - timedelta(days=900)} | facts)


def found(**asked):
    filters = CompanyFilter(QueryDict(urlencode(asked)))
    assert filters.errors == {}
    return [filters.index.entries[position].name for position in filters.in_order()]


def test_the_days_are_both_included(today):
    for name, days in (("甲", 6), ("乙", 7), ("丙", 8), ("丁", 9)):
        visit(name, days)
    CompanyFactory(name="無")
    assert found(date_from=day(7), date_to=day(8)) == ["乙", "丙"]
    assert found(date_from=day(8)) == ["丙", "丁"]
    assert found(date_to=day(6)) == ["甲"]
    assert found(date_from=day(7), date_to=day(7)) == ["乙"]
    assert found(date_from=day(10)) == []


@pytest.mark.parametrize(("clock", "days"), [((0, 0), 7), ((0, 30), 7), ((8, 59), 7), ((23, 30), 7), ((23, 59), 7)])
def test_a_day_is_a_day_in_the_ward(today, clock, days):
    visit(clock=clock)
    assert found(date_from=day(7), date_to=day(7)) == ["甲"]
    assert found(date_to=day(6)) == found(date_from=day(8)) == []


@pytest.mark.parametrize("clock", [(0, 0), (0, 30), (8, 59), (9, 0), (23, 30), (23, 59)])
def test_today_is_the_day_in_the_ward_whatever_the_time(clock):
    with time_machine.travel(at(TODAY, *clock), tick=False):
        assert CompanyFilter(QueryDict("date_from=2026-11-22")).errors == {}
        assert list(CompanyFilter(QueryDict("date_from=2026-11-21")).errors) == ["date_from"]


def test_late_in_the_evening_what_is_still_to_come_today_is_found():
    with time_machine.travel(at(TODAY, 23, 30), tick=False):
        visit("甲", days=0, clock=(23, 45))
        visit("乙", days=0, clock=(23, 15))
        visit("丙", days=1, clock=(0, 15))
        assert found(date_from=day(0), date_to=day(0)) == ["甲"]
        assert found(date_from=day(0), date_to=day(1)) == ["甲", "丙"]


def test_people_without_days_are_asked_for_any_day(today):
    visit("甲", capacity=6, taken=3)
    visit("乙", capacity=6, taken=4)
    visit("丙", capacity=6, taken=6)
    assert found(people=1) == ["乙", "甲"]  # at the same time: by name
    assert found(people=3) == ["甲"]
    assert found(people=4) == []


def test_the_party_must_be_one_that_the_visit_takes(today):
    visit("甲", tour={"party_min": 4, "party_max": 20}, capacity=40)
    visit("乙", tour={"party_max": 2}, capacity=40)
    assert found(people=2) == ["乙"]
    assert found(people=3) == []
    assert found(people=4) == found(people=20) == ["甲"]
    assert found(people=21) == []
    assert found(date_from=day(0)) == ["乙", "甲"]  # the smallest party that each takes


def test_days_alone_ask_for_the_smallest_party(today):
    visit("甲", tour={"party_min": 4}, capacity=6, taken=3)
    assert found(date_from=day(0)) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "closed"},
        {"status": "cancelled"},
        {"books_until": at(TODAY, 11, 59)},
        {"books_from": at(TODAY, 12, 1)},
        {"taken": 6},
        {"tour": {"live": False}},
    ],
)
def test_what_nobody_can_book_is_not_found(today, facts):
    visit(**facts)
    assert found(people=1) == found(date_from=day(0), date_to=day(30)) == found(grade="e4") == []


@pytest.mark.parametrize("facts", [{"hidden": True}, {"live": False}])
def test_a_company_that_is_not_public_is_not_found(today, facts):
    SlotFactory(activity=TourFactory(company=CompanyFactory(**facts)))
    assert found(people=1) == []


def test_a_hold_whose_time_ran_out_still_takes_its_seat_until_it_is_expired(today):
    slot = visit(capacity=1)
    BookingFactory(slot=slot, state=Booking.State.HELD, held_until=at(TODAY, 11))
    assert found(people=1) == []


def test_a_booking_in_between_is_seen_at_once(today):
    slot = visit(capacity=2)
    assert found(people=2) == ["甲"]
    BookingFactory(slot=slot)
    assert (found(people=2), found(people=1)) == ([], ["甲"])


def test_days_people_and_grade_ask_for_one_and_the_same_visit(today):
    company = CompanyFactory(name="甲")
    for days, facts in ((5, {"capacity": 1}), (9, {"capacity": 8})):
        SlotFactory(activity=TourFactory(company=company, party_max=8), days=days, **facts)
    assert found(date_from=day(5), date_to=day(5), people=1) == ["甲"]
    assert found(date_from=day(5), date_to=day(5), people=2) == []
    assert found(date_from=day(5), date_to=day(9), people=2) == ["甲"]


def test_a_grade_is_meant_for_the_day_of_the_visit(today):
    visit("甲", days=30, tour={"audience": "students"})
    visit("乙", days=129, tour={"audience": "students"})  # 31 March
    visit("丙", days=130, tour={"audience": "students"})  # 1 April
    visit("丁", days=200, tour={"audience": "families"})
    assert at(TODAY + timedelta(days=130)).date() == date(2027, 4, 1)
    assert found(grade="e6") == ["丙", "丁"]
    assert found(grade="e5") == ["丁"]
    assert found(grade="j1") == ["甲", "乙", "丙", "丁"]
    assert found(grade="j3") == ["甲", "乙", "丙"]  # 高1 by then
    assert found(grade="e6", date_to="2027-03-31") == []


def test_the_new_school_year_begins_at_midnight_in_the_ward(today):
    visit("甲", days=129, clock=(23, 59), tour={"audience": "students"})
    visit("乙", days=130, clock=(0, 0), tour={"audience": "students"})
    assert found(grade="e6") == ["乙"]


def test_visits_for_classes_and_delegations_are_for_nobody_alone(today):
    for name, audience in (("甲", "anyone"), ("乙", "schools"), ("丙", "officials")):
        visit(name, tour={"audience": audience, "party_max": 40}, capacity=40)
    assert found(grade="e4") == found(grade="adult") == ["甲"]
    assert found(grade="teacher", people=30) == ["乙", "甲"]
    assert found(people=30) == ["丙", "乙", "甲"]  # who does not say who comes is shown all that can be booked


def test_the_row_and_the_order_tell_the_first_visit_as_wished(today):
    early, late = CompanyFactory(name="甲"), CompanyFactory(name="乙")
    tour = TourFactory(company=early, party_max=6)
    SlotFactory(activity=tour, days=2, capacity=1)
    wished = SlotFactory(activity=tour, days=9)
    sooner = SlotFactory(activity=TourFactory(company=late), days=8)
    assert found() == ["甲", "乙"]
    assert found(people=2) == ["乙", "甲"]
    visits = CompanyFilter(QueryDict("people=2")).visits
    assert sorted(visits.values()) == [sooner.starts_at, wished.starts_at]


def test_the_counts_beside_other_values_hold_for_the_visit(today):
    space, art = FieldFactory(slug="space"), FieldFactory(slug="art")
    for fields, days in (([space], 3), ([space, art], 9), ([art], 9), ([art], None)):
        company = CompanyFactory(fields=fields)
        if days:
            SlotFactory(activity=TourFactory(company=company), days=days)
    counts = facets(CompanyFilter(QueryDict(f"field=art&date_from={day(5)}")), "ja")["field"]
    assert {choice.value: choice.count for choice in counts} == {"space": 1, "art": 2}


def test_the_moment_may_be_given(today):
    slot = visit(tour={"notice_hours": 24})
    wish = Wish(people=6)
    company = slot.activity.tour.company_id
    assert next_visits(wish, slot.books_until - timedelta(seconds=1)) == {company: slot.starts_at}
    assert next_visits(wish, slot.books_until) == {}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("date_from=2026-11-22", None),
        ("date_from=2026-11-21", "date_from"),
        ("date_from=2028-11-22", None),
        ("date_to=2028-11-23", "date_to"),
        ("date_to=9999-12-31", "date_to"),
        ("date_to=0001-01-01", "date_to"),
        ("date_from=2026-02-30", "date_from"),
        ("date_from=20261205", "date_from"),
        ("date_from=2026-W49-6", "date_from"),
        ("date_from=2026/12/05", "date_from"),
        ("date_from=2026-12-05T10:00", "date_from"),
        ("date_from=tomorrow", "date_from"),
        ("date_from=%00", "date_from"),
        ("date_from=２０２６-１２-０５", None),
        ("date_from= 2026-12-05 ", None),
        ("date_from=&date_to=", None),
        ("date_from=2026-12-06&date_to=2026-12-05", "date_to"),
        ("date_from=2026-12-05&date_to=2026-12-05", None),
        ("people=0", "people"),
        ("people=-1", "people"),
        ("people=101", "people"),
        ("people=100", None),
        ("people=３", None),
        ("people=三", "people"),
        ("people=1.5", "people"),
        ("people=99999999999999999999", "people"),
        ("people=", None),
        ("grade=e4", None),
        ("grade=e7", "grade"),
        ("grade=小4", "grade"),
        ("grade=", None),
    ],
)
def test_what_the_strict_filter_refuses(today, query, name):
    assert list(CompanyFilter(QueryDict(query)).errors) == ([name] if name else [])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("date_from=soon", "日にちは「2026-12-05」のように書いてください。"),
        ("date_from=2026-11-21", "きょうより前の日は、さがせません。"),
        ("date_to=2030-01-01", "2年より先の日は、さがせません。"),
        (
            "date_from=2026-12-06&date_to=2026-12-05",
            "「いつまで」は「いつから」と同じ日か、その後にしてください。",
        ),
    ],
)
def test_the_api_refuses_in_a_sentence_and_the_page_leaves_it_out_with_one(client, today, query, sentence):
    visit(days=14)
    for address in ("companies/", "companies.geojson"):
        answer = client.get(f"/api/v1/{address}?{query}")
        assert (answer.status_code, [*answer.json()["errors"].values()]) == (400, [[sentence]])
    for address in ("/companies/", "/embed/"):
        alert = soup(client.get(f"{address}?{query}")).select_one(".alert").text
        assert sentence in alert
        assert query.rpartition("=")[2] in alert


def test_a_day_that_is_over_by_now_leaves_the_rest_of_the_question(today):
    filters = CompanyFilter.forgiving(QueryDict("date_from=2026-11-01&date_to=2026-12-06&people=2"))
    assert filters.query() == "date_to=2026-12-06&people=2"
    assert [(str(label), value) for label, value in filters.ignored] == [("いつから", "2026-11-01")]


def test_everything_chosen_stands_in_the_address(today):
    query = "field=space&date_from=2026-12-05&date_to=2026-12-06&people=3&grade=e4"
    FieldFactory(slug="space")
    assert (
        CompanyFilter(QueryDict("grade=e4&people=３&date_to=2026-12-06&date_from=2026-12-05&field=space")).query()
        == query
    )


def test_chips_say_days_and_people_and_remove_them(client, today):
    chips = soup(client.get("/companies/?date_from=2026-12-05&date_to=2026-12-06&people=3&grade=e4")).select("a.chip")
    told = {chip.text.partition(" ×")[0]: chip["href"].partition("?")[2] for chip in chips}
    assert told == {
        "12月5日(土)〜12月6日(日)": "people=3&grade=e4",
        "3人": "date_from=2026-12-05&date_to=2026-12-06&grade=e4",
        "いまの学年：小4": "date_from=2026-12-05&date_to=2026-12-06&people=3",
        "すべてはずす": "",
        "すべての工場を見る": "",
    }


def test_one_day_alone_can_be_removed_too(client, today):
    for query, words in (("date_from=2026-12-05", "12月5日(土)から"), ("date_to=2026-12-06", "12月6日(日)まで")):
        chips = soup(client.get(f"/companies/?people=2&{query}")).select("a.chip")
        assert (chips[0].text.partition(" ×")[0], chips[0]["href"]) == (words, "/companies/?people=2")


def test_nothing_found_names_the_days_or_the_people_to_drop(today):
    visit(days=20, tour={"party_max": 3})
    told = [
        [(item.label, item.value, item.count, item.query) for item in advice(CompanyFilter(QueryDict(query)))]
        for query in (
            "date_from=2026-12-05&date_to=2026-12-06&people=3",
            "date_to=2026-12-31&people=4",
            "date_to=2026-12-06&people=4",
        )
    ]
    assert told == [
        [("日にち", "12月5日(土)〜12月6日(日)", 1, "people=3")],
        [("人数", "4人", 1, "date_to=2026-12-31")],
        [("人数と日にち", "", 1, "")],
    ]


def test_nothing_found_names_the_grade_to_drop(today):
    visit(tour={"audience": "students"})
    (item,) = advice(CompanyFilter(QueryDict("grade=e1&people=1")))
    assert (item.label, item.value, item.query) == ("いまの学年", "小1", "people=1")


def test_the_page_says_that_one_can_come(client, today):
    visit()
    assert soup(client.get("/companies/?people=2")).select_one("#count").text.strip() == "1社に、入れます。"
    assert soup(client.get("/embed/?people=2")).select_one("h1 + p, .demo-mark + p").text.strip() == "1社に、入れます。"
    assert "1社が見つかりました" in soup(client.get("/companies/")).select_one("#count").text


def test_the_form_holds_what_was_asked(client, today):
    page = soup(client.get("/companies/?date_from=2026-12-05&people=3&grade=e4"))
    assert page.select_one("#date_from")["value"] == "2026-12-05"
    assert page.select_one("#date_to")["value"] == ""
    assert (page.select_one("#date_from")["min"], page.select_one("#date_from")["max"]) == ("2026-11-22", "2028-11-22")
    assert page.select_one("#people")["value"] == "3"
    assert page.select_one("#grade option[selected]")["value"] == "e4"


@pytest.mark.parametrize("address", ["/companies/", "/embed/", "/api/v1/companies/"])
def test_the_question_costs_no_more_statements_than_the_list(client, today, address):
    visit("甲"), visit("乙")
    usual = len(queries_of(lambda: client.get(address)))
    asked = len(queries_of(lambda: client.get(f"{address}?date_from=2026-11-23&date_to=2027-06-01&people=2&grade=e6")))
    # The API's list in its usual order asks for the next visits as well.
    assert asked == usual


def test_the_map_gets_what_can_be_booked_and_never_an_old_answer(client, today):
    slot = visit(capacity=2)
    query = "/api/v1/companies.geojson?people=2"
    first = client.get(query)
    assert [point["properties"]["slug"] for point in first.json()["features"]] == [slot.activity.tour.company.slug]
    again = client.get(query, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])
    BookingFactory(slot=slot)
    later = client.get(query, headers={"If-None-Match": first["ETag"]})
    assert (later.status_code, later.json()["features"]) == (200, [])
    assert later["ETag"] != first["ETag"]


def test_the_mere_passing_of_time_changes_the_maps_answer(client, today):
    slot = visit(days=1, tour={"notice_hours": 12})
    query = f"/api/v1/companies.geojson?date_to={day(5)}"
    first = client.get(query)
    with time_machine.travel(slot.books_until, tick=False):
        later = client.get(query, headers={"If-None-Match": first["ETag"]})
    assert (later.status_code, later.json()["features"]) == (200, [])


def test_other_questions_of_the_map_are_revalidated_without_a_look_at_the_visits(client, today):
    visit()
    tag = client.get("/api/v1/companies.geojson?mode=")["ETag"]
    asked = queries_of(lambda: client.get("/api/v1/companies.geojson?mode=", headers={"If-None-Match": tag}))
    assert not [sql for sql in asked if "bookings_slot" in sql]
