"""The calendar entry of a booking (RFC 5545): one UID for life, a SEQUENCE that grows with every change."""

from datetime import timedelta
from email.utils import parseaddr
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from bookings import kinds
from bookings.models import Booking
from core.names import site_name

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
REMIND = timedelta(days=-1)


def calendar(booking, *further, method: str = PUBLISH, practical=None) -> str:
    """The file as text with CRLF line ends, in the party's language. `further` bookings of the same party have entries of
    their own in it: with PUBLISH alone, any other message is about one entry (RFC 5546).

    PUBLISH for a download, REQUEST inside a mail, CANCEL to take the entry out of the person's calendar again.
    `practical` is `kinds.practical` of the activity, for a caller who has asked for it already.
    """
    with translation.override(booking.party.language):
        file = Calendar()
        file.add("prodid", f"-//{settings.SITE_NAME}//bookings//JA")
        file.add("version", "2.0")
        file.add("method", method)
        file.add_component(_timezone(settings.TIME_ZONE))
        file.add_component(_entry(booking, method, practical or kinds.practical(booking.slot.activity)))
        for other in further:
            file.add_component(_entry(other, method, kinds.practical(other.slot.activity)))
    return file.to_ical().decode()


def manage_url(booking) -> str:
    """The whole address of the page on which the person looks after the booking; call it in the party's language."""
    return settings.BASE_URL + reverse("bookings:manage", args=[booking.party.token])


@cache
def _timezone(name):
    """The VTIMEZONE; kept, because icalendar searches its changes since 1970 in 10 ms each time."""
    return Timezone.from_tzid(name)


def _entry(booking, method, practical):
    slot = booking.slot
    cancelled = booking.state == Booking.State.CANCELLED
    entry = Event()
    entry.add("uid", f"booking-{booking.pk}-{booking.party.code}@machikoba")
    entry.add("sequence", booking.sequence)
    entry.add("dtstamp", booking.changed_at)
    entry.add("dtstart", timezone.localtime(slot.starts_at))
    entry.add("dtend", timezone.localtime(slot.ends_at))
    entry.add("summary", slot.activity.localized_title)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("description", _description(booking, practical))
    entry.add("url", manage_url(booking))
    entry.add("location", " ".join(filter(None, (practical[0][1], slot.activity.place))))
    # iTIP wants an organizer; the address takes no mail, or it would be flooded with every "accepted".
    entry.add("organizer", _person(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], site_name()))
    if method != PUBLISH:
        entry.add("attendee", _person(booking.party.email, PARTSTAT="ACCEPTED", RSVP="FALSE"))
    if not cancelled:
        entry.add_component(_day_before(entry))
    return entry


def _description(booking, practical):
    return "\n".join(
        (
            _("予約番号：%(code)s") % {"code": booking.party.code},
            _("人数：%(seats)d人") % {"seats": booking.seats},
            *(_("%(label)s：%(text)s") % {"label": label, "text": text} for label, text in practical[1:]),
            _("変更・取り消し：%(url)s") % {"url": manage_url(booking)},
        )
    )


def _person(address, name="", **parameters):
    person = vCalAddress(f"mailto:{address}")
    person.params.update(parameters | ({"CN": name} if name else {}))
    return person


def _day_before(entry):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry["summary"])
    alarm.add("trigger", REMIND)
    return alarm
