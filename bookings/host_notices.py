"""The mails to whoever receives the guests: that somebody asks, that nobody answered, that somebody comes or does not.

They carry no name, address or telephone number: when, how many people and which school years is what a host decides by.
What hosts chose to hear once a day, and what would be too many mails in an hour, is written down for `host_digests`.
"""

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from bookings import hearing, kinds, proofs
from bookings.hearing import Hearing
from bookings.models import HostNews
from core.names import site_name
from notices import services as outbox
from notices.models import Notice

What = HostNews.What
HOURLY = 6  # mails to one address; whatever follows within the hour is gathered into one
HOUR = timedelta(hours=1)
KIND = "bookings.host_"
# What reaches every host, whatever they chose: nobody else can answer it, or somebody would wait at the door.
URGENT = {
    What.REQUESTED: ("host_request", _("申し込みが来ています。返事をお願いします")),
    What.UNANSWERED: ("host_unanswered", _("返事の期限がすぎました")),
    What.CALLED_OFF: ("host_called_off", _("来られなくなったグループがあります")),
}
SUBJECTS = {
    What.BOOKED: _("新しい予約が入りました"),
    What.CHANGED: _("予約の人数や学年が変わりました"),
    What.MOVED: _("予約の日時が変わりました"),
    What.CANCELLED: _("予約が取り消されました"),
    What.WITHDRAWN: _("申し込みが取り消されました"),
}


def answer_url(booking) -> str:
    """The whole address at which a host answers this request, without an account."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("bookings:answer", args=[proofs.make_answer(booking)])


def choose_url(activity, address) -> str:
    """The whole address at which the reader of a mail to `address` chooses what to hear of; "" where nobody can."""
    with translation.override(settings.LANGUAGE_CODE):
        path = hearing.url(activity, address)
    return path and settings.BASE_URL + path


def write_request(booking) -> None:
    """Somebody wants to come: take or decline."""
    _urgent(booking, What.REQUESTED, answer_url=answer_url(booking))


def write_unanswered(booking) -> None:
    """The time for an answer ran out."""
    _urgent(booking, What.UNANSWERED)


def write_called_off(booking) -> None:
    """Somebody cannot come and said so after the deadline."""
    _urgent(booking, What.CALLED_OFF)


def tell(booking, what, *, before=None) -> None:
    """Something that asks no answer: at once, with the mail of the day or not at all, as the hosts chose.

    `before` is the Slot that a moved booking left.
    """
    chosen = hearing.of(booking.slot.activity)
    if chosen == Hearing.DAILY:
        _keep(booking, what, before=before)
    elif chosen == Hearing.EACH:
        subject, number = SUBJECTS[what], f"{what}{booking.sequence}:"
        _write_or_keep(booking, what, "host_told", subject, number, before=before)


def _urgent(booking, what, **context):
    name, subject = URGENT[what]
    _write_or_keep(booking, what, name, subject, "", **context)


def _write_or_keep(booking, what, name, subject, number, *, before=None, **context):
    addresses = kinds.get(booking.slot.activity.kind).hosts(booking.slot.activity)
    if addresses and _had_enough(addresses):
        _keep(booking, what, before=before, urgent=True)
    elif addresses:
        _write(booking, addresses, name, subject, number, what=what, before=before, **context)


def _had_enough(addresses):
    """Whether one of them got as many mails as anybody reads in an hour: a host's mailbox is nobody's to fill."""
    recent = Notice.objects.filter(state__in=Notice.State.values, due_at__gt=timezone.now() - HOUR, to__in=addresses)
    sent = list(recent.filter(kind__startswith=KIND).values_list("to", flat=True))
    return any(sent.count(address) >= HOURLY for address in addresses)


def _keep(booking, what, *, before=None, urgent=False):
    at = before and before.starts_at
    HostNews.objects.create(
        booking=booking, slot=booking.slot, what=what, seats=booking.seats, before=at, urgent=urgent
    )


def _write(booking, addresses, name, subject, number, **context):
    activity, kind = booking.slot.activity, f"bookings.{name}"
    with translation.override(settings.LANGUAGE_CODE):
        context |= {
            "booking": booking,
            "slot": booking.slot,
            "activity": activity,
            "guests": list(booking.party.guests.all()),
            "site_name": site_name(),
            "subject": subject,
        }
        for position, address in enumerate(addresses):
            context |= {"choices": choices([activity], address), "coming": coming([activity], address)}
            outbox.write(
                to=address,
                kind=kind,
                subject=f"{subject}{_('｜')}{activity.title}",
                text=render_to_string(f"mail/bookings/{name}.txt", context).strip() + "\n",
                html=render_to_string(f"mail/bookings/{name}.html", context),
                about=booking.party.subject,
                dedupe_key=f"{kind}:{booking.pk}:{number}{position}",
            )


def choices(activities, address) -> list[tuple[str, str]]:
    """Whose choice can be changed by the reader of a mail about these activities: pairs of name and whole address."""
    found = {choose_url(activity, address): kinds.get(activity.kind).host(activity) for activity in activities}
    return [(name, url) for url, name in found.items() if url]


def coming(activities, address) -> list[tuple[str, str]]:
    """Where the reader of a mail about these activities sees the visits that are coming and calls one off: pairs of name
    and whole address."""
    found = {}
    with translation.override(settings.LANGUAGE_CODE):
        for activity in activities:
            kind = kinds.get(activity.kind)
            found[kind.visits_url(activity, address)] = kind.host(activity)
    return [(name, settings.BASE_URL + path) for path, name in found.items() if path]
