"""Events on pages of other apps: the templates stay here."""

from django import template

from bookings.windows import all_next_slots
from events.models import Event, Participation

register = template.Library()
CARD = ("title", "title_en", "slug", "hook", "type", "venue")  # of 40 columns, what a card shows


@register.inclusion_tag("events/parts/of_company.html")
def events_of(company):
    """The coming events in which a company takes part; nothing if there is none, as for most: one small query."""
    if not Participation.objects.filter(company=company.pk).exists():
        return {"events": []}
    coming = Event.objects.published().filter(participations__company=company.pk).coming()
    return {"events": coming.only(*CARD).prefetch_related(all_next_slots())}


@register.inclusion_tag("events/parts/next.html")
def next_events(limit):
    """The next events with a date, `limit` at most."""
    coming = Event.objects.published().coming().filter(coming_at__isnull=False)
    return {"events": coming.with_next_slot()[:limit]}
