"""Rounds of drawing seats, for ward staff with a second factor: open one, nominate, draw, read the log."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from bookings import kinds
from bookings.errors import Refused
from bookings.lot_figures import demand, figures
from bookings.lot_forms import NominationForm, RoundForm, SeedForm, TimesForm
from bookings.lots import Lottery
from bookings.models import Slot
from bookings.services import entering, lotteries
from core.pagination import page_of
from core.tokens import clean_code
from privacy.services import log_view

PER_PAGE = 50
NOMINATED, TAKEN_BACK = "抽選の指名", "抽選の指名の取り消し"
show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
@require_desk
def rounds(request):
    """Every round, the latest first, and the form for a new one."""
    form = RoundForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _rounds(request, form, status=400 if form.is_bound else 200)
    try:
        lottery = lotteries.open_round(**form.fields_of_round())
    except Refused as refusal:
        form.add_error("activity", refusal.sentence)
        return _rounds(request, form, status=refusal.status)
    messages.success(request, _("抽選を作りました。申し込みは、はじまりの日から受け付けます。"))
    return redirect("desk:lottery", lottery.pk)


def _rounds(request, form, status):
    page, _query = page_of(request, Lottery.objects.select_related("activity"), PER_PAGE)
    return render(request, "bookings/desk_lotteries.html", {"page": page, "form": form}, status=status)


@show_or_send
@require_desk
def lottery_round(request, pk):
    """One round: its numbers; before the draw its nominations and times, after it the log."""
    lottery = _found(pk)
    if request.method == "POST":
        step = next((step for name, step in STEPS.items() if name in request.POST), _nominate)
        return step(request, lottery)
    return _round(request, lottery)


def _found(pk):
    return get_object_or_404(Lottery.objects.select_related("activity", "drawn_by"), pk=pk)


def _nominate(request, lottery):
    form = NominationForm(request.POST)
    if not form.is_valid():
        return _round(request, lottery, form=form, status=400)
    wish = form.cleaned_data
    try:
        entry = lotteries.nominate(lottery=lottery, code=wish["code"], reason=wish["reason"], by=request.user)
    except Refused as refusal:
        form.add_error("code", refusal.sentence)
        return _round(request, lottery, form=form, status=refusal.status)
    log_view(user=request.user, what=NOMINATED, subject=entry.party.subject)
    messages.success(request, _("指名しました。"))
    return redirect("desk:lottery", lottery.pk)


def _take_back(request, lottery):
    try:
        entry = lotteries.take_back(lottery=lottery, code=clean_code(request.POST["take_back"][:100]))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        log_view(user=request.user, what=TAKEN_BACK, subject=entry.party.subject)
        messages.success(request, _("指名を取り消しました。"))
    return redirect("desk:lottery", lottery.pk)


def _change_times(request, lottery):
    form = TimesForm(request.POST)
    if not form.is_valid():
        return _round(request, lottery, times=form, status=400)
    wish = form.cleaned_data
    try:
        lotteries.change_times(lottery=lottery, closes_at=wish["closes_at"], results_on=wish["results_on"])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("しめ切りと結果の日を変えました。"))
    return redirect("desk:lottery", lottery.pk)


def _drop(request, lottery):
    try:
        lotteries.drop_round(lottery=lottery)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("desk:lottery", lottery.pk)
    messages.success(request, _("抽選を取りやめました。"))
    return redirect("desk:lotteries")


STEPS = {"take_back": _take_back, "times": _change_times, "drop": _drop}


def _round(request, lottery, *, form=None, times=None, status=200):
    context = _about(lottery) | (_drawn(lottery) if lottery.drawn_at else _undrawn(lottery))
    context["form"] = form or NominationForm()
    context["times"] = times or TimesForm(initial=_times(lottery))
    return render(request, "bookings/desk_lottery.html", context, status=status)


def _about(lottery):
    kind = kinds.get(lottery.activity.kind)
    return {"lottery": lottery, "activity": lottery.activity, "activity_url": kind.url(lottery.activity)}


def _times(lottery):
    return {
        "closes_on": timezone.localdate(lottery.closes_at - timedelta(minutes=1)),
        "results_on": lottery.results_on,
    }


def _undrawn(lottery):
    entries = lottery.entries.filter(nominated_at__isnull=False).select_related("party", "nominated_by")
    counting = entering.counted(lottery).order_by()
    return {
        "demand": demand(lottery),
        "entries": counting.values("party").distinct().count(),
        "nominations": entries.order_by("nominated_at"),
        "can_drop": not lottery.entries.exists(),
    }


def _drawn(lottery):
    """The log as a table; of its entries those are codes, which the desk can look up as long as the party is kept.

    A slot that nobody has booked may be gone by now: None.
    """
    slots = {slot.pk: slot for slot in Slot.objects.filter(pk__in=[int(pk) for pk in lottery.log["places"]])}
    codes = dict(lottery.entries.values_list("pk", "party__code"))
    nominated = lottery.entries.filter(nominated_at__isnull=False).select_related("party", "nominated_by")
    rows = sorted(lottery.log["entries"], key=lambda entry: entry["lot"])
    return {
        "figures": figures(lottery),
        "places": [(slots.get(int(pk)), seats) for pk, seats in lottery.log["places"].items()],
        "rows": [
            entry
            | {
                "code": codes.get(entry["number"], ""),
                "slots": [slots.get(pk) for pk in entry["choices"]],
                "place": slots.get(entry["won"]),
                "rank": entry["choices"].index(entry["won"]) + 1 if entry["won"] else 0,
            }
            for entry in rows
        ],
        "nominations": nominated.order_by("nominated_at"),
    }


@show_or_send
@require_desk
def draw(request, pk):
    """Ask once more, then draw: it cannot be taken back."""
    lottery = _found(pk)
    if lottery.drawn_at or not lottery.is_closed:
        return redirect("desk:lottery", lottery.pk)
    form = SeedForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = _about(lottery) | _undrawn(lottery) | {"form": form}
        return render(request, "bookings/desk_draw.html", context, status=400 if form.is_bound else 200)
    try:
        lotteries.draw_round(lottery=lottery, seed=form.cleaned_data["seed"], by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("抽選しました。全員にメールで知らせます。"))
    return redirect("desk:lottery", lottery.pk)
