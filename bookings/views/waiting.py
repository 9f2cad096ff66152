"""Whoever has the secret link of a party that waits: take the seats on offer, let them go by, leave the list.

Each address opens a page with a button, because mail scanners open links.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings.errors import Refused
from bookings.forms import GuestsForm
from bookings.models import Booking
from bookings.services import waiting
from bookings.views.answers import for_party
from bookings.views.states import about, show, show_refusal

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
@for_party
def accept(request, booking):
    """Take the seats; where they are fewer than the party, say who comes."""
    if request.method != "POST":
        if booking.state == Booking.State.OFFERED:
            return show(request, booking)
        return redirect("bookings:manage", booking.party.token)
    form = _who_comes(request, booking)
    if form and not form.is_valid():
        return show(request, booking, status=400, form=form)
    try:
        waiting.accept(booking=booking, guests=form.guests() if form else ())
    except Refused as refusal:
        return show_refusal(request, booking, refusal, form=form)
    return redirect("bookings:manage", booking.party.token)


def _who_comes(request, booking):
    """The people as typed, where an offer is for fewer than all; else None."""
    guests = list(booking.party.guests.all())
    if booking.state != Booking.State.OFFERED or len(guests) <= booking.seats:
        return None
    return GuestsForm.of(guests, request.POST)


@show_or_send
@for_party
def decline(request, booking):
    """Let the seats go by: stay on the list, at its end, or leave it."""
    if request.method != "POST":
        if booking.state == Booking.State.OFFERED:
            return render(request, "bookings/decline.html", about(booking))
        return redirect("bookings:manage", booking.party.token)
    try:
        waiting.decline(booking=booking)
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    messages.success(request, _("今回の席は見送りました。列の最後で待っています。"))
    return redirect("bookings:manage", booking.party.token)


@show_or_send
@for_party
def leave(request, booking):
    """Ask once more, then end the wait."""
    if request.method != "POST":
        if booking.state in waiting.ON_THE_LIST:
            return render(request, "bookings/leave.html", about(booking))
        return redirect("bookings:manage", booking.party.token)
    try:
        waiting.leave(booking=booking)
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    return redirect("bookings:manage", booking.party.token)
