"""The first pages of the desk, for ward staff with a second factor."""

from django.core.paginator import Paginator
from django.db.models import Count, Max, Sum
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require_desk
from desk.counts import coming
from events.models import Event
from tours.models import Tour

AT_THE_START = 10
PER_PAGE = 50


@require_GET
@require_desk
def start(request):
    """What is coming next."""
    context = {
        "events": coming(Event.objects.all())[:AT_THE_START],
        "tours": coming(Tour.objects.select_related("company"))[:AT_THE_START],
    }
    return render(request, "desk/start.html", context)


@require_GET
@require_desk
def events(request):
    """Every event, the latest dates first; drafts, too."""
    found = Event.objects.annotate(
        last_at=Max("slots__starts_at"),
        dates=Count("slots"),
        seats=Sum("slots__capacity", default=0),
        people=Sum("slots__taken", default=0),
    ).order_by("-last_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/events.html", {"page": page})
