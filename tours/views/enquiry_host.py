"""Whoever got the mail about an enquiry, by the secret link in it and without an account."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bookings.errors import Refused
from bookings.limits import CONFIRM
from bookings.views.answers import private, too_many, unknown
from tours import enquiring, enquiry_links
from tours.enquiry_forms import AnswerForm, DateForm, DeclineForm


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, secret):
    """The enquiry and three answers. Opening it changes nothing."""
    if request.method == "POST" and not CONFIRM.allows(request):
        return private(too_many(request, CONFIRM))
    enquiry = enquiry_links.of_host(secret)
    if enquiry is None:
        return private(unknown(request))
    return private(respond(request, enquiry, "tours/enquiry_answer.html"))


def respond(request, enquiry, template, *, user=None):
    """Show an enquiry with its three forms, or give the answer that one of them holds; `user` is staff."""
    forms = _forms(enquiry, request.POST if request.method == "POST" else None)
    bound = next((form for form in forms.values() if form.is_bound), None)
    if bound is None or not bound.is_valid():
        return _page(request, enquiry, template, forms, status=400 if request.method == "POST" else 200)
    try:
        _give(enquiry, forms, user)
    except Refused as refusal:
        enquiry.refresh_from_db()
        return _page(request, enquiry, template, forms, refusal=refusal, status=refusal.status)
    return redirect(request.path)


def _forms(enquiry, posted):
    """The forms by the name of their button; the one whose button was pressed holds what was posted."""
    tour = enquiry.tour

    def data(name):
        return posted if posted is not None and name in posted else None

    return {
        "answer": AnswerForm(tour, data("answer"), auto_id="id_answer_%s"),
        "book": DateForm(tour, data("book"), auto_id="id_book_%s"),
        "decline": DeclineForm(data("decline"), auto_id="id_decline_%s"),
    }


def _give(enquiry, forms, user):
    if forms["answer"].is_bound:
        starts_at, ends_at = forms["answer"].moments
        text = forms["answer"].cleaned_data["text"]
        enquiring.answer(enquiry, text=text, starts_at=starts_at, ends_at=ends_at, user=user)
    elif forms["book"].is_bound:
        starts_at, ends_at = forms["book"].moments
        enquiring.book(enquiry, starts_at=starts_at, ends_at=ends_at, user=user)
    else:
        enquiring.decline(enquiry, text=forms["decline"].cleaned_data["text"], user=user)


def _page(request, enquiry, template, forms, *, refusal=None, status=200):
    context = {
        "enquiry": enquiry,
        "tour": enquiry.tour,
        "lines": list(enquiry.lines.all()),
        "forms": forms,
        "refusal": refusal,
        "wrong": next((form for form in forms.values() if form.errors), None),
    }
    return render(request, template, context, status=status)
