"""Thanks after the visit and three questions: once per party, kept so that nobody can tell whose answer it is."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from bookings import reminders, services, surveys
from bookings.models import Booking, SurveyAnswer, Surveyed
from bookings.surveys import GradeGroup
from events.models import Participation
from notices.models import Notice
from privacy.services import erase_expired
from tests.bookings.parties import confirmed, mails
from tests.bookings.visitors import heading, page_of, text
from tests.factories import BookingFactory, EventFactory, PartyFactory, SlotFactory, TourFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ANSWER = {"rating": "5", "before": "hard", "after": "wished", "again": "yes", "words": "火花が　きれいでした。"}


@pytest.fixture
def visited():
    """A party of three that came on Saturday 5 December 2026 from ten to half past eleven."""
    starts_at = datetime.fromisoformat("2026-12-05T10:00+09:00")
    slot = SlotFactory(
        activity=TourFactory(title="旋盤の見学"), starts_at=starts_at, books_from=starts_at - timedelta(days=90)
    )
    with time_machine.travel(datetime.fromisoformat("2026-11-21T12:00+09:00"), tick=False):
        return confirmed(slot, 3)


@pytest.fixture
def monday():
    with time_machine.travel(datetime.fromisoformat("2026-12-07T12:00+09:00"), tick=False):
        yield


def run(moment):
    with time_machine.travel(datetime.fromisoformat(f"{moment}+09:00"), tick=False):
        reminders.write_due()
    return Notice.objects.filter(kind="bookings.thanks").count()


def send(client, booking, **changes):
    return client.post(page_of(booking, "thanks/"), ANSWER | changes)


# The mail


def test_thanks_come_once_the_morning_after(visited):
    moments = ("12-05T11:31", "12-06T08:59", "12-06T09:00", "12-06T09:05", "12-07T12:00")
    assert [run(f"2026-{moment}") for moment in moments] == [0, 0, 1, 1, 1]


def test_thanks_that_are_days_late_are_not_sent(visited):
    assert run("2026-12-08T09:00") == 0


def test_no_thanks_for_a_visit_that_was_cancelled(visited):
    services.cancel(booking=visited, by="desk")
    assert run("2026-12-06T09:00") == 0


def test_the_mail_leads_to_the_questions_and_to_where_the_company_can_be_met_next(visited):
    company = visited.slot.activity.tour.company
    event = EventFactory(title="交流会", slug="koryukai")
    Participation.objects.create(event=event, company=company)
    with time_machine.travel(datetime.fromisoformat("2026-12-06T08:00+09:00"), tick=False):
        SlotFactory(activity=event, days=5)
        SlotFactory(activity=TourFactory(company=company, title="めっきの見学", slug="mekki"), days=9)
        SlotFactory(activity=TourFactory(title="よその見学"), days=9)
    run("2026-12-06T09:00")
    [mail] = mails(visited, "thanks")
    lines = mail.text.splitlines()
    assert f"http://127.0.0.1:8000/bookings/{visited.party.token}/thanks/" in lines
    assert [line for line in lines if line.startswith("http")][1:] == [
        "http://127.0.0.1:8000/events/koryukai/", "http://127.0.0.1:8000/tours/mekki/",
    ]  # fmt: skip
    assert "よその見学" not in mail.text + mail.html


# The page


def test_an_answer_is_kept_without_whose_it_is(visited, client, monday):
    response = send(client, visited)
    assert (response.status_code, response.url) == (302, page_of(visited, "thanks/"))
    kept = SurveyAnswer.objects.values().get()
    kept.pop("id")
    assert kept == {
        "activity_id": visited.slot.activity_id, "month": date(2026, 12, 1), "group": GradeGroup.ADULTS,
        "rating": 5, "before": "hard", "after": "wished", "again": True, "words": "火花が きれいでした。",
    }  # fmt: skip
    assert list(Surveyed.objects.values()) == [{"party_id": visited.party_id}]
    assert heading(client.get(response.url)) == "答えを受け取りました"


def test_the_page_says_that_answers_cannot_be_taken_back(visited, client, monday):
    page = text(client.get(page_of(visited, "thanks/")))
    assert "だれの答えかは記録しません" in page


def test_a_party_answers_once(visited, client, monday):
    send(client, visited)
    response = send(client, visited, rating="1")
    assert (response.status_code, SurveyAnswer.objects.get().rating) == (409, 5)
    assert "もう受け取っています" in text(response)


@pytest.mark.parametrize(
    "changes",
    [{"rating": "6"}, {"rating": ""}, {"rating": "５x"}, {"before": "x"}, {"after": ""}, {"again": ""},
     {"words": "あ" * 301}, {"words": "a\x00b"}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_a_sentence(visited, client, monday, changes):
    response = send(client, visited, **changes)
    assert (response.status_code, SurveyAnswer.objects.count(), Surveyed.objects.count()) == (400, 0, 0)
    assert "入力を確認してください（1件）" in text(response)


def test_before_the_visit_is_over_nobody_is_asked(visited, client):
    with time_machine.travel(datetime.fromisoformat("2026-12-05T11:29+09:00"), tick=False):
        assert client.get(page_of(visited, "thanks/")).url == page_of(visited)
        assert send(client, visited).url == page_of(visited)
    assert SurveyAnswer.objects.count() == 0


def test_who_did_not_come_is_not_asked(visited, client, monday):
    Booking.objects.update(state=Booking.State.CANCELLED)
    assert send(client, visited).url == page_of(visited)
    assert SurveyAnswer.objects.count() == 0


def test_another_token_answers_nothing(visited, client, monday):
    assert client.post("/bookings/nosuch/thanks/", ANSWER).status_code == 404
    assert SurveyAnswer.objects.count() == 0


@pytest.mark.parametrize(
    ("grades", "group"),
    [
        (["e4", "parent", "parent"], GradeGroup.CHILDREN),
        (["preschool"], GradeGroup.CHILDREN),
        (["j1", "j2", "h1"], GradeGroup.JUNIOR),
        (["kosen", "teacher"], GradeGroup.HIGH),
        (["graduate"], GradeGroup.STUDENTS),
        (["adult", "parent"], GradeGroup.ADULTS),
        ([], GradeGroup.ADULTS),
    ],
)
def test_a_party_counts_as_what_most_of_its_young_people_are(grades, group):
    assert surveys.group_of(grades) == group


@pytest.mark.parametrize("wrong", [{"rating": 0}, {"rating": 6}, {"month": date(2026, 12, 5)}])
def test_the_database_keeps_no_time_finer_than_a_month_and_no_sixth_face(visited, wrong):
    row = {"activity": visited.slot.activity, "month": date(2026, 12, 1), "group": "high", "rating": 3}
    row |= {"before": "hard", "after": "hard", "again": False}
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyAnswer.objects.create(**row | wrong)


# How long


@pytest.mark.parametrize(("today", "left"), [("2027-05-31", "火花"), ("2027-07-01", "")])
def test_own_words_go_after_half_a_year_and_figures_stay(visited, today, left):
    surveys.answer(booking=visited, rating=4, before="hard", after="hard", again=False, words="火花")
    erase_expired(datetime.fromisoformat(f"{today}T03:10+09:00"))
    assert SurveyAnswer.objects.values_list("words", "rating").get() == (left, 4)


def test_erasing_the_party_leaves_the_answer(visited, client, monday):
    send(client, visited)
    erase_expired(visited.slot.ends_at + timedelta(days=91))
    assert SurveyAnswer.objects.count() == 1
    assert client.get(page_of(visited, "thanks/")).status_code == 404


# At the desk


def said(activity, answers, **changes):
    for _number in range(answers):
        booking = BookingFactory(slot=SlotFactory(activity=activity), party=PartyFactory())
        facts = {"rating": 4, "before": "hard", "after": "skilled", "again": True, "words": "秘密のことば"}
        surveys.answer(booking=booking, **facts | changes)


def test_staff_see_the_figures_of_five_answers_and_not_of_four(staff):
    many, few = TourFactory(title="多い見学"), TourFactory(title="少ない見学")
    said(many, 5, words="火花")
    said(few, 4)
    page = staff.get(reverse("desk:surveys"))
    shown = {
        result.activity.title: (result.answers, result.rating, result.before, result.after, result.again)
        for result in page.context["results"]
    }
    assert shown == {"多い見学": (5, 4.0, 0, 5, 5), "少ない見学": (None, None, None, None, None)}
    assert ("火花" in text(page), "秘密のことば" in text(page)) == (True, False)


def test_results_cost_the_same_for_one_and_for_three(staff):
    said(TourFactory(), 5)
    one = len(queries_of(lambda: staff.get(reverse("desk:surveys"))))
    said(TourFactory(), 5), said(TourFactory(), 5)
    assert len(queries_of(lambda: staff.get(reverse("desk:surveys")))) == one


@pytest.mark.parametrize("client", ["editor", "owner", "helper_user"])
def test_nobody_else_sees_the_results(request, client):
    assert request.getfixturevalue(client).get(reverse("desk:surveys")).status_code == 403
