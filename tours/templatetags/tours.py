"""Tours on pages of other apps: the templates stay here."""

from django import template

from bookings.windows import all_next_slots
from tours.models import Tour

register = template.Library()
CARD = ("title", "title_en", "slug", "hook", "audience", "minutes")  # of 40 columns, what a card shows


@register.inclusion_tag("tours/parts/of_company.html")
def tours_of(company):
    """A company's tours, the one that can be booked soonest first; none for most companies: one small query."""
    tours = Tour.objects.filter(company=company.pk)
    if not tours.exists():
        return {"tours": []}
    shown = tours.published().only(*CARD).prefetch_related(all_next_slots()).order_by("pk")
    return {"tours": sorted(shown, key=_next_start)}


def _next_start(tour):
    """When the tour can be booked next; tours without a slot come last."""
    return (False, tour.next_slots[0].starts_at) if tour.next_slots else (True,)


@register.inclusion_tag("tours/parts/next.html")
def next_slots(limit):
    """The tours that can be booked soonest, `limit` at most."""
    soon = Tour.objects.published().soonest_first().filter(next_starts_at__isnull=False)
    return {"tours": soon.with_next_slot()[:limit]}
