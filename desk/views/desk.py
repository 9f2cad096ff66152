"""The first pages of the desk, for ward staff with a second factor."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require_desk
from core.pagination import page_of
from desk.counts import attention, coming, latest_first, soonest_first, waits
from events.models import Event
from tours.models import Tour

AT_THE_START = 10
PER_PAGE = 50


@require_GET
@require_desk
def start(request):
    """What waits for somebody, the way to every page, and what is coming next."""
    context = {
        "waits": waits(),
        "events": coming(Event.objects.all())[:AT_THE_START],
        "tours": coming(Tour.objects.select_related("company"))[:AT_THE_START],
    }
    return render(request, "desk/start.html", context)


@require_GET
@require_desk
def events(request):
    """Every event, the latest dates first; drafts, too."""
    page, _query = page_of(request, latest_first(Event.objects.all()), PER_PAGE)
    return render(request, "desk/events.html", {"page": page})


@require_GET
@require_desk
def tours(request):
    """Every tour, those with dates first, the soonest at the top; drafts, too. `?only=` paused, with people left or to be phoned."""
    only = request.GET.get("only", "")
    found = soonest_first(Tour.objects.select_related("company"))
    if only in attention():
        found = found.filter(attention()[only])
    page, links = page_of(request, found, PER_PAGE)
    return render(request, "desk/tours.html", {"page": page, "links": links, "only": only})
