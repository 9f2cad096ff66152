"""The list of tours for a wish: days, people, a school year; its rows show the first visit as wished."""

import pytest
import time_machine

from tests.directory.sunday import TODAY, at, day
from tests.factories import CompanyFactory, SlotFactory, TourFactory
from tests.html import soup, text
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at(TODAY), tick=False):
        yield


def visit(title, *days, tour=None, **slot):
    tour = TourFactory(title=title, **(tour or {}))
    return [SlotFactory(activity=tour, starts_at=at(on, 10), **{"books_from": at(TODAY, 0)} | slot) for on in _on(days)]


def _on(days):
    return [TODAY.fromisoformat(day(number)) for number in days]


def rows(client, **asked):
    """Title and day of each row of the list."""
    found = soup(client.get("/tours/", asked)).select(".departing-day")
    return [(row.h3.get_text(), part.h2.get_text()) for part in found for row in part.select(".departure")]


def api(client, **asked):
    results = client.get("/api/v1/tours/", asked).json()["results"]
    return [(tour["title"], tour["next_slot"]["starts_at"][:10]) for tour in results]


def test_rows_show_the_first_visit_as_wished_and_nothing_without_one(client):
    visit("甲", 2, capacity=2)
    visit("甲", 9, tour={"slug": "later"}, capacity=2)
    visit("乙", 5, tour={"party_max": 10}, capacity=10)
    TourFactory(title="日のない工場")
    assert api(client, people=4) == [("乙", day(5))]
    assert rows(client, people=4) == [("乙", "11月27日(金)")]
    assert api(client, date_from=day(3)) == [("乙", day(5)), ("甲", day(9))]
    assert api(client, date_from=day(2), date_to=day(2)) == [("甲", day(2))]
    assert [title for title, _day in rows(client)] == ["甲", "乙", "甲", "日のない工場"]


def test_one_tour_shows_its_first_slot_with_room_for_the_party(client):
    [slot, _later] = visit("甲", 2, 9)
    slot.taken = 4
    slot.save()
    assert (api(client, people=2), api(client, people=3)) == ([("甲", day(2))], [("甲", day(9))])


def test_a_school_year_is_the_one_on_the_day_of_the_visit(client):
    visit("中1から", 30, 130, tour={"from_grade": "j1"})  # the second on 1 April
    assert api(client, grade="e6") == [("中1から", "2027-04-01")]
    assert api(client, grade="j1") == [("中1から", day(30))]
    assert api(client, grade="e5") == api(client, grade="e6", date_to="2027-03-31") == []


def test_a_row_takes_the_number_of_people_along(client):
    [slot] = visit("甲", 5)
    address = f"/tours/{slot.activity.slug}/"
    assert soup(client.get("/tours/?people=3")).select_one(".departure a")["href"] == f"{address}?people=3"
    assert soup(client.get("/tours/")).select_one(".departure a")["href"] == address


def test_quick_dates_keep_what_else_is_asked_and_leave_the_page(client):
    query = "people=2&grade=e4&audience=families&audience=students&page=3&date_to=2026-12-24"
    links = {
        link.text.split()[0]: link["href"] for link in soup(client.get(f"/tours/?{query}")).select(".quick-dates a")
    }
    kept = "audience=families&audience=students"
    assert links["来週末"] == f"/tours/?people=2&grade=e4&{kept}&date_from=2026-11-28&date_to=2026-11-29"
    assert list(links) == ["今週末", "来週末", "冬休み"]
    chosen = soup(client.get(links["来週末"])).select_one(".quick-dates [aria-current]")
    assert chosen["href"] == f"/tours/?people=2&grade=e4&{kept}"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("date_from=soon", "日にちは「2026-12-05」のように書いてください。"),
        ("date_from=2026-11-21", "きょうより前の日は、さがせません。"),
        ("date_to=9999-12-31", "2年より先の日は、さがせません。"),
        ("date_from=2026-12-06&date_to=2026-12-05", "「いつまで」は「いつから」と同じ日か、その後にしてください。"),
        ("people=0", "1以上の数字を入力してください。"),
        ("people=-1", "1以上の数字を入力してください。"),
        ("people=99999", "100以下の数字を入力してください。"),
        ("people=三", "数字で入力してください。"),
        ("grade=e7", "正しく選択してください。"),
    ],
)
def test_what_makes_no_sense_is_told_and_left_out(client, query, sentence):
    visit("甲", 20)
    page = client.get(f"/tours/?{query}")
    assert page.status_code == 200
    assert "甲" in text(page)
    refused = client.get(f"/api/v1/tours/?{query}")
    assert refused.status_code == 400
    [[told]] = refused.json()["errors"].values()
    assert told in text(page)
    if "grade" not in query:
        assert told == sentence


def test_a_wish_costs_no_more_statements_than_the_list_and_three_tours_no_more_than_one(client):
    visit("甲", 5)
    usual = len(queries_of(lambda: client.get("/tours/")))
    query = f"/tours/?people=2&grade=e6&date_from={day(1)}&date_to={day(60)}"
    assert len(queries_of(lambda: client.get(query))) == usual
    company = CompanyFactory()
    visit("乙", 6, tour={"company": company})
    visit("丙", 7, tour={"company": company})
    assert len(queries_of(lambda: client.get(query))) == usual
