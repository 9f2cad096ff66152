"""Four ways in: what each makes of the same rules, what does not go together, and what every page says of it."""

import json
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from bookings.models import Slot
from tests.factories import (
    AvailabilityRuleFactory,
    BookingFactory,
    ClosureFactory,
    CompanyFactory,
    OpeningFactory,
    ResourceFactory,
    TourFactory,
)  # fmt: skip
from tests.html import links, soup, text
from tests.queries import queries_of
from tests.tokyo import at
from tours.changes import Change, apply, preview
from tours.models import Tour
from tours.opening_days import entries_of
from tours.services import fill_all, make_slots

pytestmark = pytest.mark.django_db
MODES = ["free", "timed", "booking", "enquiry"]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def saturdays(**changes):
    """A tour on Saturdays from 10:00 to 11:30 for six, four weeks ahead."""
    tour = TourFactory(**{"horizon_days": 28, "title": "ねじの見学"} | changes)
    AvailabilityRuleFactory(tour=tour)
    make_slots(tour)
    return tour


@pytest.mark.parametrize(
    ("mode", "slots", "bookable"), [("free", 0, 0), ("timed", 4, 0), ("booking", 4, 4), ("enquiry", 0, 0)]
)
def test_the_same_rules_make_slots_or_hours(mode, slots, bookable):
    tour = saturdays(mode=mode)
    assert (tour.slots.count(), Slot.objects.bookable_for(1).count()) == (slots, bookable)
    assert [day.isoformat() for day in entries_of([tour])] == ["2026-11-28", "2026-12-05", "2026-12-12", "2026-12-19"]
    assert fill_all() == 0


@pytest.mark.parametrize("mode", MODES)
def test_closed_days_and_openings_hold_for_hours_as_for_slots(mode):
    tour = TourFactory(mode=mode, horizon_days=28)
    ClosureFactory(company=tour.company, from_day=date(2026, 11, 28), until_day=date(2026, 12, 6))
    OpeningFactory(company=tour.company, day=date(2026, 12, 5))
    AvailabilityRuleFactory(tour=tour)
    AvailabilityRuleFactory(tour=tour, rrule="FREQ=MONTHLY;BYMONTHDAY=23")  # 23 November is a holiday
    make_slots(tour)
    assert [day.isoformat() for day in entries_of([tour])] == ["2026-12-05", "2026-12-12", "2026-12-19"]


def test_free_hours_of_today_count_until_they_end_and_a_pause_ends_all():
    tour = TourFactory(mode="free", horizon_days=5)
    AvailabilityRuleFactory(tour=tour, starts="10:00", ends="12:30")
    tour.refresh_from_db()
    assert list(entries_of([tour])) == [date(2026, 11, 21)]
    assert list(entries_of([tour], at(2026, 11, 21, 13))) == []
    tour.paused_at = at(2026, 11, 20)
    assert entries_of([tour]) == {}


WRONG = [
    ({"mode": "free", "acceptance": "approval"}, "「予約して見学」のほかでは"),
    ({"mode": "enquiry", "acceptance": "lottery"}, "「予約して見学」のほかでは"),
    ({"mode": "timed", "audience": "schools"}, "学校の団体や視察の見学は"),
    ({"mode": "free", "audience": "officials"}, "学校の団体や視察の見学は"),
]


@pytest.mark.parametrize(("columns", "sentence"), WRONG)
def test_what_does_not_go_together_is_refused_in_the_cms_and_at_the_desk(staff, columns, sentence):
    tour = saturdays(**{name: value for name, value in columns.items() if name != "mode"})
    with pytest.raises(ValidationError, match=sentence):
        preview(Change(tour, mode=columns["mode"]))
    tour.mode = columns["mode"]
    with pytest.raises(ValidationError, match=sentence):
        tour.full_clean()
    page = staff.post(reverse("desk:rules", args=[tour.slug]), {"mode": columns["mode"], "confirmed": "1"})
    assert (page.status_code, sentence in text(page), Tour.objects.get().mode) == (400, True, "booking")


def test_walk_in_visits_keep_no_guide():
    tour = saturdays()
    ResourceFactory(company=tour.company, tours=[tour])
    with pytest.raises(ValidationError, match="案内の人や部屋をおさえません"):
        preview(Change(tour, mode="free"))


def test_another_mode_never_touches_who_has_booked(staff):
    tour = saturdays()
    booked, empty = tour.slots.first(), tour.slots.last()
    BookingFactory(slot=booked, seats=2)
    rules = reverse("desk:rules", args=[tour.slug])
    shown = text(staff.post(rules, {"mode": "enquiry"}))
    assert ("予約が入っている回：1回" in shown, "なくなる回（予約なし）：3回" in shown, tour.slots.count()) == (
        True,
        True,
        4,
    )
    staff.post(rules, {"mode": "enquiry", "confirmed": "1"})
    booked.refresh_from_db()
    assert (booked.status, booked.withdrawn, booked.taken, booked.bookings.get().state) == (
        "closed",
        True,
        2,
        "confirmed",
    )
    assert (Slot.objects.filter(pk=empty.pk).exists(), Tour.objects.get().mode) == (False, "enquiry")
    apply(Change(Tour.objects.get(), mode="booking"), user=staff.user)
    booked.refresh_from_db()
    assert (booked.status, tour.slots.count()) == ("open", 4)


SAID = {
    "free": ["予約なしで来られます。下の時間のあいだ、いつでもどうぞ。", "10:00〜11:30"],
    "timed": ["始まる時刻に来てください。", "予約なしで来られます（6人まで）"],
    "booking": ["見学を予約する"],
    "enquiry": ["見学を相談する", "相談して決めます"],
}


@pytest.mark.parametrize("mode", MODES)
def test_every_page_says_how_one_comes(client, mode):
    tour = saturdays(mode=mode)
    book, ask = (reverse(f"tours:{name}", args=[tour.slug]) for name in ("book", "enquire"))
    page = client.get(f"/tours/{tour.slug}/")
    assert [words for words in SAID[mode] if words not in text(page)] == []
    for found in (page, client.get(reverse("directory:company", args=[tour.company.slug]))):
        ways = [link["href"] for link in soup(found).body("a") if link.get("href")]
        assert any(way.startswith(book) for way in ways) == (mode == "booking")
        assert (ask in ways) == (mode == "enquiry")
    listed = text(client.get("/tours/"))
    words = {
        "free": "予約なしで、来られる",
        "timed": "予約なしで、来られる",
        "enquiry": "相談して、決める",
        "booking": "11月28日(土)",
    }
    assert words[mode] in listed
    assert client.get(reverse("api:tour", args=[tour.slug])).json()["mode"] == mode


@pytest.mark.parametrize(("mode", "number"), [("free", 4), ("timed", 4), ("booking", 4), ("enquiry", 0)])
def test_search_engines_learn_dates_and_no_places_where_nobody_counts_them(client, mode, number):
    tour = saturdays(mode=mode, fee=0)
    script = soup(client.get(f"/tours/{tour.slug}/")).find("script", type="application/ld+json")
    graph = json.loads(script.string)["@graph"]
    assert len(graph) == number
    assert all(("remainingAttendeeCapacity" in event) == ("offers" in event) == (mode == "booking") for event in graph)


def test_a_company_has_one_calendar_for_all_its_tours(client):
    company = CompanyFactory()
    tours = {mode: saturdays(company=company, mode=mode, title=f"{mode}の見学") for mode in MODES}
    page = client.get(reverse("directory:company", args=[company.slug]), {"day": "2026-12-05"})
    day = soup(page).find(id="that-day").find_parent("section")
    assert [link["href"].split("?")[0] for link in day("a")] == [
        f"/tours/{tours['booking'].slug}/", f"/tours/{tours['booking'].slug}/book/", f"/tours/{tours['timed'].slug}/",
        f"/tours/{tours['free'].slug}/", f"/tours/{tours['enquiry'].slug}/", f"/tours/{tours['enquiry'].slug}/enquiry/",
    ]  # fmt: skip
    assert [cell.get_text() for cell in soup(page).select(".month__words")][:1] == ["予約 時間"]


def test_the_calendar_begins_with_the_first_open_month_and_ignores_nonsense(client):
    tour = TourFactory(mode="free", horizon_days=100)
    AvailabilityRuleFactory(tour=tour, rrule="", day=date(2027, 1, 16))
    for query in (
        {},
        {"month": "2026-13"},
        {"month": "1999-01"},
        {"day": "x"},
        {"day": "2026-02-29"},
        {"month": "9999-12"},
    ):
        page = client.get(f"/tours/{tour.slug}/", query)
        assert soup(page).select_one(".month__name").get_text() == "2027年1月", query
    assert "?month=2026-12#days" in links(page)


def test_the_calendar_costs_the_same_for_one_tour_and_for_five(client):
    company = CompanyFactory()
    for mode in MODES:
        saturdays(company=company, mode=mode)
    address = reverse("directory:company", args=[company.slug])
    once = len(queries_of(lambda: client.get(address)))
    for mode in MODES:
        saturdays(company=company, mode=mode)
    assert len(queries_of(lambda: client.get(address))) == once


def test_the_desk_says_of_a_timed_visit_that_nobody_books_it(staff):
    tour = saturdays(mode="timed")
    page = text(staff.get(reverse("desk:slots", args=[tour.slug])))
    assert ("予約なしで来られます" in page, "満席" in page) == (True, False)


def test_paused_tours_say_so_and_take_no_enquiry(client):
    tour = saturdays(mode="enquiry", paused_at=at(2026, 11, 20), pause_reason="棚卸し")
    assert "棚卸し" in text(client.get(f"/tours/{tour.slug}/"))
    assert client.get(f"/tours/{tour.slug}/enquiry/").url == f"/tours/{tour.slug}/"


def test_the_first_day_that_is_still_open_is_chosen(client):
    tour = saturdays(notice_hours=24 * 15)
    closed, following = (day.isoformat() for day in list(entries_of([tour]))[1:3])
    page = soup(client.get(reverse("directory:company", args=[tour.company.slug])))
    assert page.select_one(".month__day[aria-current]")["href"] == f"?day={following}#days"
    assert "終了" in page.select_one(f'[href="?day={closed}#days"]').get_text()
