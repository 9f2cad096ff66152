"""Whoever got a host's mail, by the secret link in it and without an account: what is coming, called off or paused."""

from functools import wraps

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bookings.errors import Refused
from bookings.limits import Limit
from bookings.models import Slot
from bookings.views.answers import private, too_many
from core.forms import LineField
from tours import host_visits
from tours.forms import PauseForm
from tours.stopping import call_off, pause, resume

SEND = Limit("host_visits", times=40, seconds=600)


class ReasonForm(forms.Form):
    reason = LineField(
        label=_("中止の理由（だれでも読めます）"),
        max_length=120,
        required=False,
        help_text=_("例：機械が故障したため。"),
    )


def for_company(view):
    """Give the view the company whose mail has this secret, or answer 404. Opening it changes nothing: programs that look
    for malware open every link."""

    @wraps(view)
    def guarded(request, secret, **kwargs):
        if request.method == "POST" and not SEND.allows(request):
            return private(too_many(request, SEND))
        company = host_visits.company_of(secret)
        if company is None:
            raise Http404
        return private(view(request, company, reverse("tours:host_visits", args=[secret]), **kwargs))

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def visits(request, company, above):
    """The coming visits, each with a way to call it off; a POST pauses one tour or resumes it."""
    forms = {tour: _pause_form(request, tour) for tour in host_visits.tours(company)}
    for tour, form in forms.items():
        if form.is_bound and "resume" in request.POST:
            resume(tour=tour)
            return redirect(f"{above}?saved=resumed")
        if form.is_bound and form.is_valid():
            pause(tour=tour, reason=form.cleaned_data["reason"])
            return redirect(f"{above}?saved=paused")
    context = {
        "company": company,
        "slots": host_visits.coming(company),
        "tours": list(forms.items()),
        "wrong": next((form for form in forms.values() if form.errors), None),
        "above": above,
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "tours/host_visits.html", context, status=400 if request.method == "POST" else 200)


def _pause_form(request, tour):
    """Holds what was posted if it was about this tour."""
    asked = request.method == "POST" and request.POST.get("tour") == tour.slug
    return PauseForm(request.POST if asked else None, auto_id=f"id_{tour.pk}_%s")


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def called_off(request, company, above, pk):
    """GET asks once more, with the number of people. POST calls the visit off; the second one says that it is."""
    slot = get_object_or_404(host_visits.slots(company), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_valid() and slot.status != Slot.Status.CANCELLED:
        try:
            call_off(slot=slot, by=Slot.CalledOffBy.HOST, reason=form.cleaned_data["reason"])
            return redirect(f"{request.path}?done=1")
        except Refused as refused:
            refusal = refused
    context = {
        "company": company,
        "slot": slot,
        "above": above,
        "form": form,
        "refusal": refusal,
        "done": request.GET.get("done") == "1",
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "tours/host_call_off.html", context, status=status)
