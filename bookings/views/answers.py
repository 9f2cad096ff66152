"""What the pages of a booking have in common: who may open them, what no cache and no log may keep."""

from functools import wraps

from django.shortcuts import render

from bookings.models import Booking


def for_party(view):
    """Give the view the newest booking of the party whose token is in the address, or answer 404 with a way on.

    The page is kept by nobody: not by caches, not by search engines. The address goes to no other site; to our own
    it must, because a browser told "no-referrer" sends `Origin: null` with a form, which the CSRF check refuses.
    """

    @wraps(view)
    def guarded(request, token, **kwargs):
        rows = Booking.objects.select_related("party", "slot__activity")
        booking = rows.filter(party__token=token, party__erased_at=None).order_by("-pk").first()
        answer = view(request, booking, **kwargs) if booking else unknown(request)
        answer["Cache-Control"] = "no-store, private"
        answer["Referrer-Policy"] = "same-origin"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return guarded


def unknown(request):
    return render(request, "bookings/unknown.html", status=404)


def too_many(request, limit):
    """429 with a sentence that says when to come back."""
    minutes = -(-limit.wait() // 60)
    answer = render(request, "bookings/too_many.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(limit.wait())
    return answer
