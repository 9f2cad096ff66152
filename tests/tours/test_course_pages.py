"""Putting a course together and booking all of it at once."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bookings import services
from bookings.models import Booking, Party, Slot
from core.dates import local
from tests.bookings.parties import confirmed
from tests.bookings.visitors import CONTACT, KEY
from tests.factories import CompanyFactory, EventFactory, SlotFactory, StationFactory, TourFactory
from tests.html import links, soup
from tests.queries import queries_of
from tours.models import Tour

pytestmark = pytest.mark.django_db
BUILD, BOOK = "/tours/course/", "/tours/course/book/"


def day_of(slot):
    return local(slot.starts_at).date().isoformat()


def slot_at(tour, clock, *, days=9, minutes=60, **fields):
    hour, minute = map(int, clock.split(":"))
    start = timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=days)
    return SlotFactory(activity=tour, starts_at=start, ends_at=start + timedelta(minutes=minutes), **fields)


@pytest.fixture
def tours():
    """Three companies in a row, 300 metres from each to the next: five minutes on foot."""
    return [
        TourFactory(title=f"見学{number}", company=CompanyFactory(name=f"架空{number}", lat=35.56 + number * 0.0027))
        for number in range(3)
    ]


@pytest.fixture
def slots(tours):
    """A morning at the first, about noon at the second, an afternoon at the third: with lunch between."""
    return [slot_at(tour, clock) for tour, clock in zip(tours, ("9:00", "10:30", "13:00"), strict=True)]


def address(tours, **more):
    return (
        BUILD
        + "?"
        + "&".join([f"tour={tour.slug}" for tour in tours] + [f"{name}={value}" for name, value in more.items()])
    )


def words(response):
    return soup(response).select_one("main").get_text(" ", strip=True)


def plans(response):
    """The times of every proposal."""
    return [[at.get_text() for at in plan.select("time")] for plan in soup(response).select(".course-plan")]


def test_a_chosen_day_shows_when_to_be_where_and_how_long_to_walk(client, tours, slots):
    page = client.get(address(reversed(tours), date=day_of(slots[0])))
    assert plans(page) == [["09:00〜10:00", "10:30〜11:30", "13:00〜14:00"]]
    assert re.findall("歩いて([0-9]+)分", words(page)) == ["5", "5"]
    [book] = [link["href"] for link in soup(page).select(".course-plan a.button")]
    assert book == f"{BOOK}?" + "&".join(f"slot={slot.pk}" for slot in slots)
    assert soup(page).select_one("svg.course-map[role=img]")


def test_without_a_day_it_names_the_days_that_go(client, tours, slots):
    again = [slot_at(tour, clock, days=12) for tour, clock in zip(tours, ("9:00", "10:30", "13:00"), strict=True)]
    slot_at(tours[0], "9:00", days=11)
    links = [link["href"] for link in soup(client.get(address(tours))).select(".course__days a")]
    assert [re.search("date=([0-9-]+)", link)[1] for link in links] == [day_of(slots[0]), day_of(again[0])]


def test_it_says_why_there_is_none_and_what_goes_instead(client, tours, slots):
    Slot.objects.filter(pk=slots[1].pk).update(starts_at=slots[0].starts_at, ends_at=slots[0].ends_at)
    [other] = [slot_at(tours[1], "10:30", days=12), *(slot_at(tour, "9:00", days=12) for tour in tours[:1])][:1]
    slot_at(tours[2], "13:00", days=12)
    page = client.get(address(tours, date=day_of(slots[0])))
    assert "架空0と架空1は、時間が重なっています。" in words(page)
    instead = [link.get_text() for link in soup(page).select(".course__days a")]
    assert instead[1:] == ["架空0を外す", "架空1を外す"]
    assert f"date={day_of(other)}" in soup(page).select_one(".course__days a")["href"]


@pytest.mark.parametrize(
    ("people", "sentence"),
    [(7, "架空0は、1回に6人までです。"), (5, "架空1には、この日に5人で行ける回がありません。"), (100, "架空0は、1回に6人までです。")],
)  # fmt: skip
def test_it_says_for_whom_there_is_no_room(client, tours, slots, people, sentence):
    confirmed(slots[1], 2)
    page = client.get(address(tours[:2], date=day_of(slots[0]), people=people))
    assert (sentence in words(page), plans(page)) == (True, [])


def refused(client, *slugs):
    page = client.get(f"{BUILD}?" + "&".join(f"tour={slug}" for slug in slugs))
    assert page.status_code == 200
    return [alert.get_text(strip=True) for alert in soup(page).select(".alert p")]


def test_what_cannot_be_in_a_course_is_named(client, tours):
    approval = TourFactory(title="返事", acceptance="approval")
    hidden = TourFactory(company=CompanyFactory(hidden=True))
    beside = TourFactory(title="となり", company=tours[0].company)
    event = EventFactory()
    assert refused(client, hidden.slug, "nosuch", event.slug, "x" * 300, "a%E2%80%AE") == [
        "見つからない見学がありました。"
    ]
    assert refused(client, approval.slug) == [
        "「返事」は、申し込むとすぐに決まる見学ではないので、コースに入りません。"
    ]
    assert refused(client, tours[0].slug, beside.slug, tours[0].slug) == [
        "「となり」は、もう入っている見学と同じ工場です。1つの工場から1つえらべます。"
    ]
    six = [TourFactory().slug for _number in range(6)]
    assert refused(client, *six) == ["コースに入る見学は、5つまでです。"]


@pytest.mark.parametrize(
    "wrong", ["date=2020-01-01", "date=x", "people=0", "people=101", "near=x", "stops=9", "grade=x"]
)
def test_what_was_typed_wrong_is_told_and_counts_as_not_asked(client, tours, slots, wrong):
    page = client.get(f"{address(tours)}&{wrong}")
    assert (
        page.status_code,
        len(soup(page).select(".error-summary li")),
        len(soup(page).select(".course__days a")),
    ) == (
        200,
        1,
        1,
    )


def test_it_proposes_the_nearest_to_a_station_and_keeps_what_was_chosen(client, tours, slots):
    far = TourFactory(company=CompanyFactory(lat=35.58))
    slot_at(far, "11:30")
    StationFactory(slug="eki", lat=tours[0].company.lat)
    day = day_of(slots[0])
    assert plans(client.get(f"{BUILD}?near=eki&stops=2&date={day}"))[0] == ["09:00〜10:00", "10:30〜11:30"]
    kept = plans(client.get(f"{BUILD}?tour={far.slug}&stops=2&date={day}"))
    assert kept
    assert all("11:30〜12:30" in plan for plan in kept)
    assert plans(client.get(f"{BUILD}?stops=2")) != []  # the first day on which there is one


def test_a_hidden_company_is_never_proposed(client, tours, slots):
    tours[1].company.hidden = True
    tours[1].company.save()
    assert "架空1" not in words(client.get(f"{BUILD}?stops=2&date={day_of(slots[0])}"))


def test_as_many_statements_for_two_tours_as_for_five(client, tours, slots):
    more = [TourFactory(company=CompanyFactory(lat=35.57 + number / 1000)) for number in range(2)]
    for tour, clock in zip(more, ("15:00", "16:30"), strict=True):
        slot_at(tour, clock)
    day = day_of(slots[0])
    few = len(queries_of(lambda: client.get(address(tours[:2], date=day))))
    assert len(queries_of(lambda: client.get(address([*tours, *more][1:], date=day)))) == few


# Booking


def book_address(slots):
    return f"{BOOK}?" + "&".join(f"slot={slot.pk}" for slot in slots)


def typed(**changes):
    form = {"coming": "on", "own_grade": "h2", "consent_booking": "on", "key": KEY}
    return form | CONTACT | changes


def test_one_form_holds_all_and_one_code_confirms_all(client, slots):
    page = client.get(book_address(slots))
    assert [at.get_text() for at in soup(page).select("aside time")] == ["09:00〜10:00", "10:30〜11:30", "13:00〜14:00"]
    held = client.post(book_address(slots), typed())
    assert list(Booking.objects.order_by("pk").values_list("slot", "state")) == [(slot.pk, "held") for slot in slots]
    assert held.url == f"/bookings/{Party.objects.get().token}/"
    assert client.post(book_address(slots), typed()).url == held.url
    assert Booking.objects.count() == 3


def test_a_stop_that_is_full_by_now_is_named_and_other_ways_are_offered(client, tours, slots):
    confirmed(slots[1], 6)
    later = slot_at(tours[1], "10:45")
    answer = client.post(book_address(slots), typed())
    assert (answer.status_code, Booking.objects.filter(state="held").count()) == (409, 0)
    assert "2番目の架空1：この回は満席になりました。" in words(answer)
    ways = [link["href"] for link in soup(answer).select(".alert a")]
    assert ways[0] == book_address([slots[0], later, slots[2]])
    assert services.check_seats() == []


def test_it_asks_what_each_stop_asks(client, tours, slots):
    tours[0].manners, tours[2].photos = ["shoes"], "none"
    tours[0].save()
    tours[2].save()
    page = soup(client.get(book_address(slots)))
    [box] = page.select("input[name=manners]")
    assert box["value"] == "1:shoes 1:photos-none"
    assert client.post(book_address(slots), typed()).status_code == 400
    assert client.post(book_address(slots), typed(manners=box["value"])).status_code == 302
    assert Party.objects.get().answers == {"manners": box["value"]}


def test_slots_that_make_no_course_lead_back_to_the_builder(client, tours, slots):
    beside = slot_at(TourFactory(company=tours[0].company), "15:00")
    tomorrow = slot_at(tours[1], "10:30", days=10)
    too_near = slot_at(tours[1], "10:05")
    for some in ([slots[0]], [slots[0], beside], [slots[0], tomorrow], [slots[0], too_near]):
        assert client.get(book_address(some)).url.startswith(BUILD)
    assert client.post(book_address(slots[:1]), typed()).url.startswith(BUILD)
    event = SlotFactory(activity=EventFactory())
    for wrong in ("", "?slot=x", f"?slot={event.pk}", "?slot=" + "9" * 40):
        assert client.get(BOOK + wrong).status_code == 404


@pytest.mark.parametrize(
    "change", [{"website": "x"}, {"consent_booking": ""}, {"own_grade": ""}, {"count_1": "7", "grade_1": "e4"}]
)
def test_a_wrong_form_holds_nothing(client, slots, change):
    answer = client.post(book_address(slots), typed(**change))
    assert (answer.status_code in (400, 409), Booking.objects.count()) == (True, 0)


def test_in_english_the_pages_speak_english(client, tours, slots):
    assert client.get(f"/en{address(tours, date=day_of(slots[0]))}").status_code == 200
    assert client.get(f"/en{book_address(slots)}").status_code == 200


def test_no_tour_takes_the_address_of_the_builder(tours):
    tours[0].slug = "course"
    with pytest.raises(ValidationError) as refusal:
        tours[0].clean()
    assert list(refusal.value.message_dict) == ["slug"]


def test_the_page_of_a_tour_leads_here_if_it_can_be_a_stop(client, tours, slots):
    Tour.objects.filter(pk=tours[1].pk).update(acceptance="approval")
    leads = [f"{BUILD}?tour={tour.slug}" in links(client.get(f"/tours/{tour.slug}/")) for tour in tours]
    assert leads == [True, False, True]
