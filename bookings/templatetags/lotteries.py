"""How pages of an activity tell of its lottery."""

from django import template

from bookings.lot_figures import figures
from bookings.lots import Lottery

register = template.Library()


@register.inclusion_tag("bookings/lottery.html")
def lottery_of(activity, book_url=""):
    """When one can enter, and what came out of the last draw; `book_url` leads to the entry while it is open."""
    rounds = Lottery.objects.filter(activity=activity.pk)
    last = rounds.exclude(drawn_at=None).order_by("-drawn_at").first()
    return {
        "lottery": rounds.undrawn().first(),
        "last": last,
        "figures": last and figures(last),
        "book_url": book_url,
    }


@register.filter
def figures_of(lottery):
    """The Figures of a round that was drawn."""
    return figures(lottery)
