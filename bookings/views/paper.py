"""Whoever has the secret link of a party: a sheet on which a guardian can sign by hand."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bookings import guardian_links
from bookings.qr import qr_svg
from bookings.views.answers import for_party
from bookings.views.signing import about


@require_safe
@for_party
def paper(request, booking):
    """One page to print while a guardian is asked; else back to the booking."""
    shown, url = about(booking.party), guardian_links.signing_url(booking.party)
    if shown["until"] is None:
        return redirect("bookings:manage", booking.party.token)
    return render(request, "bookings/paper.html", shown | {"signing_url": url, "qr": qr_svg(url)})
