"""Statements that are worked out once answer as their QuerySet would."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from bookings.models import Slot
from core.kept import MOST_PREPARED, kept, kept_update
from tests.factories import CompanyFactory, SlotFactory, TourFactory
from tours.models import Tour

pytestmark = pytest.mark.django_db


@pytest.fixture
def built():
    return []


def test_values_of_every_kind_are_those_of_the_call(built):
    now = timezone.now()
    slots = [
        SlotFactory(starts_at=now + timedelta(days=day), ends_at=now + timedelta(days=day, hours=1))
        for day in (1, 2, 3)
    ]

    @kept
    def later(pks, at, slug):
        built.append(slug)
        found = Slot.objects.filter(pk__in=pks, starts_at__gt=at).exclude(activity__slug=slug)
        return found.annotate(title=F("activity__title")).select_related("activity").order_by("-starts_at")

    pks = [slot.pk for slot in slots]
    assert later(pks, now, "none") == slots[::-1]
    assert later(pks, now + timedelta(days=1, hours=1), "none") == [slots[2], slots[1]]
    assert later([*pks, pks[0]], now, slots[2].activity.slug) == [slots[1], slots[0]]
    found = later([pks[1], pks[1], pks[1]], now, "none")
    assert [(slot.title, slot.activity.title, slot.starts_at) for slot in found] == [
        (slots[1].activity.title, slots[1].activity.title, slots[1].starts_at)
    ]
    assert len(built) == 1


def test_rows_of_a_child_with_relations_and_rows_of_values(django_assert_num_queries):
    tours = [TourFactory(company=CompanyFactory()) for _number in range(2)]

    @kept
    def with_company(pks):
        return (
            Tour.objects.filter(pk__in=pks).select_related("company").prefetch_related("company__fields").order_by("pk")
        )

    @kept
    def names(pk, least):
        return Tour.objects.filter(pk=pk).values_list("slug", "company__name")[: least[0]]

    with django_assert_num_queries(2):
        found = with_company([tour.pk for tour in tours])
        assert [tour.company.name for tour in found] == [tour.company.name for tour in tours]
        assert [list(tour.company.fields.all()) for tour in found] == [[], []]
    for tour in tours:
        assert names(tour.pk, (1,)) == [(tour.slug, tour.company.name)]


def test_shapes_have_statements_of_their_own(built):
    @kept
    def some(pks, status):
        built.append(len(pks))
        return Slot.objects.filter(pk__in=pks) if status is None else Slot.objects.filter(pk__in=pks, status=status)

    slot = SlotFactory()
    assert [some([slot.pk] * length, None) for length in (1, 2, 3, 4, 5)] == [[slot]] * 5
    assert some([slot.pk], "closed") == []
    assert built == [1, 2, 4, 8, 1]


def test_what_is_written_is_what_the_call_names(built, django_assert_num_queries):
    slots = [SlotFactory(capacity=number) for number in (5, 40_000)]

    @kept_update
    def grow(pk, people):
        built.append(pk)
        roomy = Slot.objects.filter(pk=pk, capacity__gte=people).exclude(activity__slug="100%")
        return roomy, {"capacity": F("capacity") + people}

    assert grow(slots[0].pk, 6) == 0
    with django_assert_num_queries(1):
        assert grow(slots[1].pk, 33_000) == 1
    assert list(Slot.objects.order_by("pk").values_list("capacity", flat=True)) == [5, 73_000]
    assert len(built) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="prepared on PostgreSQL alone")
def test_a_connection_keeps_no_more_prepared_statements_than_it_may():
    @kept
    def numbered(pk, number):
        return Slot.objects.filter(pk=pk).values_list("pk")[: number[0]]

    slot = SlotFactory()
    for number in range(1, MOST_PREPARED + 2):
        assert numbered(slot.pk, (number,)) == [(slot.pk,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone()[0] <= MOST_PREPARED
