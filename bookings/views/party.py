"""Whoever has the secret link of a party: confirm, look, change, cancel."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import calendars, services
from bookings.courses import confirmed
from bookings.errors import Refused, WrongPin
from bookings.forms import GuestsForm, PinForm, ResendForm
from bookings.limits import PASS, PIN_MAILS
from bookings.models import Booking
from bookings.qr import qr_svg
from bookings.views import courses, signing
from bookings.views.answers import for_party, too_many
from bookings.views.states import about, pass_picture, show, show_refusal

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
@for_party
def manage(request, booking):
    """The page of a booking; while it is held, the code from the mail is sent here."""
    if request.method != "POST":
        return show(request, booking)
    form = PinForm(request.POST)
    if not form.is_valid():
        return show(request, booking, status=400, pin_form=form)
    try:
        services.confirm_by_pin(party=booking.party, pin=form.cleaned_data["pin"])
    except WrongPin as refusal:
        form.add_error("pin", refusal.sentence)
        return show(request, booking, status=400, pin_form=form)
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    return redirect("bookings:manage", booking.party.token)


@show_or_send
@for_party
def link(request, booking, proof):
    """The mailed link, in any browser. It opens a page with a button, because mail scanners open links."""
    if not booking.awaits_code:
        return redirect("bookings:manage", booking.party.token)
    if request.method != "POST":
        return render(request, "bookings/link.html", about(booking) | {"asks_guardian": signing.asks_link(booking)})
    try:
        services.confirm_by_link(party=booking.party, proof=proof)
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    return redirect("bookings:manage", booking.party.token)


@require_POST
@for_party
def resend(request, booking):
    """A new code, to a corrected address if need be."""
    form = ResendForm(request.POST)
    if not form.is_valid():
        return show(request, booking, status=400, resend_form=form)
    if not PIN_MAILS.allows(request, form.cleaned_data["email"]):
        return too_many(request, PIN_MAILS)
    try:
        services.resend(party=booking.party, email=form.cleaned_data["email"])
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    messages.success(request, _("新しい確認コードを送りました。"))
    return redirect("bookings:manage", booking.party.token)


@require_POST
@for_party
def renew(request, booking):
    """Fifteen minutes more, once."""
    try:
        services.renew(booking=booking)
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    messages.success(request, _("時間を15分のばしました。"))
    return redirect("bookings:manage", booking.party.token)


@show_or_send
@for_party
def cancel(request, booking):
    """Ask once more, then give the seats back."""
    if booking.stops and not booking.alone:
        return courses.cancel(request, booking)
    if request.method != "POST":
        if booking.can_withdraw:
            return render(request, "bookings/cancel.html", about(booking))
        way = "bookings:call_off" if booking.can_call_off else "bookings:manage"
        return redirect(way, booking.party.token)
    try:
        services.cancel(booking=booking, by="guest")
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    return redirect("bookings:manage", booking.party.token)


@show_or_send
@for_party
def change(request, booking):
    """Other people, more or fewer."""
    if booking.stops:
        return courses.change(request, booking)
    if not booking.can_change:
        return redirect("bookings:manage", booking.party.token)
    form = GuestsForm.of(booking.party.guests.all(), request.POST if request.method == "POST" else None)
    context = about(booking) | {"form": form, "refusal": None}
    if not form.is_valid():
        return render(request, "bookings/change.html", context, status=400 if form.is_bound else 200)
    try:
        services.change_party(booking=booking, guests=form.guests())
    except Refused as refusal:
        return render(request, "bookings/change.html", context | {"refusal": refusal}, status=refusal.status)
    messages.success(request, _("参加する人を変更しました。新しい内容をメールでも送ります。"))
    return redirect("bookings:manage", booking.party.token)


@show_or_send
@for_party
def call_off(request, booking):
    """After the deadline: say that one cannot come."""
    if request.method != "POST":
        if booking.can_call_off:
            return render(request, "bookings/call_off.html", about(booking))
        return redirect("bookings:cancel", booking.party.token)
    try:
        services.call_off(booking=booking)
    except Refused as refusal:
        return show_refusal(request, booking, refusal)
    messages.success(request, _("知らせてくれて、ありがとうございました。またいつでも来てください。"))
    return redirect("bookings:manage", booking.party.token)


@require_safe
@for_party
def calendar(request, booking):
    """A confirmed booking as a calendar file; a cancelled one as what takes it out again. All stops of a course at once."""
    certain = [] if booking.alone else confirmed(booking.stops)
    if certain:
        return _file(booking, calendars.calendar(*certain))
    methods = {Booking.State.CONFIRMED: calendars.PUBLISH, Booking.State.CANCELLED: calendars.CANCEL}
    if booking.state not in methods:
        return redirect("bookings:manage", booking.party.token)
    return _file(booking, calendars.calendar(booking, method=methods[booking.state]))


def _file(booking, file):
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{booking.party.code}.ics"'
    return answer


@require_safe
@for_party
def picture(request, booking):
    """The pass as a picture to keep; what is not confirmed has none."""
    if booking.state != Booking.State.CONFIRMED:
        return redirect("bookings:manage", booking.party.token)
    if not PASS.allows(request):
        return too_many(request, PASS)
    answer = HttpResponse(pass_picture(booking), content_type="image/png")
    answer["Content-Disposition"] = f'inline; filename="{booking.party.code}.png"'
    return answer


@require_safe
@for_party
def qr(request, booking):
    """The address of the booking's page as a picture."""
    return HttpResponse(qr_svg(calendars.manage_url(booking)), content_type="image/svg+xml")
