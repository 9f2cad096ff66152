"""A season of one company costs as many statements with many slots as with few."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from bookings.models import Slot
from bookings.wishes import Wish, wished
from tests.factories import CompanyFactory, TourFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
DAYS = 90


def with_tours(count, a_day=3):
    """A company with so many tours, each with `a_day` slots on every day of a season."""
    company = CompanyFactory()
    begin = datetime.combine(timezone.localdate(), time(9), tzinfo=timezone.get_default_timezone())
    for tour in TourFactory.create_batch(count, company=company, horizon_days=DAYS + 1):
        starts = [begin + timedelta(days=day + 1, hours=2 * turn) for day in range(DAYS) for turn in range(a_day)]
        Slot.objects.bulk_create(
            Slot(
                activity_id=tour.pk, starts_at=start, ends_at=start + timedelta(hours=1), capacity=6,
                books_from=begin - timedelta(days=1), books_until=start,
            )
            for start in starts
        )  # fmt: skip
    return company


def test_ninety_days_of_a_company_cost_as_many_statements_with_twelve_slots_a_day_as_with_three(client):
    few, many = with_tours(1), with_tours(4)
    today = timezone.localdate()
    wish = Wish(people=2, first=today, last=today + timedelta(days=DAYS))
    found = [wished(Slot.objects.filter(activity__tour__company=company), wish) for company in (few, many)]
    assert [len(queries_of(lambda: list(slots.all()))) for slots in found] == [1, 1]  # noqa: B023 -- used at once
    assert [slots.count() for slots in found] == [DAYS * 3, DAYS * 12]
    pages = [len(queries_of(lambda: client.get(f"/companies/{company.slug}/"))) for company in (few, many)]  # noqa: B023
    assert pages[0] == pages[1]
