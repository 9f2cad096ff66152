"""Pages for visitors."""

from itertools import groupby

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.views import public
from bookings.views.days import Days
from bookings.wishes import ANY, day_of
from core import structured_data
from core.kept import kept
from core.pagination import page_of
from directory.days import quick_dates
from pictures.models import Picture
from pictures.showing import showing
from tours import boards, opening_days
from tours.filters import TourFilter
from tours.models import Tour

WITHOUT_DAY = LATER, WALK_IN, ENQUIRY = "later", "walk_in", "enquiry"


def tours(request):
    found = TourFilter(request.GET, Tour.objects.published())
    page, query = page_of(request, found.qs)
    context = {
        "form": found.form,
        "page": page,
        "query": query,
        "days": [(day, list(rows)) for day, rows in groupby(page.object_list, _next_day)],
        "without": WITHOUT_DAY,
        "wish": found.wish,
        "asks_for_visit": found.wish != ANY,
        "quick": quick_dates(found),
    }
    return render(request, "tours/tours.html", context)


def tour(request, slug):
    tour = _found(_with_company(slug))
    days = Days(tour, request.GET)
    slots = _shown(tour.pk, days.people, timezone.now()) if tour.is_booked and not tour.paused_at else []
    entries = {} if tour.is_booked else opening_days.entries_of([tour])
    structured = structured_data.events(
        slots[:10] or opening_days.occurrences(entries)[:10],
        name=tour.localized_title,
        description=tour.hook or tour.localized_title,
        url=settings.BASE_URL + request.path,
        place=tour.company.name,
        address=tour.company.address,
        organizer=tour.company.name,
        fee=tour.fee,
        booked=tour.is_booked,
    )
    context = {
        "tour": tour,
        "picture": _picture(tour.company),
        "slots": slots,
        **_dates(tour, slots, days),
        "calendar": opening_days.show(entries, request.GET, anchor="days"),
        "next_entry": next((entry for found in entries.values() for entry in found if entry.is_open), None),
        "next_slot": next((slot for slot in slots if slot.bookable), None),
        "others": boards.beside(tour),
        "structured": structured_data.script(structured),
    }
    return render(request, "tours/tour.html", context)


@kept
def _with_company(slug):
    tours = Tour.objects.published().filter(slug=slug).select_related("company__town")
    return tours.prefetch_related("company__fields", "company__processes")


@kept
def _published(slug):
    return Tour.objects.published().filter(slug=slug)


@kept
def _shown(tour, people, at):
    return Tour(pk=tour).shown_slots(people, at)


def _found(tours):
    """The only one of these, else the answer 404."""
    if not tours:
        raise Http404
    return tours[0]


def book(request, slug):
    """The booking page; of a tour that nobody books, the way in that there is."""
    tour = _found(_published(slug))
    if not tour.is_booked:
        return redirect("tours:enquire" if tour.takes_enquiries else "tours:tour", tour.slug)
    return public.book(request, tour, template_context={"heading": _("見学を予約")})


def _dates(tour, slots, days):
    """The list of days and the grid below it: for the same party, and of a chosen day the list alone is shorter."""
    shown = [slot for slot in slots if day_of(slot.starts_at) == days.day]
    return {
        "days": days,
        "day": days.day if shown else None,
        "shown": shown or slots,
        "month": days.month([slot.starts_at for slot in slots if slot.bookable], anchor="dates"),
        "book_url": reverse("tours:book", args=[tour.slug]) + (f"?people={days.asked}" if days.asked else ""),
    }


def _next_day(tour):
    """The day of a tour's next slot; for a tour without one, which of WITHOUT_DAY it is."""
    if tour.next_slots:
        return timezone.localdate(tour.next_slots[0].starts_at)
    return LATER if tour.is_booked else WALK_IN if tour.is_walk_in else ENQUIRY


def _picture(company):
    """The photograph of a tour's company, None where there is none or its file is gone."""
    found = company.picture_id and Picture.objects.with_renditions("hero").get(pk=company.picture_id)
    return found if found and showing(found, "hero") else None
