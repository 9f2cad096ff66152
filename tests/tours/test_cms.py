"""Staff write tours and closed days in the CMS; the slots follow at once."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories import AvailabilityRuleFactory, BookingFactory, CompanyFactory, ResourceFactory, TourFactory
from tests.html import text
from tests.tokyo import TOKYO, at
from tours.models import Closure, Tour
from tours.services import make_slots

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def form_of(company, *rules, initial=0, **fields):
    """What the tour's form in the CMS sends."""
    data = {
        "company": company.pk,
        "title": "ねじの工場",
        "slug": "neji",
        "minutes": 60,
        "audience": "anyone",
        "mode": "booking",
        "acceptance": "instant",
        "party_min": 1,
        "party_max": 6,
        "notice_hours": 24,
        "cancel_hours": 24,
        "horizon_days": 30,
        "notice_workdays": 0,
        "buffer_before": 0,
        "buffer_after": 0,
        "needs-TOTAL_FORMS": 0,
        "needs-INITIAL_FORMS": 0,
        "rules-TOTAL_FORMS": len(rules),
        "rules-INITIAL_FORMS": initial,
        "rules-MIN_NUM_FORMS": 0,
        "rules-MAX_NUM_FORMS": 1000,
        **fields,
    }
    for position, rule in enumerate(rules):
        data |= {f"rules-{position}-{name}": value for name, value in rule.items()}
    return data


SATURDAYS = {"rrule": "FREQ=WEEKLY;BYDAY=SA", "starts": "10:00", "ends": "11:30", "capacity": 6}


def days_of(tour):
    return [slot.starts_at.astimezone(TOKYO).date() for slot in tour.slots.order_by("starts_at")]


def test_a_tour_published_in_the_cms_is_a_tour_with_dates(staff):
    form = form_of(CompanyFactory(), SATURDAYS)
    staff.post(reverse("wagtailsnippets_tours_tour:add"), form | {"action-publish": "1"})

    tour = Tour.objects.published().get()
    assert (tour.kind, tour.slug) == ("tour", "neji")
    assert days_of(tour) == [date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 12), date(2026, 12, 19)]
    assert "11月28日(土) 10:00〜11:30 残り6人" in text(staff.get("/tours/neji/"))


def test_a_draft_has_neither_dates_nor_a_page(staff):
    staff.post(reverse("wagtailsnippets_tours_tour:add"), form_of(CompanyFactory(), SATURDAYS))

    tour = Tour.objects.get()
    assert (tour.live, days_of(tour)) == (False, [])
    assert staff.get("/tours/neji/").status_code == 404


def test_a_new_notice_reaches_the_dates_when_it_is_published(staff):
    tour = TourFactory(slug="neji", horizon_days=30)
    rule = AvailabilityRuleFactory(tour=tour)
    make_slots(tour)
    form = form_of(tour.company, SATURDAYS | {"id": rule.pk}, initial=1, notice_hours=72)
    edit = reverse("wagtailsnippets_tours_tour:edit", args=[tour.pk])

    staff.post(edit, form)
    assert tour.slots.first().books_until == at(2026, 11, 28, 10)
    staff.post(edit, form | {"action-publish": "1"})
    assert tour.slots.first().books_until == at(2026, 11, 25, 10)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"rrule": "FREQ=SECONDLY"}, "FREQ は DAILY（毎日）"),
        ({"day": "2026-12-01"}, "くり返しか日付の、どちらか一つを書いてください。"),
        ({"rrule": ""}, "くり返しか日付の、どちらか一つを書いてください。"),
        ({"ends": "09:00"}, "終了は開始より後にしてください。"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_a_sentence(staff, rule, sentence):
    form = form_of(CompanyFactory(), SATURDAYS | rule)
    page = staff.post(reverse("wagtailsnippets_tours_tour:add"), form | {"action-publish": "1"})

    assert sentence in text(page)
    assert Tour.objects.count() == 0


def test_a_closed_day_written_in_the_cms_closes_the_date_and_deleting_it_opens_it_again(staff):
    tour = TourFactory(horizon_days=14)
    AvailabilityRuleFactory(tour=tour)
    make_slots(tour)
    day = {"company": tour.company.pk, "from_day": "2026-11-28", "until_day": "2026-11-28", "reason": "棚おろし"}

    staff.post(reverse("wagtailsnippets_tours_closure:add"), day)
    assert days_of(tour) == [date(2026, 12, 5)]
    staff.post(reverse("wagtailsnippets_tours_closure:delete", args=[Closure.objects.get().pk]))
    assert days_of(tour) == [date(2026, 11, 28), date(2026, 12, 5)]


def test_the_preview_shows_the_draft_as_the_page_will_be(staff):
    tour = TourFactory(slug="neji")
    address = reverse("wagtailsnippets_tours_tour:preview_on_edit", args=[tour.pk])
    sent = staff.post(address, form_of(tour.company, title="まだ見せない題"))

    assert sent.json()["is_valid"] is True
    assert "まだ見せない題" in text(staff.get(address))
    assert "まだ見せない題" not in text(staff.get("/tours/neji/"))


def test_a_closed_day_stops_bookings_of_a_date_that_has_guests_until_it_is_deleted(staff):
    tour = TourFactory(slug="neji", horizon_days=14)
    AvailabilityRuleFactory(tour=tour)
    make_slots(tour)
    slot = tour.slots.first()
    BookingFactory(slot=slot, seats=2)
    day = {"company": tour.company.pk, "from_day": "2026-11-28", "until_day": "2026-11-28"}

    staff.post(reverse("wagtailsnippets_tours_closure:add"), day)
    assert "11月28日" not in text(staff.get("/tours/neji/"))
    assert list(slot.bookings.values_list("state", "seats")) == [("confirmed", 2)]
    staff.post(reverse("wagtailsnippets_tours_closure:delete", args=[Closure.objects.get().pk]))
    assert "11月28日(土) 10:00〜11:30 残り4人" in text(staff.get("/tours/neji/"))


def test_rules_that_make_thousands_of_slots_are_refused(staff):
    daily = {"rrule": "FREQ=DAILY", "ends": "23:00", "capacity": 6}
    rules = [daily | {"starts": f"{hour:02}:00"} for hour in (8, 9, 10)]
    form = form_of(CompanyFactory(), *rules, horizon_days=400)
    answer = staff.post(reverse("wagtailsnippets_tours_tour:add"), form | {"action-publish": "1"})

    assert "これでは1203回の枠ができます。1つの見学の枠は1000回までです。" in text(answer)
    assert Tour.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "rule", "sentence"),
    [
        ({"horizon_days": 401}, {}, "400日先までにしてください。"),
        ({}, {"starts": "23:59", "ends": "0:00"}, "終了は開始より後にしてください。"),
        ({}, {"from_day": "2026-12-01", "until_day": "2026-11-30"}, "「いつまで」は「いつから」と同じ日か、その後にしてください。"),
        ({}, {"except_days": "12月5日"}, "「12月5日」は日付として読めません。"),
        ({"notice_workdays": 31}, {}, "30"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(staff, fields, rule, sentence):
    form = form_of(CompanyFactory(), SATURDAYS | rule, **fields)
    answer = staff.post(reverse("wagtailsnippets_tours_tour:add"), form | {"action-publish": "1"})

    assert sentence in text(answer)
    assert Tour.objects.count() == 0


def test_an_opening_of_a_closed_day_brings_its_date_back_at_once(staff):
    tour = TourFactory(horizon_days=30)
    AvailabilityRuleFactory(tour=tour, rrule="FREQ=WEEKLY;BYDAY=MO")
    make_slots(tour)
    assert date(2026, 11, 23) not in days_of(tour)
    form = {"company": tour.company.pk, "day": "2026-11-23", "reason": "工場の祭り"}
    answer = staff.post(reverse("wagtailsnippets_tours_opening:add"), form)
    assert answer.status_code == 302, text(answer)

    assert date(2026, 11, 23) in days_of(tour)


def test_a_tour_needs_resources_of_its_own_company_alone(staff):
    own, other = ResourceFactory(), ResourceFactory()
    form = form_of(own.company, SATURDAYS) | {"needs-TOTAL_FORMS": 1, "action-publish": "1"}
    add = reverse("wagtailsnippets_tours_tour:add")
    assert "案内の人や部屋は、この企業のものをえらんでください。" in text(
        staff.post(add, form | {"needs-0-resource": other.pk})
    )

    staff.post(add, form | {"needs-0-resource": own.pk})
    assert [need.resource for need in Tour.objects.get().needs.all()] == [own]
