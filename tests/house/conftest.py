"""One of everything, for the tests that go through every address."""

import pytest
from django.urls import reverse

from bookings import proofs
from bookings.models import Booking
from core.tokens import new_token
from directory.importing import runs
from directory.models import ImportLine, ImportRun, Membership
from pictures import drawn as covers
from pictures.sharing.cards import site_card
from readings.models import Reading
from tests.bookings.lots import close, lottery_tour, round_of
from tests.directory.lists import as_csv, row, table
from tests.factories import (
    BookingFactory,
    CompanyFactory,
    EnquiryFactory,
    EventFactory,
    SlotFactory,
    TourFactory,
    UserFactory,
)
from tours import enquiry_links, host_mails, host_visits
from tours.models import OpeningWish


def import_run():
    """A list that stopped half-way: its columns can be corrected, and what it wrote can be taken back."""
    if run := ImportRun.objects.first():
        return run
    file = as_csv(table(row(1)))
    run = runs.receive(file, name="list.csv", by=None, basis="consent", source="")
    ImportLine.objects.create(run=run, line=2, outcome="created", company=CompanyFactory(), after={})
    ImportRun.objects.update(state=ImportRun.State.FAILED)
    return run


@pytest.fixture
def world(db, settings, tmp_path):
    """One of everything, and the addresses that lead there."""
    settings.VAR_DIR = tmp_path
    site_card().file.parent.mkdir()
    site_card().file.touch()
    tour, event = TourFactory(), EventFactory()
    SlotFactory(activity=event)
    booking = BookingFactory(slot=SlotFactory(activity=tour), state=Booking.State.CONFIRMED)
    party, other = booking.party, CompanyFactory()
    lottery = close(round_of(lottery_tour(company=tour.company)))
    wish = OpeningWish.objects.create(company=tour.company, email="hoshi@example.com", token=new_token())
    asked = EnquiryFactory(tour__company=tour.company)

    def address(name):
        app, kind = name.split(":")
        if name == "bookings:consent":
            return reverse(name, args=[proofs.make_signing(party)])
        if name == "bookings:answer":
            return reverse(name, args=[proofs.make_answer(booking)])
        if app == "tours" and kind.startswith("host_"):
            user = UserFactory(email=f"host{Membership.objects.count()}@example.com")
            Membership.objects.create(user=user, company=tour.company)
            way = (host_mails if kind == "host_mails" else host_visits).path(tour.pk, user.email)
            return way + (f"{booking.slot_id}/" if kind == "host_call_off" else "")
        if app == "tours" and kind.startswith("enquir"):
            words = {
                "enquire": asked.tour.slug,
                "enquiry": asked.token,
                "enquiry_host": enquiry_links.host_secret(asked),
            }
            return reverse(name, args=[words[kind]])
        if app == "bookings":
            return reverse(name, args=[party.token, proofs.make(party)] if kind == "link" else [party.token])
        if kind.startswith("booking-"):
            return reverse(name, args=[party.code])
        slugs = {"company": tour.company.slug, "tour": tour.slug, "event": event.slug}
        slugs |= {"rules": tour.slug, "pause": tour.slug} | ({"slots": tour.slug} if app == "desk" else {})
        slugs |= {"attendees": event.slug, "export": event.slug, "book": tour.slug if app == "tours" else event.slug}
        places = {kind: [slug] for kind, slug in slugs.items()}
        places |= {"call_off": [booking.slot_id]}
        places |= {"ask": [tour.company.slug], "opening": [wish.token], "enquiry": [asked.pk]}
        places |= {"lottery": [lottery.pk], "draw": [lottery.pk]}
        places |= {"duplicate": [tour.company.slug, other.slug], "words": ["fields"], "place": [tour.company.slug]}
        if kind == "reading":
            places[kind] = [Reading.objects.get_or_create(digest="x", text="旋盤", pairs=[["旋盤", "せんばん"]])[0].pk]
        if name == "pictures:cover":
            return covers.address(tour.cover, "card", "light")
        if name == "share:image":
            places[kind] = ["tour", tour.slug]
        if kind.startswith("import_"):
            places[kind] = [import_run().pk, *(["csv"] if kind == "import_report" else [])]
        query = f"?activity={tour.slug}" if name == "api:slots" else ""
        return reverse(name, args=places.get(kind, [])) + query

    address.booking = booking
    return address
