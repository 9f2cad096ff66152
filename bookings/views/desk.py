"""Requests that wait for an answer, for ward staff with a second factor."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from bookings.errors import Refused
from bookings.forms_answer import AnswerForm, DeskAnswerForm
from bookings.models import Booking
from bookings.views.host import give
from core.pagination import page_of

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def requests(request):
    """The open ones, the most urgent first, each with both answers."""
    if request.method == "POST":
        _answer(request)
        return redirect(request.path)
    waiting = Booking.objects.open_requests().select_related("slot__activity", "party")
    page, _links = page_of(request, waiting.prefetch_related("party__guests"), PER_PAGE)
    rows = [(booking, AnswerForm(auto_id=f"id_{booking.pk}_%s")) for booking in page]
    return render(request, "bookings/desk_requests.html", {"page": page, "rows": rows})


def _answer(request):
    form = DeskAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("返事を受け取れませんでした。申し込みを選びなおしてください。ことばは200文字までです。")
        )
        return
    try:
        give(form.cleaned_data["request"], form)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("返事を送りました。申し込んだ人にメールで知らせます。"))
