"""When a tour takes place: its rules, its company's closed days, and what a change would do before anybody makes it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from bookings.errors import Refused
from bookings.models import Slot
from tours.changes import Change, apply, preview, refuse_draft
from tours.forms import DaysForm, ModeForm, RuleForm
from tours.models import Closure, Opening, Tour
from tours.words import in_words

GOING = {"no_rule": "no_rules", "no_closure": "no_closures", "no_opening": "no_openings"}


@require_http_methods(["GET", "POST"])
@require_desk
def rules(request, slug):
    """GET shows the timetable and its forms. The first POST says what would happen, the second (`confirmed`) does it."""
    tour = get_object_or_404(Tour.objects.select_related("company").prefetch_related("rules"), slug=slug)
    posted = request.POST if request.method == "POST" else None
    rule_form = RuleForm(posted if posted and "rule" in posted else None)
    days_form = DaysForm(posted if posted and "days" in posted else None, company=tour.company)
    mode_form = ModeForm(posted if posted and "mode" in posted else None, initial={"mode": tour.mode})
    change, found, refusal = _change(posted, tour, rule_form, days_form, mode_form), None, None
    try:
        if change:
            refuse_draft(tour)
            found = preview(change)
            if "confirmed" in posted:
                return _done(request, change)
    except ValidationError as error:
        refusal = " ".join(error.messages)
    except Refused as refused:
        refusal = refused.sentence
    forms = {"rule_form": rule_form, "days_form": days_form, "mode_form": mode_form}
    return _page(request, tour, forms, found if refusal is None else None, refusal)


def _change(posted, tour, rule_form, days_form, mode_form):
    """The change that a form asks for, None if it asks for none or cannot be understood."""
    if not posted:
        return None
    if rule_form.is_bound:
        return Change(tour, rules=(rule_form.rule,)) if rule_form.is_valid() else None
    if days_form.is_bound:
        return Change(tour, days=(days_form.row,)) if days_form.is_valid() else None
    if mode_form.is_bound:
        return Change(tour, mode=mode_form.cleaned_data["mode"]) if mode_form.is_valid() else None
    rows = {
        "no_rule": tour.rules.all(),
        "no_closure": tour.company.closures.all(),
        "no_opening": tour.company.openings.all(),
    }
    for name, kind in GOING.items():
        known = {str(row.pk): row.pk for row in rows[name]}
        if posted.get(name) in known:
            return Change(tour, **{kind: frozenset([known[posted[name]]])})
    return None


def _done(request, change):
    apply(change, user=request.user)
    messages.success(request, _("保存しました。枠は、いま新しくなりました。"))
    return redirect("desk:rules", change.tour.slug)


def _page(request, tour, forms, found, refusal):
    today = timezone.localdate()
    closures = Closure.objects.closing(tour.company_id).filter(until_day__gte=today).order_by("from_day", "pk")
    openings = Opening.objects.opening(tour.company_id).filter(day__gte=today).order_by("day", "pk")
    wrong = bool(refusal or any(form.errors for form in forms.values()))
    nothing = request.method == "POST" and not wrong and found is None
    context = {
        "tour": tour,
        "rules": [(rule, in_words(rule)) for rule in tour.rules.all() if rule.day is None or rule.day >= today],
        "closures": closures,
        "openings": openings,
        **forms,
        "found": found,
        "booked": Slot.objects.upcoming().filter(activity=tour.pk, taken__gt=0).count(),
        "sent": [
            (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
        ],
        "refusal": refusal or (_("その行は、もうありません。") if nothing else None),
    }
    return render(request, "tours/desk_rules.html", context, status=400 if wrong or nothing else 200)
