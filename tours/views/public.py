"""Pages for visitors."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render

from bookings.views import public
from core import structured_data
from core.pagination import page_of
from tours.filters import TourFilter
from tours.models import Tour


def tours(request):
    found = TourFilter(request.GET, Tour.objects.published().soonest_first().with_next_slot())
    page, query = page_of(request, found.qs)
    return render(request, "tours/tours.html", {"form": found.form, "page": page, "query": query})


def tour(request, slug):
    tour = get_object_or_404(
        Tour.objects.published().select_related("company__town").prefetch_related("company__fields"), slug=slug
    )
    slots = list(tour.shown_slots())
    structured = structured_data.events(
        slots[:10],
        name=tour.localized_title,
        description=tour.hook or tour.localized_title,
        url=settings.BASE_URL + request.path,
        place=tour.company.name,
        address=tour.company.address,
        organizer=tour.company.name,
    )
    context = {"tour": tour, "slots": slots, "structured": structured_data.script(structured)}
    return render(request, "tours/tour.html", context)


def book(request, slug):
    return public.book(request, get_object_or_404(Tour.objects.published(), slug=slug))
