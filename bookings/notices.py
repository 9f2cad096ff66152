"""The mails about a booking, composed in the party's language and written to the outbox in the caller's transaction.

Nothing a visitor typed stands in the first mail: it goes to an address nobody has confirmed, perhaps a stranger's.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from bookings import calendars, courses, guardian_links, kinds, proofs
from bookings.models import Booking
from core.dates import day
from core.names import site_name
from notices import services as outbox

PIN = "bookings.pin"
COURSE = "mail/bookings/course"  # a template for every mail about all stops of a course
OFFER = "bookings.offered"
REMINDER = "bookings.reminder"
THANKS = "bookings.thanks"
CONSENT_REMINDER = "bookings.consent_reminder"
PIN_DAYS = 1  # for which a sent pin stands in the outbox; it is worthless after a quarter of an hour
# What the code in the first mail does, by the state of what it is for.
FIRST_MAILS = {
    Booking.State.HELD: ("mail/bookings/pin", _("確認コードを入れて、予約を確定してください")),
    Booking.State.WAITING: ("mail/bookings/join", _("確認コードを入れて、列に入ってください")),
    Booking.State.ENTERED: ("mail/bookings/enter", _("確認コードを入れて、抽選に申し込んでください")),
}


def write_pin(booking, pin: str) -> None:
    """The mail with the six digits and the link that confirms in any browser."""
    with translation.override(booking.party.language):
        link = reverse("bookings:link", args=[booking.party.token, proofs.make(booking.party)])
        template, subject = FIRST_MAILS.get(booking.state, FIRST_MAILS[Booking.State.HELD])
        _write(
            booking,
            kind=PIN,
            template=template,
            number=booking.party.pins_sent,
            subject=subject,
            pin=pin,
            link=settings.BASE_URL + link,
            **({"stops": [(stop, ()) for stop in booking.stops]} if booking.stops else {}),
        )


def drop_pin(party) -> None:
    """Take back a mail with a pin that was not sent yet: the pin is worthless by now."""
    outbox.drop(about=party.subject, kind=PIN)


def write_confirmed(booking) -> None:
    """The confirmation, with the calendar entry; it says so where the seats were drawn."""
    if booking.stops:
        return _write_course(booking.stops, booking, "confirmed", _("予約が決まりました"))
    won = _is_won(booking)
    subject = _("抽選に当たり、予約が決まりました") if won else _("予約が決まりました")
    _write_with_calendar(booking, "confirmed", subject, won=won)


def _is_won(booking):
    return booking.slot.activity.by_lottery and hasattr(booking, "choice")


def write_consenting(booking) -> None:
    """A guardian has to speak: the link to pass on, and until when the seats are kept."""
    _write_for_guardian(booking, "consenting", _("保護者の確認をもらってください"))


def write_consent_reminder(booking) -> None:
    """The same once more, because the time runs out."""
    _write_for_guardian(booking, "consent_reminder", _("保護者の確認のしめ切りが近づいています"))


def drop_consent_reminder(party) -> None:
    """Take back such a mail that was not sent yet: the guardian has spoken, or the time is over."""
    outbox.drop(about=party.subject, kind=CONSENT_REMINDER)


def write_unsigned(booking) -> None:
    """No guardian spoke in time."""
    _write_without_calendar(booking, "unsigned", _("保護者の確認がとどきませんでした"))


def write_refused(booking) -> None:
    """A guardian said no."""
    _write_without_calendar(booking, "refused", _("保護者の方から返事がありました"))


def write_requested(booking) -> None:
    """The host was asked: until when the answer comes, and how to withdraw."""
    _write_without_calendar(booking, "requested", _("返事を待っています"))


def write_declined(booking) -> None:
    """The host's no, with their sentence if there is one."""
    _write_without_calendar(booking, "declined", _("今回は、お受けできませんでした"))


def write_unanswered(booking) -> None:
    """The host did not answer in time."""
    _write_without_calendar(booking, "unanswered", _("期限までに返事がありませんでした"))


def write_changed(booking) -> None:
    """The booking as it is now, with the entry that replaces the earlier one."""
    if stops := courses.beside(booking):
        return _write_course(stops, booking, "changed", _("予約を変更しました"))
    _write_with_calendar(booking, "changed", _("予約を変更しました"))


def write_moved(booking, *, before) -> None:
    """The same after another date was chosen; `before` is the Slot it was in."""
    _write_with_calendar(booking, "changed", _("予約の日時を変えました"), before=before)


def write_cancelled(booking, *, by_guest: bool) -> None:
    """The end of a booking, with what takes the entry out of the calendar; says whether the guest or the host ended it."""
    subject = _("予約を取り消しました") if by_guest else _("中止のお知らせ")
    _write_with_calendar(booking, "cancelled", subject, by_guest=by_guest)


def write_withdrawn(booking, *, by_guest: bool) -> None:
    """The end of a request: the same words, and no entry to take out of any calendar."""
    subject = _("申し込みを取り消しました") if by_guest else _("中止のお知らせ")
    _write_without_calendar(booking, "cancelled", subject, by_guest=by_guest)


def write_reminder(booking, number: str) -> None:
    """What somebody needs on the day, and the way to give the seats back."""
    with translation.override(booking.party.language):
        _write(
            booking,
            kind=REMINDER,
            number=number,
            subject=_("%(day)sは、予約の日です") % {"day": day(booking.slot.starts_at)},
            practical=kinds.practical(booking.slot.activity),
            cancel_url=settings.BASE_URL + reverse("bookings:cancel", args=[booking.party.token]),
            **_of_day(booking),
        )


def _of_day(booking):
    """What the reminder of a course says in place of the one visit."""
    certain = courses.confirmed(courses.beside(booking))
    return {"template": COURSE, **_of_course(booking, certain)} if len(certain) > 1 else {}


def write_thanks(booking, number: str) -> None:
    """Thanks after the visit, three questions, and where the same people can be met next."""
    with translation.override(booking.party.language):
        _write(
            booking,
            kind=THANKS,
            number=number,
            subject=_("来てくれて、ありがとうございました"),
            survey_url=settings.BASE_URL + reverse("bookings:thanks", args=[booking.party.token]) + _stop(booking),
            steps=[(slot, settings.BASE_URL + url) for slot, url in kinds.next_steps(booking.slot.activity)],
        )


def _stop(booking):
    """What an address says of one stop of a course."""
    number = courses.number_of(booking)
    return f"?stop={number}" if number else ""


def write_queued(booking) -> None:
    """The party is on the waiting list: what happens next, and how to leave."""
    _write(booking, kind="bookings.queued", number=booking.sequence, subject=_("キャンセル待ちに入りました"))


def write_offered(booking, *, number: int, wished: int) -> None:
    """Seats for a party that waits, perhaps fewer than it `wished` for, and the three answers to that."""
    with translation.override(booking.party.language):
        ways = ("accept", "decline", "leave")
        links = {way: settings.BASE_URL + reverse(f"bookings:{way}", args=[booking.party.token]) for way in ways}
        _write(booking, kind=OFFER, number=number, subject=_("席があきました"), wished=wished, links=links)


def drop_offer(party) -> None:
    """Take back an offer that was not sent yet: the seats are somebody else's by now."""
    outbox.drop(about=party.subject, kind=OFFER)


def write_wait_ended(booking, reason: str) -> None:
    """The end of a wait: the slot was "cancelled", booking has "closed", or offers were "unanswered"."""
    subject = _("中止のお知らせ") if reason == "cancelled" else _("キャンセル待ちが終わりました")
    _write(booking, kind="bookings.wait_ended", number=0, subject=subject, reason=reason)


def write_entered(booking, choices) -> None:
    """The party is in the draw: its choices, and when the result comes."""
    _write(
        booking, kind="bookings.entered", number=booking.sequence, subject=_("抽選に申し込みました"), choices=choices
    )


def write_not_drawn(booking) -> None:
    """The party was not drawn: what it can do instead stands on its page."""
    _write(booking, kind="bookings.not_drawn", number=0, subject=_("抽選の結果のお知らせ"))


def write_choice_off(booking, *, others: bool) -> None:
    """A date that the party chose will not be; whether it has `others` with which it stays in the draw."""
    _write(booking, kind="bookings.choice_off", number=0, subject=_("中止のお知らせ"), others=others)


def key(kind: str, booking, number) -> str:
    """The dedupe_key of one mail about a booking; `number` tells apart several of one kind."""
    return f"{kind}:{booking.pk}:{number}"


def _write_with_calendar(booking, name, subject, **context):
    # It says all anew: a reminder that has not left yet speaks of what was before.
    outbox.drop(about=booking.party.subject, kind=REMINDER)
    method = calendars.CANCEL if booking.state == Booking.State.CANCELLED else calendars.REQUEST
    practical = _practical(booking)
    _write(
        booking,
        kind=f"bookings.{name}",
        number=booking.sequence,
        subject=subject,
        calendar=calendars.calendar(booking, method=method, practical=practical),
        practical=practical,
        calendar_method=method,
        **context,
    )


def _write_course(stops, booking, name, subject):
    """One mail with all confirmed stops of a course. While the address is being confirmed the last stop writes it; else it
    takes the place of one that an earlier stop has just written."""
    if any(stop.state == Booking.State.HELD for stop in stops):
        return
    kind = f"bookings.{name}"
    outbox.drop(about=booking.party.subject, kind=REMINDER)
    outbox.drop(about=booking.party.subject, kind=kind)
    certain = courses.confirmed(stops)
    _write(
        booking,
        kind=kind,
        template=COURSE,
        number=booking.sequence,
        subject=subject,
        calendar=calendars.calendar(*certain),
        calendar_method=calendars.PUBLISH,
        **_of_course(booking, certain),
    )


def _of_course(booking, stops):
    """What a mail says of all stops: pairs of a booking and what one must know there, and the sheet to print."""
    with translation.override(booking.party.language):
        return {
            "stops": [(stop, kinds.practical(stop.slot.activity)) for stop in stops],
            "sheet_url": settings.BASE_URL + reverse("bookings:sheet", args=[booking.party.token]),
        }


def _write_for_guardian(booking, name, subject):
    outbox.drop(about=booking.party.subject, kind=f"bookings.{name}")  # of a course the last stop speaks for all
    with translation.override(booking.party.language):
        url = guardian_links.signing_url(booking.party)
        _write_without_calendar(booking, name, subject, signing_url=url, won=_is_won(booking))


def _practical(booking):
    """In the party's language: a host or the clock, who trigger a mail, may speak another."""
    with translation.override(booking.party.language):
        return kinds.practical(booking.slot.activity)


def _write_without_calendar(booking, name, subject, **context):
    """About what was no booking yet, or will be none."""
    practical = _practical(booking)
    _write(booking, kind=f"bookings.{name}", number=booking.sequence, subject=subject, practical=practical, **context)


def _title(booking, context):
    stops = len(context.get("stops", ()))
    return _("見学コース（%(stops)dか所）") % {"stops": stops} if stops else booking.slot.activity.localized_title


def _write(booking, *, kind, number, subject, template="", calendar="", calendar_method="", **context):
    """`number` tells apart several mails of one kind about one booking; `template` is named by the kind unless given."""
    party, template = booking.party, template or f"mail/{kind.replace('.', '/')}"
    with translation.override(party.language):
        context |= {
            "booking": booking,
            "party": party,
            "slot": booking.slot,
            "activity": booking.slot.activity,
            "manage_url": calendars.manage_url(booking),
            "site_name": site_name(),
            "subject": subject,
        }
        outbox.write(
            to=party.email,
            kind=kind,
            subject=f"{subject}{_('｜')}{_title(booking, context)}",
            text=render_to_string(f"{template}.txt", context).strip() + "\n",
            html=render_to_string(f"{template}.html", context),
            language=party.language,
            calendar=calendar,
            calendar_method=calendar_method,
            about=party.subject,
            dedupe_key=key(kind, booking, number),
            keep_days=PIN_DAYS if kind == PIN else 30,
        )
