"""What a guardian answers, on their own page or on paper, for all bookings of a party at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import guardians, notices
from bookings.errors import NotChangeable
from bookings.models import Booking, GuardianConsent
from bookings.services import seats, settling
from privacy.services import record_consents

State = Booking.State
How = GuardianConsent.How


def sign(*, party, name: str, phone: str, wording: str) -> list[Booking]:
    """A guardian agrees to the `wording` they have read: every booking that waits for it goes on.

    It becomes a confirmed one, or the host is asked. Whoever has signed already changes nothing. Raises NotChangeable
    where nothing waits (any more).
    """
    return _sign(party, how=How.LINK, name=name, phone=phone, wording=wording)


def record_paper(*, party, name: str, phone: str, by) -> list[Booking]:
    """The same for a signed sheet of paper that has come to the desk; `by` is who has it in their hands."""
    waiting = party.bookings.filter(state=State.CONSENTING).select_related("slot__activity")
    return _sign(party, how=How.PAPER, name=name, phone=phone, wording=wording_of(waiting), recorded_by=by)


def refuse(*, party) -> list[Booking]:
    """A guardian says no: what waited is cancelled, the seats come back, and the party is told.

    Saying so twice is saying it once. Raises NotChangeable where nothing waits (any more).
    """
    with transaction.atomic():
        bookings = seats.locked_of(party)
        refusal = why_not_open(bookings)
        for booking in filter(is_open, bookings):
            seats.move(booking, to=State.CANCELLED, only_from=[State.CONSENTING], sequence=booking.sequence + 1)
            notices.drop_consent_reminder(booking.party)
            notices.write_refused(booking)
    if refusal and any(booking.state != State.CANCELLED for booking in bookings):
        _let_go(bookings, refusal)
    return bookings


def _sign(party, **said):
    with transaction.atomic():
        bookings = seats.locked_of(party)
        refusal = why_not_open(bookings)
        if not refusal:
            _keep(bookings[0].party, said)
            for booking in filter(is_open, bookings):
                settling.settle(booking)
    if refusal and not bookings[0].party.is_signed_for:
        _let_go(bookings, refusal)
    return bookings


def _keep(party, said):
    """The word, with which an earlier tick ends."""
    consent = getattr(party, "guardian_consent", None) or GuardianConsent(party=party)
    for field, value in {"signed_at": timezone.now(), **said}.items():
        setattr(consent, field, value)
    consent.save()
    record_consents(subject=party.subject, keys=[guardians.PURPOSE])
    notices.drop_consent_reminder(party)


def _let_go(bookings, refusal):
    for booking in bookings:
        seats.expire_overdue(slot=booking.slot)  # so that the page shows what the refusal says
    raise refusal


def is_open(booking) -> bool:
    """Whether a booking waits for its guardian now."""
    return booking.state == State.CONSENTING and booking.held_until > timezone.now()


def wording_of(bookings) -> str:
    """What a guardian of these bookings agrees to now."""
    return guardians.wording(filter(None, (guardians.hazard_of(booking.slot.activity) for booking in bookings)))


def why_not_open(bookings):
    """The refusal that says what became of a party's bookings, None if one of them waits for its guardian."""
    if any(map(is_open, bookings)):
        return None
    if bookings[0].party.is_signed_for:
        return NotChangeable(
            _("保護者の確認を受け取りました。"), _("ありがとうございました。することは、もうありません。")
        )
    states = {booking.state for booking in bookings}
    if State.HELD in states:
        return NotChangeable(
            _("まだ、申し込んだ人のメールの確認が終わっていません。"), _("終わってから、もう一度開いてください。")
        )
    if states & {State.CONSENTING, State.EXPIRED}:
        return NotChangeable(
            _("時間がすぎたので、この申し込みは取り消しになりました。"),
            _("行きたいときは、もう一度申し込んでください。"),
        )
    if states == {State.CANCELLED}:
        return NotChangeable(_("この申し込みは、取り消されました。"), _("あなたがすることは、もうありません。"))
    return NotChangeable(_("この申し込みに、保護者の確認はいりません。"), _("あなたがすることは、ありません。"))
