"""Which departures the front page shows."""

from types import SimpleNamespace

import pytest

from tests.tokyo import at
from tours.departures import varied


def tour(name, day, hour=10, *, field="metal", story=""):
    return SimpleNamespace(
        name=name,
        next_slots=[SimpleNamespace(starts_at=at(2026, 12, day, hour))],
        cover=SimpleNamespace(field=field),
        company=SimpleNamespace(story=story),
    )


def names(tours, limit=5):
    return "".join(tour.name for tour in varied(tours, limit))


@pytest.mark.parametrize(
    ("tours", "shown"),
    [
        ([], ""),
        ([tour("a", 1)], "a"),
        ([tour("a", 1), tour("b", 1), tour("c", 1)], "ab"),
        ([tour("a", 1), tour("b", 1), tour("c", 1, story="x"), tour("d", 2)], "cad"),
    ],
    ids=["none", "one", "two of a day", "those with a story"],
)
def test_a_day_has_two_rows_at_most_companies_with_a_story_first(tours, shown):
    assert names(tours) == shown


def test_neighbours_are_of_different_fields_where_they_can_be():
    monday = [tour("a", 7), tour("b", 7), tour("c", 7, field="food")]
    tuesday = [tour("d", 8, field="food"), tour("e", 8), tour("f", 8, field="space")]
    assert names([*monday, *tuesday]) == "acef"


def test_a_weekend_or_an_evening_takes_the_last_row_if_there_is_none():
    weekdays = [tour(name, day) for name, day in zip("abc", (7, 8, 9), strict=True)]
    assert names([*weekdays, tour("s", 12)], 3) == "abs"
    assert names([*weekdays, tour("e", 10, 16)], 3) == "abe"
    assert names([*weekdays, tour("l", 10, 15)], 3) == "abc"
    assert names([tour("a", 7, 17), *weekdays[1:], tour("s", 12)], 3) == "abc"


def test_no_more_than_asked_in_the_order_of_time():
    tours = [tour(str(day), day, field=str(day)) for day in range(1, 9)]
    assert names(tours, 3) == "125"  # the first Saturday is the 5th
