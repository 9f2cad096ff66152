"""Pages for visitors."""

from itertools import groupby

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.views import public
from bookings.wishes import ANY
from core import structured_data
from core.pagination import page_of
from directory.days import quick_dates
from pictures.models import Picture
from pictures.showing import showing
from tours.filters import TourFilter
from tours.models import Tour

OTHERS = 3


def tours(request):
    found = TourFilter(request.GET, Tour.objects.published())
    page, query = page_of(request, found.qs)
    context = {
        "form": found.form,
        "page": page,
        "query": query,
        "days": [(day, list(rows)) for day, rows in groupby(page.object_list, _next_day)],
        "wish": found.wish,
        "asks_for_visit": found.wish != ANY,
        "quick": quick_dates(found),
    }
    return render(request, "tours/tours.html", context)


def tour(request, slug):
    with_company = Tour.objects.published().select_related("company__town")
    tour = get_object_or_404(with_company.prefetch_related("company__fields", "company__processes"), slug=slug)
    slots = list(tour.shown_slots())
    structured = structured_data.events(
        slots[:10],
        name=tour.localized_title,
        description=tour.hook or tour.localized_title,
        url=settings.BASE_URL + request.path,
        place=tour.company.name,
        address=tour.company.address,
        organizer=tour.company.name,
        fee=tour.fee,
    )
    context = {
        "tour": tour,
        "picture": _picture(tour.company),
        "slots": slots,
        "next_slot": next((slot for slot in slots if slot.bookable), None),
        "others": Tour.objects.beside(tour)[:OTHERS],
        "structured": structured_data.script(structured),
    }
    return render(request, "tours/tour.html", context)


def book(request, slug):
    return public.book(
        request, get_object_or_404(Tour.objects.published(), slug=slug), template_context={"heading": _("見学を予約")}
    )


def _next_day(tour):
    """The day of a tour's next slot, None for a tour without one."""
    return timezone.localdate(tour.next_slots[0].starts_at) if tour.next_slots else None


def _picture(company):
    """The photograph of a tour's company, None where there is none or its file is gone."""
    found = company.picture_id and Picture.objects.with_renditions("hero").get(pk=company.picture_id)
    return found if found and showing(found, "hero") else None
