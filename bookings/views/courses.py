"""Whoever has the secret link of a party that booked a course: all stops on one page, and on one sheet of paper."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import calendars, kinds, services, ways
from bookings.courses import confirmed
from bookings.errors import Refused
from bookings.forms import GuestsForm
from bookings.models import Activity, Booking
from bookings.qr import qr_svg
from bookings.views.answers import for_party

FACE = "bookings/course.html"


@dataclass(frozen=True)
class Stop:
    """One booking of a course as a page shows it: its number, the minutes on foot to it, where its activity stands."""

    number: int
    booking: Booking
    walk: int
    url: str
    host: str
    practical: list[tuple[str, str]]

    @property
    def qr(self):
        """Leads to the activity's public page: the sheet is handed round, and holds no secret."""
        return qr_svg(settings.BASE_URL + self.url)


def stops(bookings):
    """The way through these bookings, and each of them as a Stop; `bookings` are some stops of a course in order."""
    way = ways.way([booking.slot for booking in bookings])
    numbers = {booking.pk: number for number, booking in enumerate(bookings[0].stops, start=1)}
    shown = [
        _stop(numbers[booking.pk], booking, minutes) for booking, minutes in zip(bookings, way.minutes, strict=True)
    ]
    return way, shown


def _stop(number, booking, minutes):
    activity = booking.slot.activity
    kind = kinds.get(activity.kind)
    host = kind.host(activity)
    facts = [
        (label, text) for label, text in kinds.practical(activity) if text != host
    ]  # who receives them is told above
    return Stop(number, booking, minutes, kind.url(activity), host, facts)


def face(booking):
    """What the page of a course shows."""
    live = [stop for stop in booking.stops if stop.state in Booking.LIVE and not stop.is_overdue]
    way, shown = stops(live or booking.stops)
    certain = confirmed(live)
    address = calendars.manage_url(booking)
    return {
        "stops": shown,
        "ended": [stop for stop in booking.stops if stop not in live] if live else [],
        "live": live,
        "certain": certain,
        "can_change": bool(certain) and all(stop.can_change for stop in certain),
        "can_withdraw": any(stop.can_withdraw for stop in live),
        "guests": list(booking.party.guests.all()),
        "address": address,
        "qr": qr_svg(address),
        "clashes": _clashes(certain),
    }


def _clashes(bookings):
    found = {}
    for booking in bookings:
        found |= {other.pk: other for other in Booking.objects.clashing_with(booking).select_related("slot")}
    return list(found.values())


@require_safe
@for_party
def sheet(request, booking):
    """One A4 with times, places, walks, what to bring and a map."""
    certain = confirmed(booking.stops)
    if not certain:
        return redirect("bookings:manage", booking.party.token)
    way, shown = stops(certain)
    context = {"party": booking.party, "guests": list(booking.party.guests.all()), "way": way, "stops": shown}
    return render(request, "bookings/course_sheet.html", context)


def cancel(request, booking):
    """Which stops, then give their seats back."""
    choices = [stop for stop in booking.stops if stop.can_withdraw and not stop.is_overdue]
    if not choices:
        return redirect("bookings:manage", booking.party.token)
    numbers = {str(number): stop for number, stop in enumerate(booking.stops, start=1) if stop in choices}
    context = {"party": booking.party, "stops": booking.stops, "choices": numbers, "refusal": None, "nothing": False}
    if request.method != "POST":
        return render(request, "bookings/course_cancel.html", context)
    chosen = [numbers[number] for number in dict.fromkeys(request.POST.getlist("stop")) if number in numbers]
    if not chosen:
        return render(request, "bookings/course_cancel.html", context | {"nothing": True}, status=400)
    try:
        services.cancel_all(bookings=chosen, by="guest")
    except Refused as refusal:
        return render(request, "bookings/course_cancel.html", context | {"refusal": refusal}, status=refusal.status)
    messages.success(request, _("取り消しました。"))
    return redirect("bookings:manage", booking.party.token)


def change(request, booking):
    """Other people for all stops at once."""
    certain = confirmed(booking.stops)
    if not certain or not all(stop.can_change for stop in certain):
        return redirect("bookings:manage", booking.party.token)
    form = GuestsForm.of(booking.party.guests.all(), request.POST if request.method == "POST" else None)
    activities = [stop.slot.activity for stop in certain]
    context = {
        "party": booking.party,
        "stops": booking.stops,
        "form": form,
        "refusal": None,
        "until": min(stop.slot.changes_until for stop in certain),
        "activity": Activity(
            party_min=max(activity.party_min for activity in activities),
            party_max=min(activity.party_max for activity in activities),
        ),
    }
    if not form.is_valid():
        return render(request, "bookings/course_change.html", context, status=400 if form.is_bound else 200)
    try:
        services.change_all(bookings=certain, guests=form.guests())
    except Refused as refusal:
        return render(request, "bookings/course_change.html", context | {"refusal": refusal}, status=refusal.status)
    messages.success(request, _("参加する人を変更しました。新しい内容をメールでも送ります。"))
    return redirect("bookings:manage", booking.party.token)
