"""Tours on pages of other apps: the templates stay here."""

from django import template

from tours.models import Tour

register = template.Library()


@register.inclusion_tag("tours/parts/of_company.html")
def tours_of(company):
    """A company's tours with the next slot of each; nothing if it has none, which most have: one small query."""
    tours = Tour.objects.filter(company=company.pk)
    return {"tours": tours.published().soonest_first().with_next_slot() if tours.exists() else []}


@register.inclusion_tag("tours/parts/next.html")
def next_slots(limit):
    """The tours that can be booked soonest, `limit` at most."""
    soon = Tour.objects.published().soonest_first().filter(next_starts_at__isnull=False)
    return {"tours": soon.with_next_slot()[:limit]}
