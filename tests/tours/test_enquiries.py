"""The life of an enquiry, step by step and refusal by refusal."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import NotChangeable, Refused, SlotFull
from bookings.models import Booking, Party, Slot
from directory.models import Membership
from notices.models import Notice
from privacy.models import Consent
from privacy.services import erase_expired
from tests.factories import CompanyFactory, SlotFactory, TourFactory, UserFactory
from tests.tours.asking import ADDRESS, asked, at_hour, mails, proposed, send, wish
from tours import enquiring
from tours.models import Enquiry
from tours.tasks import enquiries

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    company = CompanyFactory(name="架空製作所")
    user = UserFactory(email="shacho@example.com")
    Membership.objects.create(user=user, company=company, role=Membership.Role.OWNER)
    return company


@pytest.fixture
def tour(company):
    return TourFactory(company=company, title="旋盤の見学", mode="enquiry", audience="schools", minutes=60)


@pytest.fixture
def enquiry(client, tour):
    return asked(client, tour)


def book(enquiry, days=30):
    starts_at = at_hour(10, days)
    enquiring.book(enquiry, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


def state(enquiry):
    return Enquiry.objects.get(pk=enquiry.pk).state


def test_nobody_hears_of_an_enquiry_before_its_address_is_confirmed(client, tour):
    send(client, tour)
    [mail] = Notice.objects.all()
    assert (mail.to, mail.kind, "見本" in mail.text, "架空小学校" in mail.html) == (
        ADDRESS, "tours.enquiry_confirm", False, False,
    )  # fmt: skip
    enquiring.confirm(Enquiry.objects.get())
    enquiring.confirm(Enquiry.objects.get())
    [mail] = mails("asked")
    assert (mail.to, "34人" in mail.text, "小5 32人、教員 2人" in mail.text) == ("shacho@example.com", True, True)
    assert [
        word for word in ("見本", "架空小学校", ADDRESS, "火花") if word in mail.text + mail.html + mail.subject
    ] == []
    assert Consent.objects.filter(subject=Enquiry.objects.get().subject, purpose__key="enquiry").count() == 1


def test_the_same_form_sent_twice_is_one_enquiry(client, tour):
    for _time in range(2):
        assert send(client, tour, key="k" * 32).status_code == 200
    assert (Enquiry.objects.count(), len(mails("confirm"))) == (1, 1)


def test_nobody_fills_a_strangers_mailbox(client, tour):
    for _number in range(enquiring.MOST_UNCONFIRMED + 2):
        send(client, tour)
    assert len(mails("confirm")) == enquiring.MOST_UNCONFIRMED


def test_a_date_of_the_company_is_taken_by_one_button_and_is_a_booking_for_all(enquiry):
    proposed(enquiry)
    [mail] = mails("answered")
    assert (mail.to, "この日はいかがですか。" in mail.text, "日時の案：" in mail.text) == (ADDRESS, True, True)
    enquiring.accept(enquiry, line=enquiry.lines.get().pk)
    booking = Booking.objects.get()
    assert (state(enquiry), booking.state, booking.seats, booking.slot.status) == ("booked", "confirmed", 34, "closed")
    assert (booking.party.email, booking.party.contact_name) == (ADDRESS, "見本 先生")
    assert (len(mails("agreed")), Notice.objects.filter(kind="bookings.confirmed").count()) == (1, 1)
    assert services.check_seats() == []


def test_the_company_fixes_a_date_by_itself(enquiry):
    book(enquiry)
    assert (state(enquiry), Booking.objects.get().seats) == ("booked", 34)


def test_who_asks_may_answer_once_and_waits_again(enquiry):
    proposed(enquiry)
    enquiring.say(enquiry, text="午後はどうですか。")
    assert (state(enquiry), len(mails("said"))) == ("asked", 1)
    with pytest.raises(NotChangeable):
        enquiring.say(enquiry, text="もう一度")
    with pytest.raises(NotChangeable):  # the date was proposed before
        enquiring.accept(enquiry, line=enquiry.lines.first().pk)
    assert Booking.objects.count() == 0


def test_only_the_last_word_of_the_company_can_be_taken(enquiry):
    first = proposed(enquiry).lines.get()
    proposed(enquiry, days=31)
    with pytest.raises(NotChangeable):
        enquiring.accept(enquiry, line=first.pk)
    enquiring.accept(enquiry, line=enquiry.lines.last().pk)
    assert timezone.localdate(Booking.objects.get().slot.starts_at) == at_hour(10, 31).date()


def test_a_no_is_mailed_with_its_sentence_and_is_the_end(enquiry):
    enquiring.decline(enquiry, text="その月は工事があります。")
    enquiring.decline(enquiry, text="もう一度")
    [mail] = mails("declined")
    assert ("その月は工事があります。" in mail.text, state(enquiry)) == (True, "declined")


def test_withdrawing_tells_the_company_and_before_the_confirmation_forgets_everything(client, tour, enquiry):
    enquiring.withdraw(enquiry)
    assert (state(enquiry), len(mails("withdrawn"))) == ("withdrawn", 1)
    send(client, tour)
    enquiring.withdraw(Enquiry.objects.latest("pk"))
    assert (Enquiry.objects.count(), len(mails("withdrawn"))) == (1, 1)
    assert "" in [mail.to for mail in mails("confirm")]


STEPS = {
    "answer": lambda enquiry: enquiring.answer(enquiry, text="はい"),
    "book": book,
    "decline": lambda enquiry: enquiring.decline(enquiry, text="いいえ"),
    "accept": lambda enquiry: enquiring.accept(enquiry, line=1),
    "say": lambda enquiry: enquiring.say(enquiry, text="はい"),
    "withdraw": enquiring.withdraw,
}
TWICE = {"decline": "declined", "withdraw": "withdrawn"}  # the same once more is no refusal


@pytest.mark.parametrize("ended", ["booked", "declined", "withdrawn", "ended"])
@pytest.mark.parametrize("step", STEPS)
def test_what_has_ended_takes_no_further_step(enquiry, step, ended):
    Enquiry.objects.update(state=ended)
    before = Notice.objects.count()
    if TWICE.get(step) == ended:
        STEPS[step](enquiry)
    else:
        with pytest.raises(NotChangeable):
            STEPS[step](enquiry)
    assert (state(enquiry), Booking.objects.count(), Notice.objects.count()) == (ended, 0, before)


@pytest.mark.parametrize("step", ["answer", "book", "decline", "accept", "say"])
def test_what_is_not_confirmed_takes_no_step(client, tour, step):
    send(client, tour)
    with pytest.raises(NotChangeable):
        STEPS[step](Enquiry.objects.get())


def test_a_moment_that_is_over_or_taken_is_refused_and_nothing_changes(enquiry):
    with pytest.raises(Refused):
        book(enquiry, days=-1)
    SlotFactory(activity=enquiry.tour, starts_at=at_hour(10), status=Slot.Status.CLOSED, capacity=3, taken=3)
    with pytest.raises(SlotFull):
        book(enquiry)
    assert (state(enquiry), Party.objects.count(), enquiry.lines.count()) == ("asked", 0, 0)


def days_later(number):
    return timezone.now() + timedelta(days=number, seconds=1)


def test_the_company_is_reminded_once_for_each_question_and_staff_see_it_then(enquiry):
    assert enquiring.remind_due(days_later(2)) == 0
    assert [enquiring.remind_due(days_later(3)) for _time in range(2)] == [1, 0]
    assert (len(mails("reminder")), Enquiry.objects.late().count()) == (1, 1)
    proposed(enquiry)
    assert (Enquiry.objects.late().count(), enquiring.remind_due(days_later(9))) == (0, 0)
    enquiring.say(enquiry, text="午後はどうですか。")
    assert (enquiring.remind_due(days_later(3)), len(mails("reminder"))) == (1, 2)


def test_after_two_weeks_it_ends_kindly_with_others_to_ask(enquiry):
    other = TourFactory(mode="enquiry", title="ねじの見学")
    TourFactory(title="予約の見学"), TourFactory(mode="enquiry", title="非公開", live=False)
    assert [enquiring.end_due(days_later(13)), enquiring.end_due(days_later(14)), enquiring.end_due(days_later(14))] == [
        0, 1, 0,
    ]  # fmt: skip
    [mail] = mails("ended")
    assert (state(enquiry), f"/tours/{other.slug}/enquiry/" in mail.text) == ("ended", True)
    assert [word for word in ("予約の見学", "非公開") if word in mail.text] == []


def test_the_clock_runs_both(enquiry):
    Enquiry.objects.update(waits_since=days_later(-4))
    enquiries()
    assert (len(mails("reminder")), state(enquiry)) == (1, "asked")


def test_an_unconfirmed_one_is_forgotten_after_a_week(client, tour):
    send(client, tour)
    assert [erase_expired(days_later(number))["tours.enquiries"] for number in (6, 7)] == [0, 1]
    assert (Enquiry.objects.count(), Notice.objects.filter(to=ADDRESS).count()) == (0, 0)


def test_people_and_words_are_erased_90_days_after_the_last_word_or_the_visit(client, tour, enquiry):
    enquiring.decline(enquiry, text="その月は工事があります。")
    visit = asked(client, tour)
    book(visit)
    assert [erase_expired(days_later(number))["tours.enquiries"] for number in (89, 90)] == [0, 1]
    enquiry.refresh_from_db(), visit.refresh_from_db()
    assert [getattr(enquiry, name) for name in Enquiry.PERSONAL] == [""] * len(Enquiry.PERSONAL)
    assert (enquiry.people, enquiry.state, enquiry.lines.get().text, visit.email) == (34, "declined", "", ADDRESS)
    assert erase_expired(days_later(121))["tours.enquiries"] == 1
    assert (Enquiry.objects.filter(erased_at=None).count(), Notice.objects.filter(to=ADDRESS).count()) == (0, 0)


def test_english_askers_get_english_and_companies_japanese(client, tour):
    client.post(f"/en/tours/{tour.slug}/enquiry/", wish(tour))
    enquiring.confirm(Enquiry.objects.get())
    assert (mails("confirm")[0].language, "/en/tours/enquiry/link/" in mails("confirm")[0].text) == ("en", True)
    assert (mails("asked")[0].language, "/en/" in mails("asked")[0].text) == ("ja", False)


def test_what_somebody_types_never_reaches_a_header(client, tour):
    evil = "a\r\nBcc: b@example.com"
    send(client, tour, organisation=evil, name="見本", message=evil, wish=evil)
    enquiring.confirm(Enquiry.objects.get())
    enquiring.decline(Enquiry.objects.get(), text=evil)
    assert [mail for mail in Notice.objects.all() if "Bcc" in mail.subject or "Bcc" in mail.to] == []
    assert Enquiry.objects.get().organisation == "a Bcc: b@example.com"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_mail_is_text_and_html_with_the_same_links(enquiry, language):
    Enquiry.objects.update(language=language)
    TourFactory(mode="enquiry", title="ねじの<見学>")
    proposed(enquiry)
    enquiring.say(enquiry, text="午後は<どう>ですか。")
    enquiring.remind_due(days_later(3))
    answered = proposed(enquiry)
    enquiring.accept(enquiry, line=answered.lines.last().pk)
    for step in (lambda: enquiring.decline(enquiry, text="<いいえ>"), lambda: enquiring.withdraw(enquiry)):
        Enquiry.objects.update(state="asked")
        step()
    Enquiry.objects.update(state="asked")
    enquiring.end_due(days_later(14))
    found = Notice.objects.filter(kind__startswith="tours.enquiry_")
    assert len(set(found.values_list("kind", flat=True))) == 9
    for mail in found:
        words = [set(re.findall(r"http://127[^\s\"<]+", part)) for part in (mail.text, mail.html)]
        assert words[0] == words[1], mail.kind
        assert [mark for mark in ("&lt;", "{{", "None") if mark in mail.text] == [], mail.kind
        assert [mark for mark in ("<どう>", "<いいえ>", "<見学>", "{{") if mark in mail.html] == [], mail.kind
    assert {mail.language for mail in found if mail.kind == "tours.enquiry_ended"} == {language}
