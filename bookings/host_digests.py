"""What hosts are told together: the urgent of an hour that brought too much, and the news of a day at six in the evening."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from bookings import hearing, host_notices, kinds
from bookings.hearing import Hearing
from bookings.models import Booking, HostNews, Slot
from core.dates import local
from core.names import site_name
from core.tokens import keyed_hash
from notices import services as outbox
from notices.models import Notice

EVENING = time(18)
KIND = "bookings.host_news"
KEEP_DAYS = 7
What = HostNews.What


@dataclass(frozen=True)
class Visit:
    """A slot as its hosts see it: what happened, and how many people have booked by now."""

    slot: Slot
    people: int
    news: list[HostNews] = field(default_factory=list)


def write_due(at=None) -> int:
    """Tell hosts what is due at `at` (now if None), one mail to each; returns how many. Twice is once."""
    at = at or timezone.now()
    gathered, evening = HostNews.objects.filter(urgent=True), _last_evening(at)
    sent = 0
    if first := gathered.filter(at__lte=at - host_notices.HOUR).order_by("pk").first():
        sent += _tell(gathered, f"hour-{first.pk}")
    if (daily := HostNews.objects.filter(urgent=False, at__lt=evening)).exists():
        sent += _tell(daily, f"{evening:%Y-%m-%d}", until=evening)
    return sent


def _last_evening(at):
    """The last six o'clock in the evening of the ward, before `at` or at it."""
    evening = timezone.make_aware(datetime.combine(local(at).date(), EVENING))
    return evening if evening <= at else evening - timedelta(days=1)


@transaction.atomic
def _tell(rows, moment, until=None):
    """One mail to each address that has not had the one of this moment, in the transaction that ends its news."""
    with_all = rows.select_related("booking__party", "slot__activity").prefetch_related("booking__party__guests")
    news = list(with_all.select_for_update(of=("self",)).order_by("pk"))
    mails = defaultdict(list)
    for item in news:
        for address in _hosts(item):
            mails[address].append(item)
    keys = {_key(address, moment): address for address in mails}
    written = set(Notice.objects.filter(dedupe_key__in=list(keys)).values_list("dedupe_key", flat=True))
    late = {item.pk for key in written for item in mails[keys[key]]}  # came in after its mail: with the next one
    HostNews.objects.filter(pk__in=[item.pk for item in news if item.pk not in late]).delete()
    due = {key: address for key, address in keys.items() if key not in written}
    with translation.override(settings.LANGUAGE_CODE):
        for key, address in due.items():
            _write(address, [item for item in mails[address] if item.pk not in late], key, until)
    return len(due)


def _hosts(item):
    """Who hears of it: nobody where it has become pointless, or is not wanted any more."""
    activity = item.slot.activity
    over = item.what == What.REQUESTED and item.booking.state != Booking.State.REQUESTED
    unwanted = not item.urgent and hearing.of(activity) == Hearing.ANSWERS
    return [] if over or unwanted else kinds.get(activity.kind).hosts(activity)


def _key(address, moment):
    """Without the address: keys stay when messages are blanked."""
    return f"{KIND}:{moment}:{keyed_hash(KIND, address)[:32]}"


def _write(address, news, key, until):
    count = len(news)
    subject = ngettext("予約のお知らせ（%(count)d件）", "予約のお知らせ（%(count)d件）", count) % {"count": count}
    activities = {item.slot.activity_id: item.slot.activity for item in news}.values()
    context = {
        "visits": _visits(news),
        "until": until,
        "choices": host_notices.choices(activities, address),
        "coming": host_notices.coming(activities, address),
        "subject": subject,
        "site_name": site_name(),
    }
    outbox.write(
        to=address,
        kind=KIND,
        subject=subject,
        text=render_to_string("mail/bookings/host_news.txt", context).strip() + "\n",
        html=render_to_string("mail/bookings/host_news.html", context),
        dedupe_key=key,
        keep_days=KEEP_DAYS,
    )


def _visits(news):
    """The news by slot, the soonest first."""
    slots = {item.slot_id: item.slot for item in news}
    booked = Booking.objects.filter(slot__in=slots, state=Booking.State.CONFIRMED)
    people = dict(booked.order_by().values_list("slot").annotate(Sum("seats")))
    visits = {pk: Visit(slot, people.get(pk, 0)) for pk, slot in slots.items()}
    for item in news:
        if item.what == What.REQUESTED:
            item.answer_url = host_notices.answer_url(item.booking)
        visits[item.slot_id].news.append(item)
    return sorted(visits.values(), key=lambda visit: (visit.slot.starts_at, visit.slot.pk))
