"""Whoever has the secret link of a party: another date."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import services
from bookings.errors import Refused
from bookings.forms import SlotForm
from bookings.views.answers import for_party
from bookings.views.days import Days
from bookings.views.offers import alternatives, other_dates, room_to_move
from bookings.views.states import about


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def move(request, booking):
    """The dates on which this party has room, and the step to one of them."""
    if not booking.can_move or booking.stops:  # another time would tear a course apart
        return redirect("bookings:manage", booking.party.token)
    form = SlotForm(booking.slot.activity, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, booking, form, status=400 if form.is_bound else 200)
    try:
        services.move(booking=booking, slot=form.cleaned_data["slot"])
    except Refused as refusal:
        return _page(request, booking, form, status=refusal.status, refusal=refusal)
    messages.success(request, _("日時を変えました。新しい内容をメールでも送ります。"))
    return redirect("bookings:manage", booking.party.token)


def _page(request, booking, form, *, status, refusal=None):
    selected = request.POST.get("slot") or request.GET.get("slot")
    days = Days(booking.slot.activity, request.GET, people=booking.seats)
    offer = other_dates(booking, day=days.day, start=request.GET.get("from", ""), selected=selected)
    instead = [] if offer.slots else alternatives(booking.slot, booking.seats)
    starts = room_to_move(booking).values_list("starts_at", flat=True) if offer.slots else []
    month = days.month(starts, anchor="slots")
    context = {"form": form, "offer": offer, "days": days, "month": month, "refusal": refusal, "alternatives": instead}
    return render(request, "bookings/move.html", about(booking) | context, status=status)
