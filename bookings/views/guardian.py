"""Whoever has a guardian's link: what the young people want to do, and two answers. No account, no token of the party."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import guardians, services
from bookings.errors import Refused
from bookings.guardian_forms import SigningForm
from bookings.services.signing import why_not_open
from bookings.views.answers import for_guardian
from bookings.views.signing import about, bookings_of, wording_shown
from privacy.services import purposes

REFUSE = "refuse"


@require_http_methods(["GET", "HEAD", "POST"])
@for_guardian
def consent(request, party):
    """Opening it signs nothing: programs that look for malware open every link."""
    shown = about(party)
    form = SigningForm(wording_shown(shown), request.POST if request.method == "POST" else None)
    refuses = request.POST.get("answer") == REFUSE
    if not refuses and not form.is_valid():
        return _page(request, shown, form, status=400 if form.is_bound else 200)
    try:
        services.refuse(party=party) if refuses else _sign(party, form)
    except Refused as refusal:
        return _page(request, about(party), SigningForm(""), status=refusal.status)
    messages.success(request, _("返事を受け取りました。申し込んだ人にメールで知らせます。"))
    return redirect(request.path)


def _sign(party, form):
    said = form.cleaned_data
    services.sign(party=party, name=said["name"], phone=said["phone"].as_e164, wording=said["agreed"])


def _page(request, shown, form, *, status):
    decided = why_not_open(bookings_of(shown["party"]))
    context = shown | {"form": form, "decided": decided, "refuse": REFUSE}
    context["purpose"] = None if decided else purposes([guardians.PURPOSE])[0]
    return render(request, "bookings/signing.html", context, status=status)
