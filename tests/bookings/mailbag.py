"""One mail of every kind about bookings, written by the services that write them, for tests that read all of them."""

import re
from datetime import datetime, timedelta

import time_machine
from django.db import transaction
from django.utils import timezone

from bookings import day_lists, host_digests, host_notices, notices, services
from bookings.models import Booking, HostNews, Slot
from bookings.services import NewGuest, resending, waiting
from directory.models import Company, Membership
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, run_out, verified
from tests.bookings.visitors import too_late
from tests.bookings.waits import join, queued
from tests.factories import CompanyFactory, SlotFactory, TourFactory, UserFactory
from tours import openings
from tours.models import OpeningWish

ADULTS = (NewGuest("adult", is_self=True), NewGuest("adult"))


NOON = datetime.fromisoformat("2026-12-01T12:00+09:00")


def write_all(language="ja") -> list[Notice]:
    """The whole outbox after one of everything has happened to parties of this language, oldest first."""
    with time_machine.travel(NOON, tick=False) as clock:
        _write_all(language, clock)
    return list(Notice.objects.order_by("pk"))


def _write_all(language, clock):
    company = CompanyFactory(name="架空製作所", english_name="Kakuu Seisakusho", address="東京都大田区試町1-1")
    Membership.objects.create(user=UserFactory(email="shacho@example.com"), company=company)
    party = {"language": language, "guests": ADULTS}
    _told_together(company, party)
    Company.objects.filter(pk=company.pk).update(host_mails="each")
    for happen, manner in ((_booked, "instant"), (_came, "instant"), (_asked, "approval"), (_waited, "instant")):
        clock.shift(timedelta(hours=2))  # a host's mails of an hour are counted
        happen(_tour(company, acceptance=manner), party)
    openings.ask(company=company, email="hoshi@example.com", language=language)
    openings.confirm(OpeningWish.objects.get())
    openings.tell()


def _tour(company, **manner):
    return TourFactory(
        company=company, title="旋盤<見学> & 砥石", title_en="Lathe & stone", bring="かかとをおおう靴", cancel_hours=24, **manner
    )  # fmt: skip


def _booked(tour, party):
    slot, other = (SlotFactory(activity=tour, capacity=20, days=days) for days in (20, 22))
    booking = services.change_party(booking=confirmed(slot, **party), guests=ADULTS[:1])
    services.cancel(booking=services.move(booking=booking, slot=other), by="guest")
    services.cancel(booking=confirmed(slot, **party), by="desk")


def _came(tour, party):
    slot = SlotFactory(activity=tour, capacity=20, days=20)
    with transaction.atomic():
        seen = confirmed(slot, **party)
        notices.write_reminder(seen, "0:x")
        notices.write_thanks(seen, "0:x")
    resending.resend_confirmation(booking=seen, email="other@example.com")
    too_late(slot)
    services.call_off(booking=Booking.objects.get(pk=seen.pk))


def _asked(tour, party):
    slot = SlotFactory(activity=tour, capacity=20, days=20)
    services.decline(booking=verified(slot, **party), reply="その日は<休み>です。\nまた来てください。")
    services.cancel(booking=verified(slot, **party), by="guest")
    late = verified(slot, **party)
    run_out(late)
    services.expire_overdue()


def _waited(tour, party):
    slot = SlotFactory(activity=tour, capacity=2, days=20)
    first = confirmed(slot, **party)
    waits = [queued(slot, **party | {"email": f"{number}@example.com"}) for number in range(3)]
    join(slot, **party)
    services.cancel(booking=first, by="guest")
    waiting.decline(booking=waits[0])
    Slot.objects.filter(pk=slot.pk).update(status=Slot.Status.OPEN)
    services.set_status(slot=slot, status=Slot.Status.CANCELLED)


def _told_together(company, party):
    today = SlotFactory(activity=_tour(company), capacity=20, starts_at=NOON + timedelta(hours=3))
    confirmed(today, **party)
    day_lists.write_due()
    confirmed(SlotFactory(activity=_tour(company), days=20), **party)
    host_digests.write_due(timezone.now() + timedelta(days=1))
    asked = verified(SlotFactory(activity=_tour(company, acceptance="approval"), days=20), **party)
    HostNews.objects.create(booking=asked, slot=asked.slot, what="requested", seats=2, urgent=True)
    host_digests.write_due(timezone.now() + host_notices.HOUR)
    hold(today, **party)


def links(notice) -> list[str]:
    """The paths of all our own addresses in a mail, text and HTML."""
    found = re.findall(r"http://127\.0\.0\.1:8000([^\s\"<>]*)", notice.text + " " + notice.html)
    return sorted(set(found))
