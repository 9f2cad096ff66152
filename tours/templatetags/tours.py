"""Tours on pages of other apps: the templates stay here."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from bookings.models import Slot
from bookings.windows import all_next_slots
from tours import boards, manners, opening_days, telling
from tours.models import Tour

register = template.Library()
register.filter("fee", telling.fee)
register.simple_tag(telling.told, name="told_of")
register.simple_tag(manners.manners, name="manners_of")
register.simple_tag(manners.promises, name="promises_of")
# Of 40 columns, what a company's page shows.
SHOWN = (
    "title", "title_en", "slug", "hook", "audience", "mode", "minutes", "party_min", "party_max", "fee", "company",
    "horizon_days", "paused_at",
)  # fmt: skip
SOONEST = 3


@dataclass(frozen=True)
class Visits:
    """A company's tours, the one that can be booked soonest first, the next slots of all of them, where all tours are,
    and where one asks to be told of the company's next date."""

    tours: list[Tour]
    soonest: list[tuple[Tour, Slot]]
    url: str
    ask_url: str

    @property
    def is_open(self):
        """Whether one can come or ask now, in whatever way."""
        return bool(self.soonest) or any(not tour.is_booked and not tour.paused_at for tour in self.tours)


@register.simple_tag
def visits_of(company):
    """What can be visited at a company; no tours for most companies: one small query."""
    tours = Tour.objects.filter(company=company.pk)
    shown = []
    if tours.exists():
        shown = tours.published().only(*SHOWN).prefetch_related(all_next_slots(), "rules").order_by("pk")
    slots = [(tour, slot) for tour in shown for slot in tour.next_slots]
    soonest = sorted(slots, key=lambda pair: pair[1].starts_at)[:SOONEST]
    return Visits(
        sorted(shown, key=_next_start), soonest, reverse("tours:tours"), reverse("tours:ask", args=[company.slug])
    )


@register.inclusion_tag("tours/parts/of_all.html", takes_context=True)
def visits_calendar(context, visits):
    """All ways in of a company's tours on one calendar; nothing where no day is known."""
    entries = opening_days.entries_of(visits.tours) if visits.tours else {}
    query = context["request"].GET if "request" in context else {}
    return {"calendar": opening_days.show(entries, query, anchor="days"), "several": len(visits.tours) > 1}


@register.inclusion_tag("tours/parts/of_company.html")
def visits_section(visits, field="", said=""):
    """The section of a company's page; `field` colours it, a hook that the page has `said` is left out.

    Nothing where there are no tours.
    """
    return {"tours": visits.tours, "field": field, "said": said}


@register.inclusion_tag("tours/parts/bar.html")
def visits_bar(visits, company):
    """The bar at the foot of a company's page. Nothing where nothing can be booked."""
    first = visits.soonest[0] if visits.soonest else None
    return {"tour": first and first[0], "slots": visits.soonest, "many": len(visits.tours) > 1, "company": company}


def _next_start(tour):
    """When the tour can be booked next; tours without a slot come last."""
    return (False, tour.next_slots[0].starts_at) if tour.next_slots else (True,)


@register.inclusion_tag("tours/parts/next.html")
def next_slots(limit):
    """Tours that can be booked soon, `limit` at most: of several days and fields."""
    return {"tours": boards.departures(limit)}
