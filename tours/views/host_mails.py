"""Whoever got a host's mail, by the secret link in it and without an account: what to hear of from now on."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bookings.hearing import Hearing
from bookings.limits import Limit
from bookings.views.answers import private, too_many
from tours import host_mails

CHOOSE = Limit("host_mails", times=20, seconds=600)


class HearingForm(forms.Form):
    hearing = forms.ChoiceField(
        label=_("どのお知らせを送りますか"),
        choices=Hearing.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("送り方をえらんでください。")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, secret):
    """Three choices and a button. Opening it changes nothing: programs that look for malware open every link."""
    if request.method == "POST" and not CHOOSE.allows(request):
        return private(too_many(request, CHOOSE))
    company = host_mails.company_of(secret)
    if company is None:
        raise Http404
    form = HearingForm(request.POST if request.method == "POST" else None, initial={"hearing": company.host_mails})
    if form.is_valid():
        host_mails.choose(company=company, hearing=Hearing(form.cleaned_data["hearing"]))
        return private(redirect(f"{request.path}?saved=1"))
    context = {"company": company, "form": form, "saved": "saved" in request.GET}
    return private(render(request, "tours/host_mails.html", context, status=400 if form.is_bound else 200))
