"""Two who decide about one enquiry at the same moment, on the database that is configured."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from bookings import services
from bookings.models import Booking, Slot
from tests.bookings.racing import race
from tests.factories import CompanyFactory, ResourceFactory, TourFactory
from tests.tours.asking import asked, at_hour, mails, proposed
from tours import enquiring
from tours.models import Enquiry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


@pytest.fixture
def enquiries():
    """One answered enquiry for each round, each at a tour of its own."""
    company = CompanyFactory()
    found = [proposed(asked(Client(), TourFactory(company=company, mode="enquiry"), email=f"a{number}@example.com"))
             for number in range(ROUNDS)]  # fmt: skip
    return [(enquiry, enquiry.lines.get().pk) for enquiry in found]


def test_taking_and_declining_at_once_end_in_one_of_both(enquiries):
    def run(number, racer):
        enquiry, line = enquiries[number]
        if racer % 2:
            return enquiring.decline(enquiry, text="いいえ")
        return enquiring.accept(enquiry, line=line)

    outcomes = race(4, ROUNDS, run)
    for (enquiry, _line), outcome in zip(enquiries, outcomes, strict=True):
        state = Enquiry.objects.get(pk=enquiry.pk).state
        assert (state, Counter(outcome)) in [
            ("booked", Counter({None: 1, "not_changeable": 3})),
            ("declined", Counter({None: 2, "not_changeable": 2})),
        ]
        assert Booking.objects.filter(party__idempotency_key=f"enquiry:{enquiry.pk}").count() == (state == "booked")
    assert (services.check_seats(), len(mails("declined"))) == ([], Enquiry.objects.filter(state="declined").count())


def test_two_classes_at_once_never_get_one_guide_or_one_moment(enquiries):
    """In even rounds two enquiries of one tour want one moment; in odd ones two tours share a guide."""
    pairs = []
    for number in range(4):
        company = CompanyFactory()
        tours = [TourFactory(company=company, mode="enquiry") for _tour in range(2)]
        ResourceFactory(company=company, tours=tours)
        both = [tours[0], tours[number % 2]]
        pairs.append([asked(Client(), tour, email=f"b{number}{who}@example.com") for who, tour in enumerate(both)])
    starts_at = at_hour(13)

    def run(number, racer):
        return enquiring.book(pairs[number][racer], starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    outcomes = race(2, 4, run)
    assert [outcome.count(None) for outcome in outcomes] == [1] * 4
    assert {word for outcome in outcomes for word in outcome} <= {None, "slot_full", "slot_closed"}
    assert (Slot.objects.filter(starts_at=starts_at, taken__gt=0).count(), services.check_seats()) == (4, [])
