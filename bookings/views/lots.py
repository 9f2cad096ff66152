"""The faces of a booking that is drawn by lot, until it is drawn; and the way out of the draw."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bookings import kinds
from bookings.errors import Refused
from bookings.models import Booking
from bookings.services import entering
from bookings.views.answers import for_party
from bookings.views.offers import alternatives

State = Booking.State
STATES = (State.ENTERED, State.NOT_DRAWN, State.CANCELLED, State.EXPIRED)


def is_one(booking):
    """Whether the booking is, or was, a choice in a draw and never had seats."""
    return booking.state in STATES and hasattr(booking, "choice") and not booking.choice.entry.won


def face(booking):
    """The template that fits, and what it shows as a function of the booking."""
    if booking.is_overdue or booking.state in (State.CANCELLED, State.EXPIRED):
        return "bookings/entry_ended.html", _ended
    if booking.state == State.NOT_DRAWN:
        return "bookings/not_drawn.html", _not_drawn
    return "bookings/confirm_entry.html" if booking.awaits_code else "bookings/entered.html", _entered


def _entered(booking):
    entry = booking.choice.entry
    return {"entry": entry, "lottery": entry.lottery, "choices": entering.choices_of(entry)}


def _not_drawn(booking):
    kind, activity = kinds.get(booking.slot.activity.kind), booking.slot.activity
    instead = alternatives(booking.slot, booking.seats)
    return _entered(booking) | {"alternatives": instead, "ask_url": kind.ask_url(activity)}


def _ended(booking):
    kind, activity = kinds.get(booking.slot.activity.kind), booking.slot.activity
    return {"late": booking.state != State.CANCELLED, "again": kind.book_url(activity)}


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def withdraw(request, booking):
    """Ask once more, then take the entry back."""
    if request.method != "POST":
        if booking.state == State.ENTERED:
            return render(request, "bookings/withdraw.html", _about(booking))
        return redirect("bookings:manage", booking.party.token)
    try:
        entering.withdraw(booking=booking)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("bookings:manage", booking.party.token)


def _about(booking):
    activity = booking.slot.activity
    kind = kinds.get(activity.kind)
    return {"booking": booking, "party": booking.party, "activity": activity, "activity_url": kind.url(activity)}
