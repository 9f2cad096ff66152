"""The whole way without JavaScript, by links and forms alone: tour page → form → code from the mail → pass."""

import re
from html.parser import HTMLParser

import pytest

from bookings.models import Booking, Slot
from notices.models import Notice
from tests.bookings.visitors import CONTACT
from tests.factories import EventFactory, SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """A page as a browser without JavaScript uses it: its links, and the fields of its first form with a given name."""

    def __init__(self, response):
        super().__init__()
        self.links, self.fields = [], {}
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        marks = dict(attributes)
        if tag == "a":
            self.links.append(marks.get("href", ""))
        ticked = marks.get("type") not in ("radio", "checkbox") or "checked" in marks
        if tag == "input" and "name" in marks and ticked:
            self.fields.setdefault(marks["name"], marks.get("value") or ("on" if "checked" in marks else ""))


def walk(client, start, book):
    """From the page of an activity to the pass; returns the pass."""
    offered = [link for link in Page(client.get(start)).links if link.startswith(book)]
    form = Page(client.get(offered[0])).fields
    typed = form | CONTACT | {"own_grade": "h2", "consent_booking": "on", "slot": str(Slot.objects.get().pk)}
    held = client.post(book, typed)
    [code] = re.findall(r"^\d{6}$", Notice.objects.get().text, re.MULTILINE)
    confirmed = client.post(held.url, Page(client.get(held.url)).fields | {"pin": code})
    return client.get(confirmed.url)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("factory", "kind"), [(TourFactory, "tours"), (EventFactory, "events")])
def test_from_the_page_of_an_activity_to_the_pass(client, factory, kind, prefix):
    slot = SlotFactory(activity=factory(), days=7)
    start = f"{prefix}/{kind}/{slot.activity.slug}/"
    page = walk(client, start, f"{start}book/").content.decode()
    booking = Booking.objects.get()
    assert booking.state == Booking.State.CONFIRMED
    assert f"{booking.party.code[:4]} {booking.party.code[4:]}" in page
    assert sorted(Notice.objects.values_list("kind", "language")) == [
        ("bookings.confirmed", prefix[1:] or "ja"),
        ("bookings.pin", prefix[1:] or "ja"),
    ]
