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
    tour = Tour.objects.select_related("company").only("company__lat", "company__lon").get(pk=slot.activity_id)
    same = _same_tour(slot, people)
    near = _nearby(tour, people)[: OFFERED - min(len(same), OF_THE_SAME)]
    return same[: OFFERED - len(near)] + near


def _same_tour(slot, people):
    room = Slot.objects.bookable_for(people).filter(activity=slot.activity_id).exclude(pk=slot.pk)
    return list(room.filter(activity__in=Tour.objects.published().values("pk")).select_related("activity")[:OFFERED])


def _nearby(tour, people):
    """The next slot of each other company in one of the fields, the nearest company first.

    A field has hundreds of bookable slots: they are compared by four columns, and only those offered are fetched.
    """
    fields = tour.company.fields.values_list("pk", flat=True)
    others = Tour.objects.published().filter(company__fields__in=list(fields)).exclude(company=tour.company_id)
    slots = Slot.objects.bookable_for(people).filter(activity__in=others.values("pk")).order_by("starts_at")
    company = "activity__tour__company"
    next_of = {}
    for pk, place, lat, lon in slots.values_list("pk", company, f"{company}__lat", f"{company}__lon"):
        next_of.setdefault(place, (_distance(tour.company, lat, lon), pk))
    nearest = [pk for _metres, pk in sorted(next_of.values(), key=lambda pair: pair[0])[:OFFERED]]
    found = Slot.objects.select_related("activity").in_bulk(nearest)
    return [found[pk] for pk in nearest]


def _distance(here, lat, lon):
    if here.lat is None or lat is None:
        return float("inf")
    return metres((here.lat, here.lon), (lat, lon))
