"""Pages for visitors."""

import hashlib

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from bookings.views import public
from core import structured_data
from core.pagination import page_of
from events import calendars
from events.event_page import event_page
from events.models import Event

LATEST = 6  # past events below the coming ones


def events(request):
    """The coming events with the latest past ones below, or every past one with ?when=past."""
    published = Event.objects.published()
    past = published.past()
    if request.GET.get("when") == "past":
        page, query = page_of(request, past)
        return render(request, "events/past.html", {"page": page, "query": query})
    page, query = page_of(request, published.coming().with_next_slot())
    return render(request, "events/events.html", {"page": page, "query": query, "past": past[:LATEST]})


def event(request, slug):
    event = get_object_or_404(Event.objects.published(), slug=slug)
    page = event_page(event)
    structured = structured_data.events(
        page["slots"][:10],
        name=event.localized_title,
        description=event.hook or event.localized_title,
        url=settings.BASE_URL + request.path,
        place=event.venue,
        address=event.address,
        organizer=event.organizer,
    )
    return render(request, "events/event.html", page | {"structured": structured_data.script(structured)})


def book(request, slug):
    return public.book(request, get_object_or_404(Event.objects.published(), slug=slug))


def calendar(request):
    """The feed; 304 for a reader that has this very one."""
    body = calendars.feed()
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    response["Content-Disposition"] = 'inline; filename="events.ics"'
    response["Cache-Control"] = "public, max-age=900"
    return get_conditional_response(request, etag=etag, response=response)
