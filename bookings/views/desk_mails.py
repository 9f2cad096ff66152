"""One booking by its code, what became of its mails and what its guardian said, for ward staff with a second factor."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from bookings.errors import Refused
from bookings.forms import ResendForm
from bookings.guardian_forms import PaperForm
from bookings.models import Booking
from bookings.services import record_paper
from bookings.services.resending import resend_confirmation
from core.tokens import clean_code
from notices.models import Notice
from privacy.services import log_view

LOOKED, SENT, SIGNED = "予約とメールの記録", "確認メールの送り直し", "保護者の紙の受け取り"
PAPER = "guardian_name"  # tells the form about a signed sheet from the other one


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def booking_mails(request):
    """A field for the code; with one, the party's mails and a form that sends the confirmation again."""
    code = clean_code(request.GET.get("code", "")[:100])
    booking = _newest(code) if code else None
    if request.method == "POST" and booking:
        return _record_paper(request, booking) if PAPER in request.POST else _resend(request, booking)
    return _page(request, code, booking, status=404 if code and not booking else 200)


def _newest(code):
    rows = Booking.objects.select_related("party__guardian_consent__recorded_by", "slot__activity")
    return rows.filter(party__code=code, party__erased_at=None).order_by("-pk").first()


def _resend(request, booking):
    form = ResendForm(request.POST)
    if not form.is_valid():
        return _page(request, booking.party.code, booking, form=form, status=400)
    try:
        resend_confirmation(booking=booking, email=form.cleaned_data["email"])
    except Refused as refusal:
        return _page(request, booking.party.code, booking, refusal=refusal, status=refusal.status)
    log_view(user=request.user, what=SENT, subject=booking.party.subject)
    messages.success(request, _("確認メールを送ります。"))
    return redirect(request.get_full_path())


def _record_paper(request, booking):
    form = PaperForm(request.POST)
    if not form.is_valid():
        return _page(request, booking.party.code, booking, paper_form=form, status=400)
    said, party = form.cleaned_data, booking.party
    try:
        record_paper(party=party, name=said[PAPER], phone=said["guardian_phone"].as_e164, by=request.user)
    except Refused as refusal:
        booking.refresh_from_db(fields=["state", "held_until"])
        return _page(request, party.code, booking, paper_refusal=refusal, status=refusal.status)
    log_view(user=request.user, what=SIGNED, subject=party.subject)
    messages.success(request, _("保護者の確認を記録しました。"))
    return redirect(request.get_full_path())


def _page(request, code, booking, *, form=None, refusal=None, paper_form=None, paper_refusal=None, status=200):
    context = {"code": code, "booking": booking, "form": form, "refusal": refusal, "mails": []}
    context |= {"paper_form": paper_form, "paper_refusal": paper_refusal, "consent": None}
    if booking:
        log_view(user=request.user, what=LOOKED, subject=booking.party.subject)
        context["form"] = form or ResendForm(initial={"email": booking.party.email})
        context["paper_form"] = paper_form or PaperForm()
        context["consent"] = getattr(booking.party, "guardian_consent", None)
        context["mails"] = Notice.objects.filter(about=booking.party.subject).order_by("-pk")
    return render(request, "bookings/desk_mails.html", context, status=status)
