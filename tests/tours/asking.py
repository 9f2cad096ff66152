"""A teacher with a class, and the steps that tests of enquiries share."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from bookings.manners import ANSWER, manners_of
from core.tokens import new_token
from notices.models import Notice
from tours import enquiring, enquiry_links
from tours.models import Enquiry

ADDRESS = "sensei@example.com"


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def wish(tour, **changes):
    """What a teacher with 32 pupils sends."""
    data = {
        "kind": "school", "grade_1": "e5", "count_1": "32", "teachers": "2", "first_day": str(in_days(30)),
        "organisation": "架空小学校", "name": "見本 先生", "email": ADDRESS, "phone": "03-5000-0000",
        "message": "火花を見たいです。", "consent": "on", "key": new_token(),
    }  # fmt: skip
    if version := manners_of(tour, tour).version:
        data[ANSWER] = version
    return data | changes


def send(client, tour, **changes):
    return client.post(reverse("tours:enquire", args=[tour.slug]), wish(tour, **changes))


def asked(client, tour, **changes):
    """An enquiry whose mail address is confirmed."""
    send(client, tour, **changes)
    enquiring.confirm(Enquiry.objects.latest("pk"))
    return Enquiry.objects.latest("pk")


def at_hour(hour, days=30):
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def proposed(enquiry, days=30):
    """The same after the company has proposed a date."""
    starts_at = at_hour(10, days)
    enquiring.answer(
        enquiry, text="この日はいかがですか。", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
    enquiry.refresh_from_db()
    return enquiry


def page(enquiry):
    return reverse("tours:enquiry", args=[enquiry.token])


def host_page(enquiry):
    return reverse("tours:enquiry_host", args=[enquiry_links.host_secret(enquiry)])


def mails(kind):
    return list(Notice.objects.filter(kind=f"tours.enquiry_{kind}").order_by("pk"))


def link_in(mail):
    """The path of the only link in a mail."""
    [found] = set(re.findall(r"^http://127\.0\.0\.1:8000(/\S+)$", mail.text, re.MULTILINE))
    return found
