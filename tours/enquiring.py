"""The life of an enquiry: asked → answered → booked or declined, withdrawn, or ended without an answer.

Every step locks the enquiry first, then the slot it may make; the seats are the engine's business. A step that comes too
late is a Refused and leaves nothing written.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.errors import NotChangeable, Refused
from bookings.manners import ANSWER
from bookings.models import Slot
from bookings.services import NewGuest, NewParty, arrange
from core.tokens import new_token
from notices.retention import blank
from privacy.services import record_consents
from tours import enquiry_mails as mails
from tours.models import Enquiry, EnquiryLine, Tour
from tours.timetable import calendar_of, times

PURPOSE = "enquiry"
MOST_UNCONFIRMED = 5  # of one address: nobody fills a stranger's mailbox
MOST_LINES = 20  # of one enquiry; who has not agreed by then should ring up
MOST_ANSWERS = 10  # of a company, beyond the lines that the asker may still answer
State, Speaker = Enquiry.State, EnquiryLine.Speaker


def ask(enquiry: Enquiry) -> None:
    """Keep an enquiry that is not saved yet, and mail the link that confirms it. Nobody else hears of it before.

    Silent where the same form was sent before, and where too many of this address wait to be confirmed.
    """
    waiting = Enquiry.objects.filter(email__iexact=enquiry.email, confirmed_at=None)
    if waiting.count() >= MOST_UNCONFIRMED or Enquiry.objects.filter(key=enquiry.key).exists():
        return
    enquiry.token = new_token()
    try:
        with transaction.atomic():
            enquiry.save(force_insert=True)
            record_consents(subject=enquiry.subject, keys=[PURPOSE])
            mails.write_confirm(enquiry)
    except IntegrityError:  # the same form, sent at the same moment
        return


@transaction.atomic
def confirm(enquiry: Enquiry) -> None:
    """The address is theirs: now the company is asked. Twice is once."""
    enquiry = _locked(enquiry)
    if enquiry.confirmed_at is None:
        now = timezone.now()
        _write(enquiry, confirmed_at=now, waits_since=now)
        mails.write_asked(enquiry)


@transaction.atomic
def answer(enquiry: Enquiry, *, text: str, starts_at: datetime | None = None, ends_at=None, user=None) -> None:
    """The company's words, perhaps with a date that the asker can take. `user` is staff who speak for it."""
    enquiry = _open(enquiry)
    if enquiry.lines.count() >= MOST_LINES + MOST_ANSWERS:
        raise NotChangeable
    _refuse_past(starts_at)
    _say(enquiry, Speaker.STAFF if user else Speaker.COMPANY, text, user, starts_at=starts_at, ends_at=ends_at)
    _write(enquiry, state=State.ANSWERED)
    mails.write_answered(enquiry)


@transaction.atomic
def book(enquiry: Enquiry, *, starts_at: datetime, ends_at: datetime, user=None) -> None:
    """Fix the date: a slot for these people alone, confirmed at once. Raises SlotFull or SlotClosed, too."""
    enquiry = _open(enquiry)
    _book(enquiry, starts_at, ends_at)
    _say(enquiry, Speaker.STAFF if user else Speaker.COMPANY, "", user, starts_at=starts_at, ends_at=ends_at)


@transaction.atomic
def decline(enquiry: Enquiry, *, text: str, user=None) -> None:
    """The company's no, with a sentence. Twice is once."""
    enquiry = _locked(enquiry)
    if enquiry.state == State.DECLINED:
        return
    _refuse_unless_open(enquiry)
    _say(enquiry, Speaker.STAFF if user else Speaker.COMPANY, text, user)
    _write(enquiry, state=State.DECLINED)
    mails.write_declined(enquiry, text)


@transaction.atomic
def accept(enquiry: Enquiry, *, line: int) -> None:
    """The asker takes the date that this line proposes: it is booked. Only the company's last word can be taken."""
    enquiry = _open(enquiry)
    proposed = proposal(enquiry)
    if proposed is None or proposed.pk != line:
        raise NotChangeable(_("この日時の案は、もう変わっています。"), _("いちばん新しい返事を見てください。"))
    _book(enquiry, proposed.starts_at, proposed.ends_at)
    mails.write_agreed(enquiry)


@transaction.atomic
def say(enquiry: Enquiry, *, text: str) -> None:
    """The asker answers the company's words; it has three days again."""
    enquiry = _open(enquiry)
    if enquiry.state != State.ANSWERED or enquiry.lines.count() >= MOST_LINES:
        raise NotChangeable(_("いまは、企業の返事を待っています。"), _("返事が来てから、書いてください。"))
    _say(enquiry, Speaker.ASKER, text, None)
    _write(enquiry, state=State.ASKED, waits_since=timezone.now(), reminded_at=None)
    mails.write_said(enquiry)


@transaction.atomic
def withdraw(enquiry: Enquiry) -> None:
    """The asker wants nothing any more. What nobody has confirmed is forgotten at once."""
    enquiry = _locked(enquiry)
    if enquiry.confirmed_at is None:
        blank([enquiry.subject])
        enquiry.delete()
    elif enquiry.state != State.WITHDRAWN:
        _refuse_unless_open(enquiry)
        _write(enquiry, state=State.WITHDRAWN)
        mails.write_withdrawn(enquiry)


def remind_due(at=None) -> int:
    """Remind companies, once for each question, of what they let lie for three days; how many."""
    return sum(_remind(enquiry, at) for enquiry in list(Enquiry.objects.to_remind(at)))


def end_due(at=None) -> int:
    """End what companies let lie for fourteen days, and name others to ask; how many."""
    return sum(_end(enquiry, at) for enquiry in list(Enquiry.objects.unanswered(at)))


def proposal(enquiry: Enquiry) -> EnquiryLine | None:
    """The date that the asker can take now."""
    last = list(enquiry.lines.all())[-1:] if enquiry.state == State.ANSWERED else []
    return last[0] if last and last[0].starts_at and last[0].starts_at > timezone.now() else None


def others(enquiry: Enquiry) -> list[Tour]:
    """Visits to ask for elsewhere: those in one of the company's fields first."""
    company = enquiry.tour.company
    fields = set(company.fields.values_list("pk", flat=True))
    found = Tour.objects.published().taking_enquiries().exclude(company=company).select_related("company")
    found = found.prefetch_related("company__fields").order_by("pk")
    return sorted(found, key=lambda tour: not fields & {field.pk for field in tour.company.fields.all()})[:3]


@transaction.atomic
def _remind(enquiry, at) -> bool:
    """The row is looked at again when it is locked: whoever runs at the same time writes no second mail."""
    enquiry = _locked(enquiry)
    if not Enquiry.objects.to_remind(at).filter(pk=enquiry.pk).exists():
        return False
    Enquiry.objects.filter(pk=enquiry.pk).update(reminded_at=at or timezone.now())
    mails.write_reminder(enquiry)
    return True


@transaction.atomic
def _end(enquiry, at) -> bool:
    enquiry = _locked(enquiry)
    if not Enquiry.objects.unanswered(at).filter(pk=enquiry.pk).exists():
        return False
    _write(enquiry, state=State.ENDED)
    mails.write_ended(enquiry, others(enquiry))
    return True


def _locked(enquiry):
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("tour__company")
    return rows.get(pk=enquiry.pk)


def _open(enquiry):
    enquiry = _locked(enquiry)
    _refuse_unless_open(enquiry)
    return enquiry


def _refuse_unless_open(enquiry):
    if enquiry.confirmed_at is None or enquiry.erased_at:
        raise NotChangeable
    if not enquiry.is_open:
        raise NotChangeable(
            {
                State.BOOKED: _("この相談は、もう見学が決まっています。"),
                State.DECLINED: _("この相談は、もうことわっています。"),
                State.WITHDRAWN: _("この相談は、取り下げられました。"),
            }.get(enquiry.state, _("返事がないまま14日たったので、この相談は終わりました。")),
            _("ページを開きなおして、いまの状態をたしかめてください。"),
        )


def _refuse_past(starts_at):
    if starts_at and starts_at <= timezone.now():
        raise Refused(_("もうすぎた日時です。"), _("これからの日時をえらんでください。"))


def _say(enquiry, speaker, text, user, **proposed):
    EnquiryLine.objects.create(enquiry=enquiry, speaker=speaker, text=text, user=user, **proposed)


def _write(enquiry, **fields):
    for name, value in {**fields, "changed_at": timezone.now()}.items():
        setattr(enquiry, name, value)
    enquiry.save(update_fields=[*fields, "changed_at"])


def _book(enquiry, starts_at, ends_at):
    _refuse_past(starts_at)
    tour = enquiry.tour
    slot = Slot(activity=tour, starts_at=starts_at, ends_at=ends_at)
    for name, value in times(tour, starts_at, ends_at, calendar_of(tour, starts_at)).items():
        setattr(slot, name, value)
    booking = arrange(slot=slot, party=_party(enquiry), key=f"enquiry:{enquiry.pk}")
    _write(enquiry, state=State.BOOKED, booking=booking)


def _party(enquiry):
    """Each guest is a school year and no name; whether the contact is among them nobody has to say."""
    return NewParty(
        family_name=enquiry.name,
        given_name="",
        family_kana="",
        given_kana="",
        email=enquiry.email,
        phone=enquiry.phone.as_e164 if enquiry.phone else "",
        guests=tuple(NewGuest(grade) for grade in enquiry.grades),
        consents=(PURPOSE,),
        answers={ANSWER: enquiry.manners} if enquiry.manners else {},
        language=enquiry.language,
    )
