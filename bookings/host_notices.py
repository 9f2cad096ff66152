"""The mails to whoever receives the guests: that somebody asks, that nobody answered, that somebody cannot come.

They carry no name, address or telephone number: when, how many people and which school years is what a host decides by.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from bookings import kinds, proofs
from core.names import site_name
from notices import services as outbox


def answer_url(booking) -> str:
    """The whole address at which a host answers this request, without an account."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("bookings:answer", args=[proofs.make_answer(booking)])


def write_request(booking) -> None:
    """Somebody wants to come: take or decline."""
    _write(booking, "host_request", _("申し込みが来ています。返事をお願いします"), answer_url=answer_url(booking))


def write_unanswered(booking) -> None:
    """The time for an answer ran out."""
    _write(booking, "host_unanswered", _("返事の期限がすぎました"))


def write_called_off(booking) -> None:
    """Somebody cannot come and said so after the deadline."""
    _write(booking, "host_called_off", _("来られなくなったグループがあります"))


def _write(booking, name, subject, **context):
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
        text = render_to_string(f"mail/bookings/{name}.txt", context).strip() + "\n"
        html = render_to_string(f"mail/bookings/{name}.html", context)
        for number, address in enumerate(kinds.get(activity.kind).hosts(activity)):
            outbox.write(
                to=address,
                kind=kind,
                subject=f"{subject}{_('｜')}{activity.title}",
                text=text,
                html=html,
                about=booking.party.subject,
                dedupe_key=f"{kind}:{booking.pk}:{number}",
            )
