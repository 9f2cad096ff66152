"""From a row of the outbox to a mail."""

import re

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

# Control characters and Unicode's line ends: a header that holds one could begin a second header.
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def header_line(text: str) -> str:
    """`text` as it can stand in a header."""
    return _BREAKS.sub(" ", text).strip()


def allowed(address: str) -> bool:
    """Whether MAIL_ALLOW lets a mail out: it lists addresses and "@domains"; empty means everybody."""
    entries = {entry.strip().lower() for entry in settings.MAIL_ALLOW}
    address = address.lower()
    return not entries or address in entries or "@" + address.rpartition("@")[2] in entries


def compose(notice) -> EmailMultiAlternatives:
    """Text, HTML and calendar as alternatives of one another; the Message-ID is the row's own at every try."""
    headers = {
        "Message-ID": notice.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answer from absent people's machines
        "X-Auto-Response-Suppress": "OOF, AutoReply",  # the same for Exchange; what could not be delivered is still told
        "Content-Language": notice.language,
    }
    mail = EmailMultiAlternatives(notice.subject, notice.text, to=[notice.to], headers=headers)
    if notice.html:
        mail.attach_alternative(notice.html, "text/html")
    if notice.calendar:
        mail.attach_alternative(notice.calendar, f"text/calendar; method={notice.calendar_method or 'PUBLISH'}")
    return mail
