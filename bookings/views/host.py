"""Whoever got the mail about a request, by the secret link in it and without an account."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bookings import services
from bookings.errors import Refused
from bookings.forms_answer import AnswerForm
from bookings.services.requesting import why_not_open
from bookings.views.answers import for_host
from bookings.views.states import about


@require_http_methods(["GET", "HEAD", "POST"])
@for_host
def answer(request, booking):
    """The request and two buttons. Opening it changes nothing: programs that look for malware open every link."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, booking, form, status=400 if form.is_bound else 200)
    try:
        give(booking, form)
    except Refused as refusal:
        booking.refresh_from_db(fields=["state", "held_until"])
        return _page(request, booking, AnswerForm(), status=refusal.status)
    return redirect(request.path)


def give(booking, form):
    """Give the answer of a valid AnswerForm, whoever filled it in."""
    if form.cleaned_data["answer"] == AnswerForm.TAKE:
        services.approve(booking=booking)
    else:
        services.decline(booking=booking, reply=form.sentence(booking.party.language))


def _page(request, booking, form, *, status):
    guests = list(booking.party.guests.all())
    context = {"form": form, "guests": guests, "decided": why_not_open(booking)}
    return render(request, "bookings/answer.html", about(booking) | context, status=status)
