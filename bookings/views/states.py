"""One address, many faces: the page of a booking by its state."""

from django.shortcuts import render
from django.utils.translation import gettext

from bookings import calendars, guardians, kinds
from bookings.courses import is_shown_whole
from bookings.errors import WrongPin
from bookings.forms import PinForm, ResendForm
from bookings.guardian_rule import Level
from bookings.manners import manners_of
from bookings.models import Booking
from bookings.pass_image import pass_image
from bookings.qr import qr_svg
from bookings.templatetags.bookings import party_line
from bookings.views import courses, lots, signing, waits
from bookings.views.offers import alternatives, booking_url
from core.dates import day_with_year
from core.names import site_name
from core.templatetags.dates import times
from core.tokens import spaced_code


def about(booking):
    """What every page of a booking shows, as template context."""
    activity = booking.slot.activity
    kind = kinds.get(activity.kind)
    return {
        "booking": booking,
        "party": booking.party,
        "slot": booking.slot,
        "activity": activity,
        "activity_url": kind.url(activity),
        "kind": kind,
    }


def show(request, booking, *, status=200, refusal=None, pin_form=None, resend_form=None, form=None):
    """The page that fits the booking's state, with a refusal or a form that could not be taken."""
    template, context_of = _face(booking)
    context = about(booking) | {"refusal": refusal} | context_of(booking)
    if booking.awaits_code:
        context["pin_form"] = pin_form or PinForm()
        context["resend_form"] = resend_form or ResendForm(initial={"email": booking.party.email})
    if form:
        context["form"] = form
    return render(request, template, context, status=status)


def _face(booking):
    if is_shown_whole(booking):
        return courses.FACE, courses.face
    if lots.is_one(booking):
        return lots.face(booking)
    if waits.is_one(booking):
        return waits.face(booking)
    return ENDED if booking.is_overdue else FACES.get(booking.state, ENDED)


def show_refusal(request, booking, refusal, form=None):
    """The booking as it is now, and why it stayed so."""
    for stop in booking.stops or [booking]:
        stop.refresh_from_db(fields=["state", "seats", "held_until", "reply"])
    status = 400 if isinstance(refusal, WrongPin) else refusal.status
    return show(request, booking, status=status, refusal=refusal, form=form)


def pass_picture(booking):
    """The PNG of a confirmed booking's pass."""
    shown, slot = _pass(booking), booking.slot
    return pass_image(
        cover=shown["child"].cover,
        site=site_name(),
        when=[day_with_year(slot.starts_at), times(slot)],
        title=slot.activity.localized_title,
        code=spaced_code(booking.party.code),
        people=party_line(shown["guests"]),
        facts=([(gettext("集合場所"), place)] if (place := slot.activity.place) else []) + shown["practical"],
        manners=shown["manners"].in_brief,
        address=shown["address"],
    )


def _pass(booking):
    address, activity = calendars.manage_url(booking), booking.slot.activity
    child = kinds.get(activity.kind).child(activity)
    return {
        "address": address,
        "qr": qr_svg(address),
        "guests": list(booking.party.guests.all()),
        "child": child,
        "practical": kinds.practical(activity, child),
        "manners": manners_of(activity, child),
        "guardian_said": guardians.given_by(booking.party) != Level.NONE,
        "clashes": _clashes(booking),
    }


def _requested(booking):
    return {"guests": list(booking.party.guests.all()), "clashes": _clashes(booking)}


def _clashes(booking):
    return list(Booking.objects.clashing_with(booking).select_related("slot"))


def _ended(booking):
    return {
        "again": booking_url(booking.slot),
        "alternatives": alternatives(booking.slot, booking.seats),
        # Whose address was confirmed waited for a guardian or for a host, who left it without an answer.
        "unsigned": booking.party.verified_at and signing.asks_link(booking),
        "unanswered": booking.party.verified_at and booking.slot.activity.by_approval,
    }


# The template of a state and what it shows besides `about`; a state that is not here has ended.
ENDED = ("bookings/ended.html", _ended)
FACES = {
    Booking.State.HELD: ("bookings/held.html", lambda booking: {"asks_guardian": signing.asks_link(booking)}),
    Booking.State.CONSENTING: ("bookings/consenting.html", signing.consenting),
    Booking.State.REQUESTED: ("bookings/requested.html", _requested),
    Booking.State.DECLINED: ("bookings/declined.html", _ended),
    Booking.State.CONFIRMED: ("bookings/pass.html", _pass),
}
