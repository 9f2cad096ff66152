"""Enquiries at the desk: which ones a company lets lie, and answering for it."""

from django.db.models import Case, F, Value, When
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import require_desk
from core.pagination import page_of
from privacy.services import log_view
from tours.models import Enquiry
from tours.views.enquiry_host import respond

PER_PAGE = 50


@require_GET
@require_desk
def enquiries(request):
    """Those that wait for a company first, the oldest at the top; `?only=late` those it was reminded of."""
    only = request.GET.get("only", "")
    found = Enquiry.objects.late() if only == "late" else Enquiry.objects.confirmed()
    found = found.select_related("tour__company").order_by(_waiting_first(), F("waits_since").asc(), "pk")
    page, links = page_of(request, found, PER_PAGE)
    return render(request, "tours/desk_enquiries.html", {"page": page, "links": links, "only": only})


def _waiting_first():
    return Case(When(state=Enquiry.State.ASKED, then=Value(0)), default=Value(1))


@require_http_methods(["GET", "POST"])
@require_desk
def enquiry(request, pk):
    """One enquiry with contact and history; the same three answers, recorded as staff's. Every look is written down."""
    rows = Enquiry.objects.confirmed().select_related("tour__company", "booking__slot")
    found = get_object_or_404(rows, pk=pk)
    log_view(user=request.user, what="enquiry", subject=found.subject)
    return respond(request, found, "tours/desk_enquiry.html", user=request.user)
