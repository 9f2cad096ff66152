"""Anybody who wants to come: days, people and contact on one page."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from bookings import guardians, kinds, services
from bookings.errors import KeyReused, Refused, SlotFull
from bookings.forms import BookForm
from bookings.forms_people import PeopleForm
from bookings.limits import BOOK, PIN_MAILS
from bookings.models import Party
from bookings.services import waiting
from bookings.views.answers import too_many
from bookings.views.days import Days
from bookings.views.entering import enter
from bookings.views.offers import alternatives, free_starts, offer
from privacy.services import purposes


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def book(request, activity, *, template_context=None):
    """The booking page of any activity; the app that knows the activity finds it (or answers 404) and calls this.

    `template_context` is added to the page's context; "heading" is the page's, 「申し込み」 unless it is given.
    """
    if activity.by_lottery:
        return enter(request, activity)
    child = kinds.get(activity.kind).child(activity)
    if request.method != "POST":
        return _page(request, BookForm(activity, initial=_initial(request, activity), child=child), template_context)
    if not BOOK.allows(request):
        return too_many(request, BOOK)
    form = BookForm(activity, request.POST, child=child)
    if not form.is_valid():
        return _page(request, form, template_context, status=400)
    if not PIN_MAILS.allows(request, form.party.email):
        return too_many(request, PIN_MAILS)
    return _hold(request, form, template_context)


def _initial(request, activity):
    """What the address says already: of a party of several, that so many come along."""
    people = PeopleForm(activity, request.GET).people
    return {"source": request.GET.get("source", ""), "count_1": people - 1 if people and people > 1 else None}


def _hold(request, form, template_context):
    wish = form.cleaned_data
    book_or_wait = waiting.join if wish["wait"] else services.hold
    try:
        booking = book_or_wait(slot=wish["slot"], party=form.party, key=wish["key"], source=wish["source"])
    except KeyReused as refusal:
        earlier = Party.objects.get(idempotency_key=wish["key"])
        form.renew_key()
        return _page(request, form, template_context, status=refusal.status, refusal=refusal, earlier=earlier)
    except Refused as refusal:
        refusal.alternatives = alternatives(wish["slot"], len(form.party.guests))
        return _page(request, form, template_context, status=refusal.status, refusal=refusal)
    return redirect("bookings:manage", booking.party.token)


def _page(request, form, template_context, *, status=200, refusal=None, earlier=None):
    activity = form.activity
    kind = kinds.get(activity.kind)
    selected = request.POST.get("slot") or request.GET.get("slot")
    days = Days(activity, request.GET)
    slots = offer(activity, people=days.people, day=days.day, start=request.GET.get("from", ""), selected=selected)
    free = free_starts(activity.pk, days.people, timezone.now())
    context = {
        "heading": _("申し込み"),
        "activity": activity,
        "activity_url": kind.url(activity),
        "kind": kind,
        "child": form.child,
        "form": form,
        "consents": form.consents(purposes(activity.required_consents)),
        "guardian_purpose": purposes([guardians.PURPOSE])[0] if form.asks_guardian else None,
        "offer": slots,
        "days": days,
        "month": days.month(free, anchor="slots"),
        "can_wait": isinstance(refusal, SlotFull) or slots.is_chosen_full() or "wait" in form.data,
        "refusal": refusal,
        "earlier": earlier,
        **(template_context or {}),
    }
    return render(request, "bookings/book.html", context, status=status)
