"""What hosts hear of bookings that need no answer: each one, once a day or nothing, and never more than they can read."""

from datetime import datetime, timedelta

import pytest
import time_machine

from bookings import host_digests, services
from bookings.host_notices import HOURLY
from bookings.models import Booking, HostNews
from bookings.services import NewGuest
from directory.models import Company, Membership
from notices.models import Notice
from tests.bookings import parties
from tests.factories import CompanyFactory, EventFactory, SlotFactory, TourFactory, UserFactory
from tours import host_mails

pytestmark = pytest.mark.django_db
PERSONAL = ("見本", "花子", "ミホン", "hanako@example.com", "5000")
NOON = datetime.fromisoformat("2026-12-01T12:00+09:00")


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def company():
    company = CompanyFactory(name="架空製作所")
    Membership.objects.create(user=UserFactory(email="shacho@example.com"), company=company)
    return company


@pytest.fixture
def slot(clock, company):
    return dated(company)


def dated(company, *, days=7, capacity=40, **manner):
    activity = TourFactory(company=company, title="砥石の音を聞く見学", cancel_hours=24, **manner)
    starts_at = NOON + timedelta(days=days)
    return SlotFactory(
        activity=activity, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), capacity=capacity
    )


def adults(people):
    return {"guests": tuple(NewGuest("adult", is_self=position == 0) for position in range(people))}


def confirmed(slot, people=1):
    return parties.confirmed(slot, people, **adults(people))


def verified(slot, people=1):
    return parties.verified(slot, people, **adults(people))


def hears(company, hearing):
    Company.objects.filter(pk=company.pk).update(host_mails=hearing)


def run(clock, moment):
    clock.move_to(datetime.fromisoformat(f"{moment}+09:00"))
    return host_digests.write_due()


def to_hosts(kind="host_"):
    return list(Notice.objects.filter(kind__startswith=f"bookings.{kind}").order_by("pk"))


def busy_day(slot):
    """A booking that is made and changed, one that is moved here, one that is taken back."""
    services.change_party(booking=confirmed(slot, 2), guests=(NewGuest("teacher"),))
    day_after = {name: getattr(slot, name) + timedelta(days=2) for name in ("starts_at", "ends_at")}
    other = SlotFactory(activity=slot.activity, capacity=9, **day_after)
    services.move(booking=confirmed(other, 3), slot=slot)
    services.cancel(booking=confirmed(slot), by="guest")


def test_by_default_one_mail_at_six_in_the_evening_of_a_day_with_news(clock, slot):
    busy_day(slot)
    moments = ("12-01T17:59", "12-01T18:00", "12-01T18:05", "12-02T18:00")
    assert [run(clock, f"2026-{moment}") for moment in moments] == [0, 1, 0, 0]
    [mail] = to_hosts()
    assert (mail.to, mail.kind, mail.subject) == (
        "shacho@example.com",
        "bookings.host_news",
        "予約のお知らせ（6件）",
    )
    assert HostNews.objects.count() == 0


def test_it_says_what_happened_to_which_slot_and_who_comes_by_now(clock, slot):
    busy_day(slot)
    run(clock, "2026-12-01T18:00")
    text = to_hosts()[0].text
    assert text.startswith("12月1日(火) 18:00 までの予約の動きです。\n")
    lines = text.splitlines()
    begin = lines.index("2026年12月8日(火) 12:00〜13:00")
    assert lines[begin + 1 : begin + 8] == [
        "砥石の音を聞く見学",
        "- 新しい予約: 2人",
        "- 人の変更: 1人（教員 1人）",
        "- ほかの日時からの変更: 3人（社会人・そのほか 3人）（12月10日(木) 12:00 から）",
        "- 新しい予約: 1人（社会人・そのほか 1人）",
        "- 予約の取り消し: 1人（社会人・そのほか 1人）",
        "いまの予約: 4人（定員 40人）",
    ]


def test_no_mail_to_a_host_names_anybody(clock, company, slot):
    hears(company, "each")
    busy_day(slot)
    hears(company, "daily")
    busy_day(dated(company, days=5))
    run(clock, "2026-12-01T18:00")
    mails = to_hosts()
    codes = list(Booking.objects.values_list("party__code", flat=True))
    words = [word for mail in mails for word in (*PERSONAL, *codes) if word in mail.subject + mail.text + mail.html]
    assert (len(mails), words) == (7, [])


def test_each_thing_at_once_for_those_who_chose_so(clock, company, slot):
    hears(company, "each")
    busy_day(slot)
    subjects = [mail.subject.partition("｜")[0] for mail in to_hosts("host_told")]
    assert subjects == [
        "新しい予約が入りました", "予約の人数や学年が変わりました", "新しい予約が入りました", "予約の日時が変わりました",
        "新しい予約が入りました", "予約が取り消されました",
    ]  # fmt: skip
    assert "前の日時：12月10日(木) 12:00〜" in to_hosts("host_told")[3].text
    assert run(clock, "2026-12-01T18:00") == 0


def test_nothing_but_what_needs_an_answer_for_those_who_chose_so(clock, company, slot):
    hears(company, "answers")
    busy_day(slot)
    verified(dated(company, days=5, acceptance="approval"))
    assert run(clock, "2026-12-01T18:00") == 0
    assert [mail.kind for mail in to_hosts()] == ["bookings.host_request"]


def test_who_chooses_otherwise_meanwhile_is_not_told_what_is_left(clock, company, slot):
    confirmed(slot)
    hears(company, "answers")
    assert (run(clock, "2026-12-01T18:00"), HostNews.objects.count()) == (0, 0)


def test_a_withdrawn_request_is_news_of_the_day(clock, company, slot):
    services.cancel(booking=verified(dated(company, days=5, acceptance="approval"), 2), by="guest")
    run(clock, "2026-12-01T18:00")
    assert "- 申し込みの取り消し: 2人（社会人・そのほか 2人）" in to_hosts("host_news")[0].text


def test_what_comes_after_the_mail_of_the_day_is_told_the_next_day(clock, slot):
    confirmed(slot)
    run(clock, "2026-12-01T18:05")
    late = HostNews.objects.create(booking=confirmed(slot, 2), slot=slot, what="booked", seats=2)
    HostNews.objects.filter(pk=late.pk).update(at=NOON)  # its transaction ended after the mail was written
    assert (run(clock, "2026-12-01T18:10"), run(clock, "2026-12-02T18:00")) == (0, 1)
    assert (to_hosts()[-1].text.count("- 新しい予約: 2人"), HostNews.objects.count()) == (2, 0)


def test_after_a_long_standstill_all_of_it_comes_in_one_mail(clock, slot):
    confirmed(slot)
    clock.move_to(NOON + timedelta(days=1))
    confirmed(slot)
    assert run(clock, "2026-12-04T09:00") == 1
    assert to_hosts()[0].subject == "予約のお知らせ（2件）"


def test_several_people_of_a_company_read_the_same_and_of_their_company_alone(clock, company, slot):
    Membership.objects.create(user=UserFactory(email="kojo@example.com"), company=company)
    other = CompanyFactory()
    Membership.objects.create(user=UserFactory(email="yoso@example.com"), company=other)
    confirmed(slot)
    confirmed(dated(other), 5)
    assert run(clock, "2026-12-01T18:00") == 3
    mails = {mail.to: mail.text for mail in to_hosts()}
    assert {to: text.count("5人") for to, text in mails.items()} == {
        "shacho@example.com": 0,
        "kojo@example.com": 0,
        "yoso@example.com": 3,
    }


def test_bookings_of_an_event_are_no_news(clock, settings):
    settings.CONTACT = {"name": "大田区役所", "email": "ward@example.com"}
    confirmed(SlotFactory(activity=EventFactory(), days=7))
    assert (HostNews.objects.count(), run(clock, "2026-12-01T18:00")) == (0, 0)


def test_more_requests_than_anybody_reads_in_an_hour_come_in_one_mail(clock, company):
    slot = dated(company, acceptance="approval")
    asked = [verified(slot) for _number in range(HOURLY + 3)]
    assert len(to_hosts("host_request")) == HOURLY
    services.cancel(booking=asked[-1], by="guest")  # the mail of the hour does not ask about it any more
    assert [run(clock, f"2026-12-01T{moment}") for moment in ("12:55", "13:00", "13:05")] == [0, 1, 0]
    [mail] = to_hosts("host_news")
    assert mail.text.startswith("この1時間はお知らせが多かったので、まとめて送ります。\n")
    assert mail.text.count("/answer/") == 2
    assert mail.html.count("/answer/") == 2
    verified(slot)  # an hour later they come by themselves again
    assert len(to_hosts("host_request")) == HOURLY + 1


# The link in each such mail


def link_in(mail):
    [link] = [line for line in mail.text.splitlines() if "/host-mails/link/" in line]
    return link.removeprefix("http://127.0.0.1:8000")


def test_the_link_in_each_mail_changes_the_choice_by_a_button_and_not_by_opening_it(client, clock, company, slot):
    verified(dated(company, days=5, acceptance="approval"))
    confirmed(slot)
    run(clock, "2026-12-01T18:00")
    links = [link_in(mail) for mail in to_hosts()]
    assert (len(links), len(set(links))) == (2, 1)
    page = client.get(links[0]).content.decode()
    assert (client.head(links[0]).status_code, page.count("checked")) == (200, 1)
    company.refresh_from_db()
    assert company.host_mails == "daily"
    page = client.post(links[0], {"hearing": "answers"}, follow=True).content.decode()
    company.refresh_from_db()
    assert (company.host_mails, "受け取り方を変えました。" in page) == ("answers", True)


def test_the_link_is_nobody_elses_and_ends_with_whoever_leaves(client, company):
    link = host_mails.path(TourFactory(company=company).pk, "shacho@example.com")
    number, digits = link.split("/")[-2].split("-")
    wrong = [f"{number}-{'0' * 64}", f"{number}-", number, "x", "9" * 30, f"{int(number) + 1}-{digits}", f"１-{digits}"]
    addresses = [f"/tours/host-mails/link/{secret}/" for secret in wrong]
    assert {client.post(address, {"hearing": "each"}).status_code for address in addresses} == {404}
    Membership.objects.all().delete()
    assert client.post(link, {"hearing": "each"}).status_code == 404
    company.refresh_from_db()
    assert company.host_mails == "daily"


def test_no_choice_is_a_sentence_and_changes_nothing(client, company):
    link = host_mails.path(TourFactory(company=company).pk, "shacho@example.com")
    answer = client.post(link, {"hearing": "hourly"})
    assert (answer.status_code, 'class="error-summary"' in answer.content.decode()) == (400, True)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


def test_publishing_an_older_draft_does_not_bring_back_an_older_choice(company):
    company.save_revision()
    host_mails.choose(company=company, hearing="answers")
    Company.objects.get().latest_revision.publish()
    company.refresh_from_db()
    assert company.host_mails == "answers"
