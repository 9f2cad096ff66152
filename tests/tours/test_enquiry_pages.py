"""The pages of an enquiry: who may open them, what they refuse, and a teacher's way from the tour to the pass."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Booking
from privacy.models import ViewLog
from tests.factories import CompanyFactory, TourFactory
from tests.html import links, soup, text
from tests.queries import queries_of
from tests.tokyo import at
from tests.tours.asking import asked, host_page, in_days, link_in, mails, page, proposed, send, wish
from tours import enquiring
from tours.models import Enquiry
from tours.views.enquiries import ENQUIRE

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour(settings):
    settings.CONTACT = {"name": "区役所", "email": "ku@example.com"}
    return TourFactory(slug="senban", title="旋盤の見学", mode="enquiry", audience="schools", manners=["shoes"])


@pytest.fixture
def enquiry(client, tour):
    return asked(client, tour)


def desk_page(enquiry):
    return reverse("desk:enquiry", args=[enquiry.pk])


ANSWER = {"answer": "on", "text": "この日はいかがですか。"}


def dated(**changes):
    return {"day": str(in_days(30)), "starts": "10:00", "ends": "11:30"} | changes


def test_a_teacher_gets_from_the_tour_to_the_pass(client, tour):
    way = reverse("tours:enquire", args=[tour.slug])
    assert way in links(client.get(f"/tours/{tour.slug}/"))
    assert soup(client.get(way)).select_one("[name=kind][checked]")["value"] == "school"
    assert "メールを見てください" in text(send(client, tour))
    own = link_in(mails("confirm")[0])
    client.get(own)
    assert Enquiry.objects.get().confirmed_at is None  # scanners open links
    assert client.post(own, {"confirm": "on"}).url == own
    assert "返事を待っています" in text(client.get(own))
    host = link_in(mails("asked")[0])
    assert client.post(host, ANSWER | dated()).url == host
    answered = client.get(own)
    assert "この日時で決めますか" in text(answered)
    client.post(own, {"accept": str(Enquiry.objects.get().lines.get().pk)})
    booking = Booking.objects.get()
    assert booking.seats == 34
    manage = reverse("bookings:manage", args=[booking.party.token])
    assert manage in links(client.get(own))
    assert "小5 32人" in text(client.get(manage))
    assert "に決まりました。" in text(client.get(host))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "どれか一つをえらんでください。"),
        ({"count_1": "-3"}, "1以上の数字を入力してください。"),
        ({"count_1": "9" * 30}, "200以下の数字を入力してください。"),
        ({"count_1": "199"}, "全員で200人までにしてください。"),
        ({"count_1": ""}, "人数を書いてください。"),
        ({"grade_1": "", "count_1": ""}, "学年と人数を書いてください。"),
        ({"grade_1": "adult"}, "正しく選択してください。"),
        ({"teachers": ""}, "引率の先生の人数を書いてください。"),
        ({"kind": "general", "teachers": ""}, "子どもや高校生だけでは相談できません。"),
        ({"organisation": ""}, "学校や団体の名前を書いてください。"),
        ({"first_day": ""}, "希望の日を1つか、下のらんに希望を書いてください。"),
        ({"first_day": "2027-02-29"}, "日付を、2026-12-05 のように書いてください。"),
        ({"first_day": "2026-11-22"}, "あすより後の日付にしてください。"),
        ({"first_day": "2026-01-01"}, "あすより後の日付にしてください。"),
        ({"third_day": "2028-12-01"}, "1年先までの日付にしてください。"),
        ({"consent": ""}, "「読みました」に印をつけてください。"),
        ({"manners": ""}, "きまりを読んで、印をつけてください。"),
        ({"website": "spam"}, "このらんを空にして、もう一度送ってください。"),
        ({"key": "x"}, "ページの期限が切れました。もう一度送ってください。"),
        ({"email": "a@b"}, "メールアドレスの形になっていません。"),
        ({"message": "あ" * 1001}, "1000 文字以下"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(client, tour, wrong, sentence):
    with time_machine.travel(at(2026, 11, 22, 12), tick=False):
        answer = client.post(f"/tours/{tour.slug}/enquiry/", wish(tour, first_day="2027-01-20") | wrong)
    assert (answer.status_code, Enquiry.objects.count()) == (400, 0)
    assert sentence.replace(" ", "") in text(answer).replace(" ", "")


def test_29_february_exists_where_it_does(client, tour):
    with time_machine.travel(at(2027, 11, 22, 12), tick=False):
        send(client, tour, first_day="2028-02-29", second_day="2028-02-29")
    assert Enquiry.objects.get().days == [date(2028, 2, 29)]


def test_adults_alone_may_ask_without_a_school_year(client, tour):
    send(
        client,
        tour,
        kind="inspection",
        grade_1="",
        count_1="",
        teachers="",
        adults="12人",
        first_day="",
        wish="2月の平日",
    )
    assert (Enquiry.objects.get().people, Enquiry.objects.get().groups) == (12, [["adult", 12]])


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"mode": "free"}, 302), ({"mode": "booking"}, 302), ({"live": False}, 404), ({"company__hidden": True}, 404),
        ({"mode": "booking", "audience": "officials"}, 200), ({"mode": "enquiry"}, 200),
    ],
)  # fmt: skip
def test_only_tours_that_take_enquiries_have_the_form(client, changes, status):
    tour = TourFactory(**changes)
    assert client.get(f"/tours/{tour.slug}/enquiry/").status_code == status
    assert (send(client, tour).status_code, Enquiry.objects.count()) == (status, int(status == 200))


def test_one_network_may_ask_so_often_and_no_more(client, tour, clock_stands):
    answers = [
        client.post(f"/tours/{tour.slug}/enquiry/", {}, REMOTE_ADDR="192.0.2.1").status_code
        for _time in range(ENQUIRE.times + 1)
    ]
    assert answers == [400] * ENQUIRE.times + [429]


def test_the_company_sees_head_counts_and_the_contact_and_no_mail_address(client, enquiry):
    shown = text(client.get(host_page(enquiry)))
    assert [
        word for word in ("架空小学校", "見本 先生", "小5 32人、教員 2人", "火花を見たいです。") if word not in shown
    ] == []
    assert enquiry.email not in client.get(host_page(enquiry)).content.decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"answer": "on"}, 400), (ANSWER | {"day": "2026-12-05"}, 400), (ANSWER | {"starts": "10:00"}, 400),
        ({"book": "on"} | dated(day="2026-02-29"), 400), ({"book": "on"} | dated(ends="09:00"), 400),
        ({"book": "on"} | dated(day="2020-01-01"), 400), ({"decline": "on"}, 400), ({"nothing": "on"}, 400), ({}, 400),
        ({"answer": "on", "text": "x" * 1001}, 400),
    ],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_changes_nothing(client, enquiry, sent, status):
    assert client.post(host_page(enquiry), sent).status_code == status
    assert (Enquiry.objects.get().state, enquiry.lines.count(), Booking.objects.count()) == ("asked", 0, 0)


def test_a_wrong_or_old_link_opens_nothing(client, enquiry):
    other = asked(client, enquiry.tour)
    wrong = host_page(enquiry).replace(f"/{enquiry.pk}-", f"/{other.pk}-")
    Enquiry.objects.filter(pk=enquiry.pk).update(confirmed_at=None)  # nobody was told of it yet
    for address in (
        wrong,
        host_page(enquiry),
        page(enquiry).replace(enquiry.token, "x" * 32),
        "/tours/enquiry/host/0-/",
    ):
        assert [client.get(address).status_code, client.post(address, ANSWER).status_code] == [404, 404], address
    Enquiry.objects.update(erased_at=at(2026, 1, 1))
    assert [client.get(address).status_code for address in (page(other), host_page(other))] == [404, 404]


def test_a_refusal_is_told_on_the_page(client, enquiry):
    line = proposed(enquiry).lines.get()
    assert client.post(page(enquiry), {"accept": str(line.pk + 1)}).status_code == 409
    assert client.post(page(enquiry), {"accept": "x"}).status_code == 409
    assert client.post(page(enquiry), {"say": "on", "text": ""}).status_code == 400
    client.post(page(enquiry), {"withdraw": "on"})
    answer = client.post(host_page(enquiry), {"book": "on"} | dated())
    assert (answer.status_code, "この相談は、取り下げられました。" in text(answer)) == (409, True)


def test_who_stops_before_sending_is_forgotten_and_led_back(client, tour):
    send(client, tour)
    answer = client.post(page(Enquiry.objects.get()), {"withdraw": "on"}, follow=True)
    assert (answer.redirect_chain, Enquiry.objects.count()) == ([(f"/tours/{tour.slug}/", 302)], 0)
    assert "書いたことと連絡先は消しました。" in text(answer)


def test_both_pages_are_kept_by_nobody(client, enquiry):
    for address in (page(enquiry), host_page(enquiry)):
        answer = client.get(address)
        assert ("no-store" in answer["Cache-Control"], answer["X-Robots-Tag"]) == (True, "noindex, nofollow")


def test_staff_see_who_waits_and_answer_for_the_company(client, staff, enquiry):
    enquiring.remind_due(at(2027, 12, 1))
    listed = text(staff.get(reverse("desk:enquiries"), {"only": "late"}))
    assert ("企業に催促しました" in listed, "見本 先生" in listed) == (True, False)
    assert "見本 先生" in text(staff.get(desk_page(enquiry)))
    staff.post(desk_page(enquiry), ANSWER)
    line = enquiry.lines.get()
    assert (line.speaker, line.user, ViewLog.objects.filter(subject=enquiry.subject).count()) == (
        "staff",
        staff.user,
        2,
    )
    assert "区の職員" in text(client.get(page(enquiry)))


def test_an_unconfirmed_enquiry_is_on_no_page_of_the_desk(client, staff, tour):
    send(client, tour)
    assert "旋盤の見学" not in text(staff.get(reverse("desk:enquiries")))
    assert staff.get(desk_page(Enquiry.objects.get())).status_code == 404


def test_lists_and_pages_cost_the_same_for_one_and_for_three(client, staff, tour):
    enquiry = asked(client, tour)
    once = [
        len(queries_of(lambda: staff.get(reverse("desk:enquiries")))),
        len(queries_of(lambda: client.get(page(enquiry)))),
    ]
    for _number in range(2):
        asked(client, TourFactory(company=CompanyFactory(), mode="enquiry"), kind="general")
        proposed(enquiry)
    again = [
        len(queries_of(lambda: staff.get(reverse("desk:enquiries")))),
        len(queries_of(lambda: client.get(page(enquiry)))),
    ]
    assert again == once


def test_a_booking_page_of_a_tour_nobody_books_leads_on(client):
    ways = {"free": "/tours/{}/", "timed": "/tours/{}/", "enquiry": "/tours/{}/enquiry/"}
    for mode, way in ways.items():
        tour = TourFactory(mode=mode)
        book = f"/tours/{tour.slug}/book/"
        assert [client.get(book).url, client.post(book).url] == [way.format(tour.slug)] * 2


def test_a_booked_enquiry_whose_party_cancelled_says_so_to_the_company(client, enquiry):
    enquiring.book(enquiry, starts_at=at(2027, 1, 20, 10), ends_at=at(2027, 1, 20, 11))
    Booking.objects.update(state="cancelled")
    assert "そのあと、取り消されました。" in text(client.get(host_page(enquiry)))


def test_a_company_cannot_write_without_end(client, enquiry):
    most = enquiring.MOST_LINES + enquiring.MOST_ANSWERS
    sent = [client.post(host_page(enquiry), ANSWER).status_code for _ in range(most + 1)]
    assert sent == [302] * most + [409]
    assert len(mails("answered")) == most


def test_stopping_twice_at_the_same_moment_finds_nothing_the_second_time(client, tour, monkeypatch):
    send(client, tour)
    enquiry, withdraw = Enquiry.objects.get(), enquiring.withdraw
    monkeypatch.setattr(enquiring, "withdraw", lambda found: (withdraw(found), withdraw(found)))
    assert client.post(page(enquiry), {"withdraw": "on"}).status_code == 404
