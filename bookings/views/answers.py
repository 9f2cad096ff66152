"""What the pages of a booking have in common: who may open them, what no cache and no log may keep."""

from functools import wraps

from django.shortcuts import render

from bookings import courses, proofs
from bookings.limits import CONFIRM
from bookings.models import Booking, Party
from core.kept import kept


def for_party(view):
    """Give the view a booking of the party whose token is in the address, or answer 404 with a way on.

    Which one says `courses.pick`: ?stop=2 asks for the second stop of a course.

    The page is kept by nobody: not by caches, not by search engines. The address goes to no other site; to our own
    it must, because a browser told "no-referrer" sends `Origin: null` with a form, which the CSRF check refuses.
    """

    @wraps(view)
    def guarded(request, token, **kwargs):
        if spent := _spent(request):
            return spent
        booking = courses.pick(_of_party(token), request.GET.get("stop", ""))
        return private(view(request, booking, **kwargs) if booking else unknown(request))

    return guarded


@kept
def _of_party(token):
    rows = Booking.objects.select_related("party__guardian_consent", "slot__activity", "wait")
    return rows.filter(party__token=token, party__erased_at=None).order_by("pk")


def for_host(view):
    """Give the view the booking that a host's mail is about, by the secret of the link in it, or answer 404."""

    @wraps(view)
    def guarded(request, secret):
        if spent := _spent(request):
            return spent
        rows = Booking.objects.select_related("party", "slot__activity").filter(party__erased_at=None)
        booking = rows.filter(pk=proofs.booking_number(secret)).first()
        known = booking and proofs.matches_answer(booking, secret)
        return private(view(request, booking) if known else unknown(request))

    return guarded


def for_guardian(view):
    """Give the view the party whose young people a guardian is asked about, by the secret of their link, or answer 404."""

    @wraps(view)
    def guarded(request, secret):
        if spent := _spent(request):
            return spent
        rows = Party.objects.select_related("guardian_consent").filter(erased_at=None)
        party = rows.filter(pk=proofs.booking_number(secret)).first()
        known = party and proofs.matches_signing(party, secret)
        return private(view(request, party) if known else unknown(request))

    return guarded


def _spent(request):
    """429 for who has sent too much behind such addresses: codes to try, changes that write mails."""
    if request.method == "POST" and not CONFIRM.allows(request):
        return private(too_many(request, CONFIRM))
    return None


def private(answer):
    """The answer behind a secret address, as nobody may keep it."""
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def unknown(request):
    return render(request, "bookings/unknown.html", status=404)


def too_many(request, limit):
    """429 with a sentence that says when to come back."""
    minutes = -(-limit.wait() // 60)
    answer = render(request, "bookings/too_many.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(limit.wait())
    return answer
