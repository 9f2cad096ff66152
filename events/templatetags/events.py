"""Events on pages of other apps: the templates stay here."""

from django import template

from events.models import Event, Participation

register = template.Library()


@register.inclusion_tag("events/parts/of_company.html")
def events_of(company):
    """The coming events in which a company takes part; nothing if there is none, as for most: one small query."""
    if not Participation.objects.filter(company=company.pk).exists():
        return {"events": []}
    return {"events": Event.objects.published().filter(participations__company=company.pk).coming().with_next_slot()}


@register.inclusion_tag("events/parts/next.html")
def next_events(limit):
    """The next events with a date, `limit` at most."""
    coming = Event.objects.published().coming().filter(coming_at__isnull=False)
    return {"events": coming.with_next_slot()[:limit]}
