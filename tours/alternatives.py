"""What to offer somebody who finds a visit full."""

from bookings.models import Slot
from directory.geometry import metres
from tours.models import Tour

OFFERED = 3
OF_THE_SAME = 2  # the third place is kept for a neighbour, if there is one


def alternatives(slot: Slot, people: int) -> list[Slot]:
    """At most three slots with room for `people`: other dates of the tour, and nearby companies of the same field.

    Only what anybody may see: the company itself may have been hidden since somebody noted the number of a slot.
    """
    tour = Tour.objects.select_related("company").get(pk=slot.activity_id)
    same = _same_tour(slot, people)
    near = _nearby(tour, people)[: OFFERED - min(len(same), OF_THE_SAME)]
    return same[: OFFERED - len(near)] + near


def _same_tour(slot, people):
    room = Slot.objects.bookable_for(people).filter(activity=slot.activity_id).exclude(pk=slot.pk)
    return list(room.filter(activity__in=Tour.objects.published().values("pk")).select_related("activity")[:OFFERED])


def _nearby(tour, people):
    """The next slot of each tour of other companies in one of the fields, the nearest company first."""
    fields = tour.company.fields.values_list("pk", flat=True)
    others = Tour.objects.published().filter(company__fields__in=list(fields)).exclude(company=tour.company_id)
    slots = Slot.objects.bookable_for(people).filter(activity__in=others.values("pk")).order_by("starts_at")
    nearest = {}
    for slot in sorted(slots.select_related("activity__tour__company"), key=lambda slot: _distance(tour, slot)):
        nearest.setdefault(slot.activity.tour.company_id, slot)
    return list(nearest.values())[:OFFERED]


def _distance(tour, slot):
    here, there = tour.company, slot.activity.tour.company
    if here.lat is None or there.lat is None:
        return float("inf")
    return metres((here.lat, here.lon), (there.lat, there.lon))
