"""Anybody who wants to be told when a company can be visited: asking, and the page behind the mailed link."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bookings.limits import Limit
from bookings.views.answers import too_many
from core.forms import MailField
from directory.models import Company, shown_to_all
from tours import openings
from tours.models import OpeningWish

ASK = Limit("opening", times=20, seconds=600)


class AskForm(forms.Form):
    email = MailField(label=_("メールアドレス"), help_text=_("確認のメールを送ります。"))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """One field. The answer is the same whether or not the address has asked before."""
    company = get_object_or_404(Company.objects.filter(shown_to_all()), slug=slug)
    form = AskForm(request.POST if request.method == "POST" else None)
    context = {"company": company, "form": form, "asked": False}
    if request.method != "POST":
        return render(request, "tours/ask.html", context)
    if not ASK.allows(request):
        return too_many(request, ASK)
    if not form.is_valid():
        return render(request, "tours/ask.html", context, status=400)
    openings.ask(company=company, email=form.cleaned_data["email"], language=get_language())
    return render(request, "tours/ask.html", context | {"asked": True})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def opening(request, token):
    """Behind the mailed link: confirm or end, each by a button, because mail scanners open links."""
    wish = get_object_or_404(OpeningWish.objects.select_related("company"), token=token)
    if request.method == "POST" and "end" in request.POST:
        openings.end(wish)
        answer = render(request, "tours/opening.html", {"company": wish.company, "wish": None})
    elif request.method == "POST":
        openings.confirm(wish)
        return redirect("tours:opening", token)
    else:
        answer = render(request, "tours/opening.html", {"company": wish.company, "wish": wish})
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
