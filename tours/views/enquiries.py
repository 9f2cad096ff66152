"""Anybody who asks for a visit: the form, and the page behind the mailed link."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from bookings.errors import Refused
from bookings.limits import CONFIRM, PIN_MAILS, Limit
from bookings.views.answers import private, too_many
from privacy.services import purposes
from tours import enquiring
from tours.enquiry_forms import EnquiryForm, SayForm
from tours.models import Enquiry, Tour

ENQUIRE = Limit("enquire", times=20, seconds=600)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def enquire(request, slug):
    """The form. The answer is the same whether or not the address has asked before."""
    tour = get_object_or_404(Tour.objects.published().select_related("company"), slug=slug)
    if not tour.takes_enquiries or tour.paused_at:
        return redirect("tours:tour", tour.slug)
    if request.method != "POST":
        return _form(request, EnquiryForm(tour))
    if not ENQUIRE.allows(request):
        return too_many(request, ENQUIRE)
    form = EnquiryForm(tour, request.POST)
    if not form.is_valid():
        return _form(request, form, status=400)
    if not PIN_MAILS.allows(request, form.enquiry.email):
        return too_many(request, PIN_MAILS)
    enquiring.ask(form.enquiry)
    return _form(request, form, asked=True)


def _form(request, form, *, status=200, asked=False):
    context = {"form": form, "tour": form.tour, "asked": asked, "purpose": purposes([enquiring.PURPOSE])[0]}
    return render(request, "tours/enquire.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request, token):
    """Behind the mailed link: what was asked and answered, and what one can do now. Each step is a button, because
    programs that look for malware open every link."""
    rows = Enquiry.objects.filter(erased_at=None).select_related("tour__company", "booking__party", "booking__slot")
    found = get_object_or_404(rows.prefetch_related("lines"), token=token)
    if request.method != "POST":
        return private(_page(request, found))
    if not CONFIRM.allows(request):
        return private(too_many(request, CONFIRM))
    form = SayForm(request.POST if "say" in request.POST else None)
    if form.is_bound and not form.is_valid():
        return private(_page(request, found, form, status=400))
    try:
        gone = _take_step(request, found, form)
    except Enquiry.DoesNotExist:  # taken back at the same moment, before it was sent
        raise Http404 from None
    except Refused as refusal:
        found.refresh_from_db()
        return private(_page(request, found, refusal=refusal, status=refusal.status))
    return private(redirect("tours:tour", found.tour.slug) if gone else redirect("tours:enquiry", token))


def _take_step(request, found, form):
    """Do what the button says; whether nothing is left to show."""
    if "withdraw" in request.POST:
        enquiring.withdraw(found)
        if found.confirmed_at is None:
            messages.success(request, _("相談をやめました。書いたことと連絡先は消しました。"))
            return True
    elif "accept" in request.POST:
        line = request.POST["accept"]
        enquiring.accept(found, line=int(line) if line.isascii() and line.isdecimal() and len(line) < 19 else 0)
        messages.success(request, _("見学が決まりました。予約票をメールでも送ります。"))
    elif form.is_bound:
        enquiring.say(found, text=form.cleaned_data["text"])
        messages.success(request, _("返事を送りました。"))
    elif "confirm" in request.POST:
        enquiring.confirm(found)
    return False


def _page(request, found, form=None, *, refusal=None, status=200):
    ended = found.state in (Enquiry.State.DECLINED, Enquiry.State.ENDED)
    context = {
        "enquiry": found,
        "tour": found.tour,
        "lines": list(found.lines.all()),
        "proposal": enquiring.proposal(found),
        "form": form or SayForm(),
        "refusal": refusal,
        "others": enquiring.others(found) if ended else [],
    }
    return render(request, "tours/enquiry.html", context, status=status)
