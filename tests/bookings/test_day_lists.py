"""The list of the day: to those who receive the guests, without a name, once, at six."""

from datetime import datetime, timedelta

import pytest
import time_machine

from bookings import day_lists
from bookings.models import Booking
from directory.models import Membership
from notices.models import Notice
from tests.factories import BookingFactory, CompanyFactory, PartyFactory, SlotFactory, TourFactory, UserFactory

pytestmark = pytest.mark.django_db
PERSON = {"family_name": "見本", "given_name": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"}
PERSON |= {"email": "hanako@example.com", "phone": "03-5000-0000"}


@pytest.fixture
def company():
    return company_with("shacho@example.com")


def company_with(*addresses):
    company = CompanyFactory(name="架空製作所")
    for address in addresses:
        Membership.objects.create(user=UserFactory(email=address), company=company)
    return company


def visit(company, clock, *parties, date="2026-12-05", state=Booking.State.CONFIRMED):
    """A slot of a tour of this company with parties of these school years."""
    starts_at = datetime.fromisoformat(f"{date}T{clock}+09:00")
    tour = TourFactory(company=company, title="旋盤の見学", place="門の前", bring="かかとをおおう靴")
    slot = SlotFactory(activity=tour, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), capacity=40)
    for grades in parties:
        party = PartyFactory(guests=grades, **PERSON, answers={"質問": "車いす"})
        BookingFactory(slot=slot, party=party, seats=len(grades), state=state)
    return slot


def run(moment):
    with time_machine.travel(datetime.fromisoformat(f"{moment}+09:00"), tick=False):
        return day_lists.write_due()


def lists():
    return list(Notice.objects.filter(kind="bookings.day_list").order_by("pk"))


def test_one_mail_at_six_in_the_morning_and_none_before(company):
    visit(company, "10:00", ["e4", "parent"])
    moments = ("12-04T23:55", "12-05T05:59", "12-05T06:00", "12-05T06:05", "12-05T09:55")
    assert [run(f"2026-{moment}") for moment in moments] == [0, 0, 1, 0, 0]


def test_it_says_times_head_counts_school_years_and_what_was_promised(company):
    visit(company, "14:00", ["h2"])
    visit(company, "10:00", ["e4", "e4", "parent"], ["adult"])
    run("2026-12-05T06:00")
    [mail] = lists()
    assert (mail.to, mail.subject) == ("shacho@example.com", "きょう12月5日(土)の受け入れ（5人）")
    lines = [line for line in mail.text.splitlines() if line]
    assert lines[1:7] == [
        "10:00〜11:00 · 4人", "内容: 旋盤の見学", "1組目: 小4 2人、保護者 1人", "2組目: 社会人・そのほか 1人",
        "集合場所: 門の前", "見学先: 架空製作所",
    ]  # fmt: skip
    assert ("服装・持ち物: かかとをおおう靴" in lines, "14:00〜15:00 · 1人" in lines) == (True, True)


def test_no_name_address_number_or_answer_of_a_guest_stands_in_it(company):
    visit(company, "10:00", ["e4"])
    run("2026-12-05T06:00")
    [mail] = lists()
    words = [*PERSON.values(), "車いす", Booking.objects.get().party.code]
    assert [word for word in words if word in mail.subject + mail.text + mail.html] == []


def test_a_company_reads_of_its_own_guests_alone(company):
    other = company_with("yoso@example.com")
    visit(company, "10:00", ["e4"])
    visit(other, "11:00", ["h1"])
    run("2026-12-05T06:00")
    assert {mail.to: ("小4" in mail.text, "高1" in mail.text) for mail in lists()} == {
        "shacho@example.com": (True, False),
        "yoso@example.com": (False, True),
    }


def test_every_host_has_a_mail_of_their_own():
    visit(company_with("a@example.com", "b@example.com"), "10:00", ["e4"])
    assert (run("2026-12-05T06:00"), [mail.to for mail in lists()]) == (2, ["a@example.com", "b@example.com"])


@pytest.mark.parametrize("state", [state for state in Booking.State if state != Booking.State.CONFIRMED])
def test_only_confirmed_bookings_count(company, state):
    visit(company, "10:00", ["e4"], state=state)
    assert run("2026-12-05T06:00") == 0


def test_other_days_are_not_today(company):
    visit(company, "23:30", ["e4"], date="2026-12-04")
    visit(company, "00:30", ["e4"], date="2026-12-06")
    assert run("2026-12-05T06:00") == 0


@pytest.mark.parametrize(("moment", "written"), [("2026-12-05T09:59", 1), ("2026-12-05T10:00", 0)])
def test_a_late_run_tells_of_what_is_still_to_come(company, moment, written):
    visit(company, "10:00", ["e4"])
    assert run(moment) == written


def test_its_key_keeps_no_address(company):
    visit(company, "10:00", ["e4"])
    run("2026-12-05T06:00")
    [mail] = lists()
    assert ("shacho" in mail.dedupe_key, mail.keep_days) == (False, 7)
