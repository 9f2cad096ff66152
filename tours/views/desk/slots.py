"""The coming slots of a tour, month by month, and what can be done to many of them at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from bookings.errors import Refused
from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY, with_bookable
from tours.bulk import carry_out, copied, steps
from tours.changes import Change, apply, preview, refuse_draft
from tours.forms import CopyForm, PauseForm, SlotsForm
from tours.models import Tour
from tours.stopping import unphoned

IN_RULES = ("capacity", "times")  # what is done by a change of the rules


@require_http_methods(["GET", "POST"])
@require_desk
def slots(request, slug):
    """GET shows one month. The first POST says what would happen to each ticked slot, the second (`confirmed`) does it."""
    tour = get_object_or_404(Tour.objects.select_related("company").prefetch_related("rules"), slug=slug)
    coming = list(with_bookable(Slot.objects.upcoming().filter(activity=tour.pk), SMALLEST_PARTY).order_by("starts_at"))
    posted = request.POST if request.method == "POST" else None
    form = SlotsForm(posted if posted and "action" in posted else None, slots=coming)
    copy = CopyForm(posted if posted and "source" in posted else None)
    found, refusal = None, None
    try:
        if form.is_bound and form.is_valid():
            if form.wish.action in IN_RULES:
                refuse_draft(tour)
            if "confirmed" in posted:
                return _carry_out(request, tour, form)
            found = {"steps": steps(tour, form.wish, form.chosen)}
        if copy.is_bound and copy.is_valid():
            refuse_draft(tour)
            found = _copy(tour, copy)
            if "confirmed" in posted:
                return _save_copy(request, found["change"])
    except (Refused, ValidationError) as error:
        found, refusal = None, error.sentence if isinstance(error, Refused) else " ".join(error.messages)
    return _page(request, tour, coming, form, copy, found, refusal)


def _carry_out(request, tour, form):
    done, refused = carry_out(tour, form.wish, form.chosen, user=request.user)
    messages.success(request, ngettext("%(done)d回を変えました。", "%(done)d回を変えました。", done) % {"done": done})
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(request.get_full_path())


def _copy(tour, form):
    rules, refused = copied(tour, form.cleaned_data["source"], form.cleaned_data["target"])
    change = Change(tour, rules=tuple(rules))
    preview(change)  # refuses what would be too many
    return {"change": change, "rules": rules, "refused": refused}


def _save_copy(request, change):
    if change.rules:
        apply(change, user=request.user)
    messages.success(request, _("%(count)d回を写しました。") % {"count": len(change.rules)})
    return redirect("desk:slots", change.tour.slug)


def _page(request, tour, coming, form, copy, found, refusal):
    months = list(dict.fromkeys(_month(slot) for slot in coming))
    month = request.GET.get("month", "")
    month = month if month in months else next(iter(months), "")
    wrong = bool(refusal or form.errors or copy.errors)
    context = {
        "tour": tour,
        "months": [(one, _("%(year)s年%(month)d月") % {"year": one[:4], "month": int(one[5:])}) for one in months],
        "month": month,
        "slots": [slot for slot in coming if _month(slot) == month],
        "unphoned": set(unphoned().filter(activity=tour.pk).values_list("pk", flat=True)),
        "ticked": set(request.POST.getlist("slot")),
        "form": form,
        "copy": copy,
        "pause": PauseForm(),
        "found": found,
        "sent": [
            (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
        ],
        "refusal": refusal,
    }
    return render(request, "tours/desk_slots.html", context, status=400 if wrong else 200)


def _month(slot):
    return f"{timezone.localtime(slot.starts_at):%Y-%m}"
