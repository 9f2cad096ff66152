"""What to offer somebody who finds a visit full."""

from django.utils import timezone

from bookings.models import Slot
from directory.geometry import metres
from tours.models import Tour

COMPANY = "activity__tour__company"
OFFERED = 3
OF_THE_SAME = 2  # the third place is kept for a neighbour, if there is one


def alternatives(slot: Slot, people: int) -> list[Slot]:
    """At most three slots with room for `people`: other dates of the tour, and nearby companies of the same field.

    Those on the very day come first: who chose a day may be free on that day alone. Only what anybody may see: the
    company itself may have been hidden since somebody noted the number of a slot.
    """
    tour = Tour.objects.select_related("company").only("company__lat", "company__lon").get(pk=slot.activity_id)
    same = _same_tour(slot, people)
    near = _nearby(tour, people, slot)[: OFFERED - min(len(same), OF_THE_SAME)]
    return sorted(same[: OFFERED - len(near)] + near, key=lambda other: _day(other.starts_at) != _day(slot.starts_at))


def _day(moment):
    return timezone.localdate(moment, timezone.get_default_timezone())


def _same_tour(slot, people):
    room = Slot.objects.bookable_for(people).filter(activity=slot.activity_id).exclude(pk=slot.pk)
    return list(room.filter(activity__in=Tour.objects.published().values("pk")).select_related(COMPANY)[:OFFERED])


def _nearby(tour, people, slot):
    """A slot of each other company in one of the fields: of those with one on the day of `slot` that one, the nearest
    company first; then the next slot of the others, in the same order.

    A field has hundreds of bookable slots: they are compared by four columns, and only those offered are fetched.
    """
    fields = tour.company.fields.values_list("pk", flat=True)
    others = Tour.objects.published().filter(company__fields__in=list(fields)).exclude(company=tour.company_id)
    slots = Slot.objects.bookable_for(people).filter(activity__in=others.values("pk")).order_by("starts_at")
    best_of, day = {}, _day(slot.starts_at)
    for pk, at, place, lat, lon in slots.values_list("pk", "starts_at", COMPANY, f"{COMPANY}__lat", f"{COMPANY}__lon"):
        choice = (_day(at) != day, _distance(tour.company, lat, lon), pk)
        if place not in best_of or choice[0] < best_of[place][0]:
            best_of[place] = choice
    nearest = [pk for _other_day, _metres, pk in sorted(best_of.values(), key=lambda choice: choice[:2])[:OFFERED]]
    found = Slot.objects.select_related(COMPANY).in_bulk(nearest)
    return [found[pk] for pk in nearest]


def _distance(here, lat, lon):
    if here.lat is None or lat is None:
        return float("inf")
    return metres((here.lat, here.lon), (lat, lon))
