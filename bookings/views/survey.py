"""Whoever has the secret link of a party, after the visit: three questions, once."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookings import kinds, surveys
from bookings.models import Booking
from bookings.survey_forms import SurveyForm
from bookings.surveys import AlreadyAnswered, Surveyed
from bookings.views.answers import for_party
from bookings.views.states import about


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def thanks(request, booking):
    """The questions; once they are answered, where the same people can be met next."""
    if booking.state != Booking.State.CONFIRMED or timezone.now() < booking.slot.ends_at:
        return redirect("bookings:manage", booking.party.token)
    if request.method != "POST":
        answered = Surveyed.objects.filter(party=booking.party).exists()
        return _answered(request, booking) if answered else _asked(request, booking, SurveyForm())
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return _asked(request, booking, form, status=400)
    try:
        surveys.answer(booking=booking, **form.cleaned_data)
    except AlreadyAnswered as refusal:
        return _answered(request, booking, refusal=refusal, status=refusal.status)
    return redirect("bookings:thanks", booking.party.token)


def _asked(request, booking, form, status=200):
    return render(request, "bookings/survey.html", about(booking) | {"form": form}, status=status)


def _answered(request, booking, refusal=None, status=200):
    context = about(booking) | {"refusal": refusal, "steps": kinds.next_steps(booking.slot.activity)}
    return render(request, "bookings/surveyed.html", context, status=status)
