"""A pause with a reason, and one visit called off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import require_desk
from bookings.models import Slot
from tours.forms import PauseForm
from tours.models import Tour
from tours.stopping import call_off, pause, resume, take_phone_list


@require_desk
@require_POST
def pause_tour(request, slug):
    """Pause with a reason, or resume: one tap on the tour's page of dates."""
    tour = get_object_or_404(Tour, slug=slug)
    form = PauseForm(request.POST)
    if "resume" in request.POST:
        resume(tour=tour)
        messages.success(request, _("予約の受付を、また始めました。"))
    elif form.is_valid():
        pause(tour=tour, reason=form.cleaned_data["reason"])
        messages.success(request, _("お休みにしました。予約している人は、そのまま来られます。"))
    else:
        messages.error(request, " ".join(form.errors["reason"]))
    return redirect("desk:slots", tour.slug)


@require_http_methods(["GET", "POST"])
@require_desk
def called_off(request, pk):
    """GET asks once more. POST calls the visit off and shows the telephone list; of one that is called off, the list."""
    slot = get_object_or_404(Slot.objects.select_related("activity__tour__company"), pk=pk, activity__kind="tour")
    context = {"slot": slot, "tour": slot.activity.tour, "over": slot.starts_at <= timezone.now()}
    cancelled = slot.status == Slot.Status.CANCELLED
    if request.method == "POST" and (cancelled or not context["over"]):
        if not cancelled:
            context["slot"] = slot = call_off(slot=slot)
        if slot.called_off_at:
            context["phones"] = take_phone_list(slot=slot, user=request.user)
    context["parties"] = slot.bookings.holding_seats().count()
    return render(request, "tours/desk_call_off.html", context)
