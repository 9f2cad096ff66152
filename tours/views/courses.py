"""Anybody who wants to see several companies on one day: putting a course together, and booking all of it at once."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from bookings import guardians, services
from bookings.errors import KeyReused, Refused
from bookings.forms_course import CourseForm
from bookings.limits import BOOK, PIN_MAILS
from bookings.models import Party
from bookings.views.answers import too_many
from core.dates import local
from privacy.services import purposes
from tours import course_finding, course_map
from tours.course_finding import Wish
from tours.course_forms import BuildForm
from tours.course_words import BEST_AT
from tours.courses import FEWEST, MOST

DEFAULT_STOPS = 3


@require_safe
def build(request):
    """The whole course is in the address: ?tour=…&tour=…&date=…&people=…; with `stops` the rest is proposed."""
    tours, refused = course_finding.chosen(request.GET.getlist("tour"))
    form = BuildForm(request.GET)
    form.is_valid()  # what is wrong is told beside its field and counts as not asked for
    wish = _wish(tours, form.cleaned_data)
    asked = len(tours) >= FEWEST or wish.stops > len(tours)
    answer = course_finding.answer(wish) if asked else None
    context = {
        "form": form,
        "wish": wish,
        "refused": refused,
        "tours": [(tour, _address(wish, tours=[other for other in tours if other != tour])) for tour in tours],
        "answer": answer,
        "proposals": [_shown(proposal, wish) for proposal in answer.proposals] if answer else [],
        "days": [(day, _address(wish, day=day)) for day in answer.days] if answer else [],
        "without": [(tour, _without(wish, tour)) for tour in answer.without] if answer else [],
        "suggestions": _suggestions(wish)
        if len(tours) < MOST and not (answer and answer.proposals and wish.stops)
        else [],
    }
    return render(request, "tours/course.html", context)


def _wish(tours, typed):
    station = typed.get("near")
    return Wish(
        tours=tours,
        people=typed.get("people") or 1,
        day=typed.get("date"),
        stops=typed.get("stops") or 0,
        grade=typed.get("grade") or "",
        field=typed["field"].slug if typed.get("field") else "",
        start=(station.lat, station.lon) if station else None,
        start_slug=station.slug if station else "",
    )


def _address(wish, *, tours=None, day=None, stops=None):
    """The address of the builder with this wish, or another in part of it."""
    tours = wish.tours if tours is None else tours
    day = day or wish.day
    pairs = [("tour", tour.slug) for tour in tours]
    facts = {
        "date": day and day.isoformat(),
        "people": wish.people if wish.people > 1 else "",
        "grade": wish.grade,
        "field": wish.field,
        "near": wish.start_slug,
        "stops": wish.stops if stops is None else stops,
    }
    pairs += [(name, value) for name, value in facts.items() if value]
    return f"{reverse('tours:course')}?{urlencode(pairs)}"


def _without(wish, tour):
    return _address(wish, tours=[other for other in wish.tours if other != tour], stops=0)


def _suggestions(wish):
    return [(tour, _address(wish, tours=[*wish.tours, tour], stops=0)) for tour in course_finding.suggestions(wish)]


def _shown(proposal, wish):
    """A proposal with what its page says of it."""
    return {
        "proposal": proposal,
        "best_at": [BEST_AT[name] for name in proposal.best_at],
        "book": _book_address(proposal.slots, wish.people),
        "keep": _address(wish, tours=[stop.tour for stop in proposal.stops], day=_day(proposal.slots[0]), stops=0),
        "map": course_map.drawing(proposal.points),
    }


def _book_address(slots, people):
    pairs = [("slot", slot.pk) for slot in slots] + ([("people", people)] if people > 1 else [])
    return f"{reverse('tours:course_book')}?{urlencode(pairs)}"


def _day(slot):
    return local(slot.starts_at).date()


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def book(request):
    """One form for the slots in the address (?slot=…&slot=…), in the order of their times."""
    slots = course_finding.slots_of(request.GET.getlist("slot"))
    if not slots:
        raise Http404
    if not course_finding.is_course(slots):
        return redirect(_again(slots))
    if request.method != "POST":
        return _page(request, _form(slots, initial={"source": request.GET.get("source", "")}))
    if not BOOK.allows(request):
        return too_many(request, BOOK)
    form = _form(slots, request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    if not PIN_MAILS.allows(request, form.party.email):
        return too_many(request, PIN_MAILS)
    return _hold(request, form)


def _form(slots, data=None, **options):
    return CourseForm(slots, [slot.activity.tour for slot in slots], data, **options)


def _hold(request, form):
    wish = form.cleaned_data
    try:
        bookings = services.hold_all(slots=form.slots, party=form.party, key=wish["key"], source=wish["source"])
    except KeyReused as refusal:
        earlier = Party.objects.get(idempotency_key=wish["key"])
        form.renew_key()
        return _page(request, form, status=refusal.status, refusal=refusal, earlier=earlier)
    except Refused as refusal:
        return _page(request, form, status=refusal.status, refusal=refusal)
    return redirect("bookings:manage", bookings[0].party.token)


def _again(slots, people=1):
    """The builder with the tours of these slots, on their day."""
    return _address(Wish([slot.activity.tour for slot in slots], people=people, day=_day(slots[0])))


def _page(request, form, *, status=200, refusal=None, earlier=None):
    people = len(form.party.guests) if form.is_bound and not form.errors else 1
    context = {
        "form": form,
        "stops": course_finding.stops_of(form.slots),
        "asked": [pair for pair in zip(form.slots, form.asked_by_stop, strict=True) if pair[1].version],
        "guardian_purpose": purposes([guardians.PURPOSE])[0] if form.asks_guardian else None,
        "consents": form.consents(purposes(form.activity.required_consents)),
        "refusal": refusal,
        "refused_stop": form.slots.index(refusal.slot) + 1 if refusal and refusal.slot else 0,
        "others": _other_ways(form.slots, people) if refusal and refusal.slot else [],
        "again": _again(form.slots, people),
        "earlier": earlier,
    }
    return render(request, "tours/course_book.html", context, status=status)


def _other_ways(slots, people):
    """What the same day has instead: the same tours at other times, or all but one of them."""
    wish = Wish([slot.activity.tour for slot in slots], people=people, day=_day(slots[0]))
    answer = course_finding.answer(wish)
    return [_shown(proposal, wish) for proposal in answer.proposals] + [
        {"without": tour, "keep": _without(wish, tour)} for tour in answer.without
    ]
