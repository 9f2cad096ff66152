"""The list of the day for those who receive guests: when, how many, of which school years. No names: nobody agreed to that."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bookings import host_notices, kinds
from bookings.models import Booking, Guest, Slot
from core.dates import day, local
from core.names import site_name
from core.tokens import keyed_hash
from notices import services as outbox
from notices.models import Notice

SIX = time(6)
KIND = "bookings.day_list"
KEEP_DAYS = 7


@dataclass(frozen=True)
class Visit:
    """A slot of the day as its hosts see it: the guests of each party, and what all of them were told."""

    slot: Slot
    parties: list[list[Guest]]
    practical: list[tuple[str, str]]

    @property
    def people(self):
        return sum(map(len, self.parties))


def write_due(at=None) -> int:
    """Write today's lists from six in the morning on, one mail to each host; returns how many. Twice is once.

    A late run still tells of a day of which something is to come.
    """
    now = local(at or timezone.now())
    if now.time() < SIX:
        return 0
    lists = {_key(address, now.date()): (address, visits) for address, visits in _lists(now).items()}
    written = set(Notice.objects.filter(dedupe_key__in=list(lists)).values_list("dedupe_key", flat=True))
    due = [(key, *rest) for key, rest in lists.items() if key not in written]
    with translation.override(settings.LANGUAGE_CODE):
        for key, address, visits in due:
            _write(address, visits, key)
    return len(due)


def _lists(now) -> dict[str, list[Visit]]:
    """Today's visits of each host who has one that has not begun."""
    midnight = timezone.make_aware(datetime.combine(now.date(), time.min))
    today = Booking.objects.filter(
        state=Booking.State.CONFIRMED, slot__starts_at__gte=midnight, slot__starts_at__lt=midnight + timedelta(days=1)
    ).select_related("slot__activity")
    of_slot = defaultdict(list)
    for booking in today.prefetch_related("party__guests").order_by("slot__starts_at", "slot", "pk"):
        of_slot[booking.slot].append(list(booking.party.guests.all()))
    lists = defaultdict(list)
    for slot, parties in of_slot.items():
        visit = Visit(slot, parties, kinds.practical(slot.activity))
        for address in kinds.get(slot.activity.kind).hosts(slot.activity):
            lists[address].append(visit)
    return {address: visits for address, visits in lists.items() if visits[-1].slot.starts_at > now}


def _key(address, today):
    """Without the address: keys stay when messages are blanked."""
    return f"{KIND}:{today}:{keyed_hash(KIND, address)[:32]}"


def _write(address, visits, key):
    today = day(visits[0].slot.starts_at)
    people = sum(visit.people for visit in visits)
    subject = _("きょう%(day)sの受け入れ（%(people)d人）") % {"day": today, "people": people}
    activities = {visit.slot.activity_id: visit.slot.activity for visit in visits}.values()
    coming = host_notices.coming(activities, address)
    context = {"visits": visits, "coming": coming, "subject": subject, "site_name": site_name()}
    outbox.write(
        to=address,
        kind=KIND,
        subject=subject,
        text=render_to_string("mail/bookings/day_list.txt", context).strip() + "\n",
        html=render_to_string("mail/bookings/day_list.html", context),
        language=settings.LANGUAGE_CODE,
        dedupe_key=key,
        keep_days=KEEP_DAYS,
    )
