"""From which school year on a tour is meant, told to the seat engine: it knows audiences, but no tours."""

from django.db.models import Q

from bookings import audiences
from bookings.grades import Grade
from tours.facts import years_above


def old_enough(grades: frozenset[Grade]) -> Q:
    """The condition on Slot that its tour says no school year above all of these grades."""
    above = set.intersection(*(set(years_above(grade)) for grade in grades))
    return ~Q(activity__tour__from_grade__in=sorted(above)) if above else Q()


audiences.register(old_enough)
