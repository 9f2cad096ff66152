"""Anybody who enters a lottery: one to three dates, people and contact on one page, at the address of the booking form."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bookings import guardians, kinds
from bookings.errors import KeyReused, Refused
from bookings.limits import BOOK, PIN_MAILS
from bookings.lot_errors import RoundClosed
from bookings.lot_forms import EntryForm
from bookings.lots import Lottery
from bookings.models import Party
from bookings.services import entering
from bookings.views.answers import too_many
from privacy.services import purposes


def enter(request, activity):
    """The form of the round that is open; what to know instead while there is none."""
    lottery = Lottery.objects.open().filter(activity=activity.pk).first()
    if lottery is None or activity.paused_at:
        return _no_round(request, activity)
    lottery.activity = activity
    child = kinds.get(activity.kind).child(activity)
    slots = list(entering.slots_of(lottery))
    if request.method != "POST":
        initial = {"source": request.GET.get("source", ""), "choice_1": request.GET.get("slot", "")}
        return _page(request, lottery, EntryForm(lottery, slots, initial=initial, child=child))
    if not BOOK.allows(request):
        return too_many(request, BOOK)
    form = EntryForm(lottery, slots, request.POST, child=child)
    if not form.is_valid():
        return _page(request, lottery, form, status=400)
    if not PIN_MAILS.allows(request, form.party.email):
        return too_many(request, PIN_MAILS)
    return _enter(request, lottery, form)


def _enter(request, lottery, form):
    wish = form.cleaned_data
    try:
        booking = entering.enter(
            lottery=lottery,
            slots=form.slots,
            party=form.party,
            key=wish["key"],
            source=wish["source"],
            is_local=bool(wish.get("is_local")),
        )
    except KeyReused as refusal:
        earlier = Party.objects.get(idempotency_key=wish["key"])
        form.renew_key()
        return _page(request, lottery, form, status=refusal.status, refusal=refusal, earlier=earlier)
    except RoundClosed:
        return _no_round(request, lottery.activity)
    except Refused as refusal:
        return _page(request, lottery, form, status=refusal.status, refusal=refusal)
    return redirect("bookings:manage", booking.party.token)


def _no_round(request, activity):
    """Nothing can be entered: when one can, if that is known. Whoever sends a form hears that it was not taken."""
    refusal = RoundClosed() if request.method == "POST" else None
    context = _about(activity) | {"refusal": refusal}
    return render(request, "bookings/no_round.html", context, status=refusal.status if refusal else 200)


def _page(request, lottery, form, *, status=200, refusal=None, earlier=None):
    activity = lottery.activity
    context = _about(activity) | {
        "lottery": lottery,
        "child": form.child,
        "form": form,
        "slots": form.fields["choice_1"].slots,
        "consents": form.consents(purposes(activity.required_consents)),
        "guardian_purpose": purposes([guardians.PURPOSE])[0] if form.asks_guardian else None,
        "refusal": refusal,
        "earlier": earlier,
    }
    return render(request, "bookings/enter.html", context, status=status)


def _about(activity):
    kind = kinds.get(activity.kind)
    return {"heading": _("抽選に申し込む"), "activity": activity, "activity_url": kind.url(activity), "kind": kind}
