"""The days of a tour for a party: a list first, then a month; on the tour's page, on the booking form, on a move."""

import pytest
import time_machine

from tests.bookings.visitors import page_of
from tests.directory.sunday import TODAY, at
from tests.factories import BookingFactory, SlotFactory, TourFactory
from tests.html import soup, text
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def tour():
    return TourFactory(party_max=6)


def slot_on(tour, month, day, hour=10, year=2026, **fields):
    starts = at(TODAY.replace(year=year, month=month, day=day), hour)
    return SlotFactory(activity=tour, starts_at=starts, **{"books_from": at(TODAY, 0)} | fields)


def grid(client, address):
    """The month's title, and its marked days: number → what the box says and where it leads."""
    found = soup(client.get(address)).select_one(".month")
    if found is None:
        return None
    days = {int(box.select_one(".month__number").text): box for box in found.select("a.month__day")}
    assert len(found.select("[data-state]")) == len(days)
    return found.caption.text, {day: (box.select_one(".month__words").text, box["href"]) for day, box in days.items()}


def turns(client, address):
    return [link["href"] for link in soup(client.get(address)).select(".month__turn a")]


def listed(client, address):
    return [row.select_one(".slot__day").text for row in soup(client.get(address)).select(".dates .slot")]


def offered(client, address):
    return [int(radio["value"]) for radio in soup(client.get(address)).select("[name=slot]")]


def test_only_days_that_this_party_can_book_are_marked_and_the_others_stay_in_the_list(client, tour):
    address = f"/tours/{tour.slug}/"
    slot_on(tour, 12, 5, capacity=2), slot_on(tour, 12, 5, 14, capacity=2)
    slot_on(tour, 12, 6), slot_on(tour, 12, 8, status="cancelled"), slot_on(tour, 12, 9, books_until=at(TODAY, 11))
    BookingFactory(slot=slot_on(tour, 12, 7), seats=6)
    assert grid(client, address) == (
        "2026年12月",
        {5: ("2回", "?day=2026-12-05#dates"), 6: ("10:00", "?day=2026-12-06#dates")},
    )
    assert grid(client, f"{address}?people=3") == ("2026年12月", {6: ("10:00", "?people=3&day=2026-12-06#dates")})
    assert len(listed(client, address)) == len(listed(client, f"{address}?people=3")) == 6
    assert "残り2人・キャンセル待ち" in text(client.get(f"{address}?people=3"))
    page = soup(client.get(f"{address}?people=3"))
    assert page.select_one("[name=people]")["value"] == "3"
    assert {link["href"].rpartition("&")[0] for link in page.select(".slot__link")} == {f"{address}book/?people=3"}
    order = [item.name for item in page.select_one(".dates").select("ul.slots, table")]
    assert order == ["ul", "ul", "table"]


def test_the_calendar_opens_at_the_next_month_with_a_free_day_and_turns_as_far_as_there_are_any(client, tour):
    address = f"/tours/{tour.slug}/"
    BookingFactory(slot=slot_on(tour, 11, 28), seats=6)
    slot_on(tour, 12, 5, capacity=1), slot_on(tour, 1, 9, year=2027), slot_on(tour, 3, 6, year=2027)
    assert (grid(client, address)[0], turns(client, address)) == ("2026年12月", ["?month=2027-01#month"])
    address += "?people=2"
    assert (grid(client, address)[0], turns(client, address)) == ("2027年1月", ["?people=2&month=2027-02#month"])
    assert grid(client, f"{address}&month=2027-02") == ("2027年2月", {})
    assert turns(client, f"{address}&month=2027-02") == [
        "?people=2&month=2027-01#month",
        "?people=2&month=2027-03#month",
    ]
    assert [grid(client, f"{address}&month={far}")[0] for far in ("2020-01", "2999-12")] == ["2027年1月", "2027年3月"]


def test_choosing_a_day_shows_its_slots_full_ones_too(client, tour):
    address = f"/tours/{tour.slug}/?people=2"
    full = slot_on(tour, 1, 9, 9, year=2027, capacity=1)
    free, other = slot_on(tour, 1, 9, 15, year=2027), slot_on(tour, 12, 5)
    assert listed(client, f"{address}&day=2027-01-09") == ["1月9日(土)"] * 2
    assert grid(client, f"{address}&day=2027-01-09")[0] == "2027年1月"
    assert len(listed(client, f"{address}&day=2027-01-10")) == 3
    book = f"/tours/{tour.slug}/book/?people=2"
    assert offered(client, f"{book}&day=2027-01-09") == [full.pk, free.pk]
    assert offered(client, f"{book}&day=2027-01-10") == [other.pk, full.pk, free.pk]


def test_a_day_begins_at_midnight_in_the_ward(client, tour):
    slot_on(tour, 12, 5, 0), slot_on(tour, 12, 4, 23)
    assert list(grid(client, f"/tours/{tour.slug}/")[1]) == [4, 5]
    assert listed(client, f"/tours/{tour.slug}/?day=2026-12-05") == ["12月5日(土)"]


def test_the_booking_form_asks_how_many_come_and_takes_the_answer_along(client, tour):
    slot_on(tour, 12, 5, capacity=2), slot_on(tour, 12, 6)
    address = f"/tours/{tour.slug}/book/?people=4&source=poster"
    kept = "?people=4&source=poster"
    assert grid(client, address) == ("2026年12月", {6: ("10:00", f"{kept}&day=2026-12-06#slots")})
    page = soup(client.get(address))
    assert (page.select_one("[name=people]")["value"], page.select_one("[name=count_1]")["value"]) == ("4", "3")
    assert {field["value"] for field in page.select("[name=source]")} == {"poster"}
    untouched = soup(client.get(f"/tours/{tour.slug}/book/"))
    assert not untouched.select_one("[name=count_1]").get("value")
    assert untouched.select_one("[name=people]")["value"] == "1"


def test_where_every_party_has_one_size_nobody_is_asked_for_it(client):
    tour = TourFactory(party_min=2, party_max=2)
    slot_on(tour, 12, 5)
    assert soup(client.get(f"/tours/{tour.slug}/")).select("[name=people]") == []
    assert grid(client, f"/tours/{tour.slug}/") is not None


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ("0", "1組2〜6人です。"),
        ("-1", "1組2〜6人です。"),
        ("99999", "1組2〜6人です。"),
        ("多い", "数字で入力してください。"),
    ],
)
@pytest.mark.parametrize("page", ["", "book/"])
def test_a_party_that_cannot_come_is_told_the_sizes_and_shown_the_days_of_the_smallest(client, page, people, sentence):
    tour = TourFactory(party_min=2)
    slot_on(tour, 12, 5, capacity=2), slot_on(tour, 12, 6, capacity=1)
    found = client.get(f"/tours/{tour.slug}/{page}", {"people": people})
    assert found.status_code == 200
    assert soup(found).select_one(".people .field__error").text == sentence
    assert list(grid(client, f"/tours/{tour.slug}/{page}?people={people}")[1]) == [5]


@pytest.mark.parametrize(
    "query",
    ["day=2026-02-30", "day=0001-01-01", "day=9999-12-31", "day=x", "month=2026-13", "month=x", "month=9999-12"],
)
@pytest.mark.parametrize("page", ["", "book/"])
def test_days_and_months_that_there_are_not_count_as_not_asked(client, tour, page, query):
    slot_on(tour, 12, 5)
    assert grid(client, f"/tours/{tour.slug}/{page}?{query}")[0] == "2026年12月"


def test_a_booking_is_moved_by_the_same_grid_with_its_own_size(client, tour):
    booking = BookingFactory(slot=slot_on(tour, 12, 5), seats=3)
    free = slot_on(tour, 12, 12)
    slot_on(tour, 12, 13, capacity=2)
    address = page_of(booking, "move/")
    assert grid(client, f"{address}?people=1") == ("2026年12月", {12: ("10:00", "?day=2026-12-12#slots")})
    assert offered(client, f"{address}?day=2026-12-12") == [free.pk]
    assert soup(client.get(address)).select("[name=people]") == []


def test_ninety_days_cost_as_many_statements_as_one(client, tour):
    slot_on(tour, 12, 5)
    addresses = [f"/tours/{tour.slug}/{page}" for page in ("", "book/")]
    one = [len(queries_of(lambda: client.get(address))) for address in addresses]  # noqa: B023 -- used at once
    for day in range(1, 31):
        for hour in (9, 13, 15):
            slot_on(tour, 1, day, hour, year=2027)
    assert [len(queries_of(lambda: client.get(address))) for address in addresses] == one  # noqa: B023
