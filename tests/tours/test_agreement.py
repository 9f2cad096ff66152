"""One wish, one answer: lists, map, calendar, the API and the engine itself agree on what can be booked."""

import pytest
import time_machine
from django.db import transaction
from django.http import QueryDict

from bookings.errors import Refused
from bookings.models import Slot
from bookings.wishes import Wish, wished
from core.dates import fiscal_year
from directory.facets import facets
from directory.filters import CompanyFilter
from tests.bookings.parties import hold
from tests.directory.sunday import TODAY, at
from tests.factories import BookingFactory, CompanyFactory, ResourceFactory, SlotFactory, TourFactory
from tests.html import soup
from tours.models import Tour

pytestmark = pytest.mark.django_db
DAY, LATER = TODAY.replace(month=12, day=12), TODAY.replace(year=2027, month=1, day=16)
TOURS = {
    "free": {},
    "large parties": {"party_min": 4, "party_max": 10},
    "small parties": {"party_max": 2},
    "paused": {"paused_at": at(TODAY)},
    "enquiry": {"mode": "enquiry"},
    "lottery": {"acceptance": "lottery"},
    "approval": {"acceptance": "approval"},
    "draft": {"live": False},
}
SLOTS = {
    "full": {"capacity": 3, "taken": 3},
    "nearly full": {"capacity": 6, "taken": 4},
    "too early": {"books_from": at(TODAY, 13)},
    "too late": {"books_until": at(TODAY, 11)},
    "closed": {"status": "closed"},
    "called off": {"status": "cancelled"},
    "later": {"starts_at": at(LATER, 10)},
    "at midnight": {"starts_at": at(DAY, 0)},
}
WISHES = [
    Wish(),
    *(Wish(people=people) for people in (1, 2, 3, 4, 7)),
    Wish(people=2, first=DAY, last=DAY),
    Wish(people=3, first=DAY.replace(day=13)),
    Wish(people=1, last=DAY.replace(day=11)),
]


@pytest.fixture
def world():
    """A company with one visit for each reason why it can or cannot be booked; the names are the reasons."""
    with time_machine.travel(at(TODAY), tick=False):
        for name, facts in TOURS.items():
            _visit(name, facts, {})
        for name, facts in SLOTS.items():
            _visit(name, {}, facts)
        _visit("hidden", {"company__hidden": True}, {})
        _with_one_guide()
        yield


def _visit(name, tour, slot):
    company = {"company__name": name, "company__opening_mode": "booking"}
    tour = TourFactory(title=name, **{"party_max": 6} | company | tour)
    begins = {"starts_at": at(DAY, 10), "books_from": at(TODAY, 0), "books_until": at(DAY, 0), "capacity": 12}
    return SlotFactory(activity=tour, **begins | slot)


def _with_one_guide():
    """The guide of "guided" has people with another visit at that time."""
    company = CompanyFactory(name="guided", opening_mode="booking")
    guided, other = (
        TourFactory(title="guided", company=company),
        TourFactory(title="other", company=company, live=False),
    )
    ResourceFactory(company=company, tours=[guided, other])
    times = {"starts_at": at(DAY, 10), "books_from": at(TODAY, 0)}
    SlotFactory(activity=guided, **times)
    BookingFactory(slot=SlotFactory(activity=other, **times))


def asked(wish):
    """The wish as an address has it."""
    query = QueryDict(mutable=True)
    named = {"people": wish.people, "date_from": wish.first, "date_to": wish.last}
    query.update({name: str(value) for name, value in named.items() if value})
    return query


def within(wish, slot):
    day = slot.starts_at.astimezone(at(TODAY).tzinfo).date()
    return (wish.first is None or wish.first <= day) and (wish.last is None or day <= wish.last)


def public(found):
    """Slots by the tours that anybody may see; whoever lists slots asks for these, and the engine asks itself."""
    shown = set(Tour.objects.published().values_list("pk", flat=True))
    return sorted(slot.activity.title for slot in found if slot.activity_id in shown)


def held(wish):
    """What the engine gives out, tried with every slot."""
    names = []
    for slot in Slot.objects.select_related("activity"):
        try:
            with transaction.atomic():
                hold(slot, wish.people or slot.activity.party_min)
                if within(wish, slot):
                    names.append(slot.activity.title)
                transaction.set_rollback(True)
        except Refused:
            pass
    return sorted(names)


def on_calendars(client, wish):
    """Titles of tours whose month has a free day within the wish."""
    names = []
    for tour in Tour.objects.published():
        people = f"?people={wish.people}" if wish.people else ""
        page = client.get(f"/tours/{tour.slug}/{people}", follow=True)
        fits = not wish.people or tour.party_min <= wish.people <= tour.party_max
        days = {box["href"] for box in soup(page).select("[data-state=open] > a.month__day")}
        slots = {
            f"{'?' if not people else people + '&'}day={at_day(slot)}#dates"
            for slot in tour.slots.all()
            if within(wish, slot)
        }
        if fits and days & slots:
            names.append(tour.title)
    return sorted(names)


def at_day(slot):
    return slot.starts_at.astimezone(at(TODAY).tzinfo).date().isoformat()


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: asked(wish).urlencode() or "anything")
def test_all_who_are_asked_give_the_same_answer(client, world, wish):
    query = asked(wish).urlencode()
    expected = held(wish)
    assert public(wished(Slot.objects.select_related("activity"), wish)) == expected
    tours = client.get(f"/api/v1/tours/?page_size=100&{query}").json()["results"]
    assert sorted(tour["title"] for tour in tours if tour["next_slot"]) == expected
    rows = soup(client.get(f"/tours/?{query}")).select(".departure:has(time.departure__date) h3")
    assert sorted(row.get_text() for row in rows) == expected
    slots = client.get(f"/api/v1/slots/?page_size=100&{query}").json()["results"]
    titles = dict(Tour.objects.values_list("slug", "title"))
    alone = set(Tour.objects.filter(party_min=1).values_list("title", flat=True))  # unless it says how many come
    assert sorted(titles[slot["activity"]] for slot in slots if slot["bookable"]) == [
        title for title in expected if wish.people or title in alone
    ]
    assert on_calendars(client, wish) == expected


@pytest.mark.parametrize("wish", [wish for wish in WISHES if wish != Wish()], ids=lambda wish: asked(wish).urlencode())
def test_companies_and_their_map_give_it_too(client, world, wish):
    expected, query = held(wish), asked(wish)
    filters = CompanyFilter(query)
    assert sorted(filters.index.entries[position].name for position in filters.in_order()) == expected
    [mode] = [choice.count for choice in facets(filters, "ja")["mode"] if choice.value == "booking"] or [0]
    assert mode == len(expected)
    points = client.get(f"/api/v1/companies.geojson?{query.urlencode()}").json()["features"]
    assert len(points) == len(expected)


@pytest.mark.parametrize("grade", ["preschool", "e6", "j1", "adult", "teacher"])
def test_tours_and_companies_agree_on_school_years(client, grade):
    with time_machine.travel(at(TODAY), tick=False):
        april = at(TODAY.replace(year=fiscal_year(TODAY) + 1, month=4, day=1), 10)
        for name, facts in (
            ("甲", {}),
            ("乙", {"from_grade": "j1"}),
            ("丙", {"audience": "students"}),
            ("丁", {"audience": "schools"}),
        ):
            _visit(name, facts, {})
            _visit(f"{name} in April", facts, {"starts_at": april, "books_until": april})
        tours = client.get(f"/api/v1/tours/?page_size=100&grade={grade}").json()["results"]
        filters = CompanyFilter(QueryDict(f"grade={grade}"))
        companies = {filters.index.entries[position].name for position in filters.in_order()}
        assert {tour["title"] for tour in tours} == companies
        assert companies == MEANT[grade]


MEANT = {
    "preschool": {"甲", "甲 in April"},
    "e6": {"甲", "甲 in April", "乙 in April", "丙 in April"},
    "j1": {"甲", "甲 in April", "乙", "乙 in April", "丙", "丙 in April"},
    "adult": {"甲", "甲 in April", "乙", "乙 in April"},
    "teacher": {"甲", "甲 in April", "乙", "乙 in April", "丁", "丁 in April"},
}
