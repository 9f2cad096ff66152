"""The outbox. A service never sends: it writes a Notice in its own transaction, and a sender takes it from there."""

import logging
import smtplib
import uuid
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from notices import mails
from notices.models import Notice

log = logging.getLogger(__name__)

# Longer than one message can take: about ten steps of SMTP, each given up after EMAIL_TIMEOUT (20 s).
LEASE = timedelta(minutes=5)
# After each failed try. Together 15 hours: greylisting and a full mailbox have passed by then, or stay.
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)]
METHODS = ("", "PUBLISH", "REQUEST", "CANCEL")


def write(
    *,
    to,
    kind,
    subject,
    text,
    html="",
    language="ja",
    calendar="",
    calendar_method="",
    about="",
    dedupe_key,
    due_at=None,
    keep_days=30,
) -> Notice:
    """Put one message into the outbox, in the caller's transaction; the same `dedupe_key` returns the existing row.

    `about` names the row it is about ("bookings.party:12"). Address and words are blanked `keep_days` after sending.
    Raises ValueError for what is no mail address, and for an unknown `calendar_method`.
    """
    _check_address(to)
    if calendar_method not in METHODS:
        raise ValueError(f"not a calendar method: {calendar_method!r}")
    notice = Notice(
        to=to,
        kind=kind,
        language=language,
        subject=mails.header_line(subject)[:200],
        text=text,
        html=html,
        calendar=calendar,
        calendar_method=calendar_method,
        about=about,
        dedupe_key=dedupe_key,
        message_id=_new_message_id(),
        due_at=due_at or timezone.now(),
        keep_days=keep_days,
    )
    return _insert_once(notice)


def _insert_once(notice):
    """The row with this dedupe_key, made if there is none, in one statement; its columns are read when looked at.

    Without a failing INSERT: PostgreSQL would log it with the address and the words.
    """
    Notice.objects.bulk_create(
        [notice], update_conflicts=True, unique_fields=["dedupe_key"], update_fields=["dedupe_key"]
    )
    return Notice.from_db(notice._state.db, ["id"], [notice.pk])


def _check_address(address):
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError("not a mail address") from None  # without the address: this may end in a log
    if not address.isprintable():  # a quoted local part may hold control characters
        raise ValueError("not a mail address")


def _new_message_id():
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return f"<{uuid.uuid4().hex}@{domain or 'localhost'}>"


def drop(*, about, kind=None, to=None) -> int:
    """Call off what still waits about a row, of one kind or of all, to one address or to all. Returns how many messages."""
    waiting = Notice.objects.filter(about=about, state=Notice.State.WAITING)
    if kind is not None:
        waiting = waiting.filter(kind=kind)
    if to is not None:
        waiting = waiting.filter(to=to)
    return waiting.update(state=Notice.State.DROPPED)


def drop_keys(keys) -> int:
    """Call off what still waits of these `dedupe_key`s. Returns how many messages."""
    return Notice.objects.filter(dedupe_key__in=keys, state=Notice.State.WAITING).update(state=Notice.State.DROPPED)


def retry(notice) -> bool:
    """Send again what failed, with fresh tries. False if it did not fail, or its words are blanked already."""
    failed = Notice.objects.failed().filter(pk=notice.pk).exclude(to="")
    return failed.update(state=Notice.State.WAITING, tries=0, error="", leased_until=None, due_at=timezone.now()) == 1


def send_due(*, limit=50, at=None, stop=lambda: False) -> int:
    """Send what is due at `at` (now if None), over one connection. Returns how many messages were dealt with.

    One message is claimed, sent and marked before the next: whatever ends this process, at most the one in flight is
    repeated, with the same Message-ID. `stop` is asked before each. Raises OSError when the mail server cannot be
    reached; that costs no message a try.
    """
    if not Notice.objects.due(at).exists():
        return 0
    connection = get_connection()
    done = 0
    try:
        while done < limit and not stop():
            connection.open()
            notice = _claim(at)
            if notice is None:
                break
            _deliver(notice, connection, at)
            done += 1
    finally:
        connection.close()
    return done


def _claim(at):
    """Lease the oldest due message to this process, in a transaction of its own; None if there is none."""
    at = at or timezone.now()
    with transaction.atomic(durable=True):
        due = Notice.objects.due(at).order_by("due_at", "pk")
        notice = due.select_for_update(skip_locked=True).first()  # SQLite: IMMEDIATE has locked everything
        if notice is not None:
            notice.leased_until = at + LEASE
            notice.tries += 1  # counted before sending: a message that kills its sender comes to an end, too
            notice.save(update_fields=["leased_until", "tries"])
    return notice


def _deliver(notice, connection, at):
    if not mails.allowed(notice.to):
        return _release(notice, state=Notice.State.DROPPED, error="MAIL_ALLOW")
    if notice.tries > len(PAUSES) + 1:
        return _release(notice, state=Notice.State.FAILED, error="sender ended while sending")
    try:
        connection.send_messages([mails.compose(notice)])
    except Exception as error:  # whatever is wrong with this one, the next must leave
        log.warning("notice %s not sent at try %s: %s", notice.pk, notice.tries, type(error).__name__)
        connection.close()
        return _postpone(notice, error, at)
    return _release(notice, state=Notice.State.SENT, sent_at=at or timezone.now(), error="")


def _postpone(notice, error, at):
    words = mails.header_line(f"{type(error).__name__}: {error}")[:200]
    if _is_final(error) or notice.tries > len(PAUSES):
        return _release(notice, state=Notice.State.FAILED, error=words)
    return _release(notice, until=(at or timezone.now()) + PAUSES[notice.tries - 1], error=words)


def _is_final(error):
    """Whether trying again is useless: this message cannot be written, or the server refuses this recipient or text."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def _release(notice, *, until=None, **changes):
    """Write what came of it, unless the lease ran out and another sender has the message by now."""
    mine = Notice.objects.filter(pk=notice.pk, leased_until=notice.leased_until)
    if "sent_at" not in changes:
        mine = mine.filter(state=Notice.State.WAITING)  # called off meanwhile: stays so, unless it has left
    mine.update(leased_until=until, **changes)
