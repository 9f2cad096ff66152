"""The desk changes when a tour takes place: first it says what would happen, then it does it."""

from datetime import date, time

import pytest
import time_machine

from bookings.models import Slot
from tests.factories import (
    AvailabilityRuleFactory,
    BookingFactory,
    ClosureFactory,
    CompanyFactory,
    OpeningFactory,
    TourFactory,
)
from tests.html import text
from tests.queries import queries_of
from tests.tokyo import TOKYO, at
from tours.models import Closure, Opening, Tour
from tours.services import make_slots
from tours.words import in_words

pytestmark = pytest.mark.django_db
WEDNESDAYS = {
    "rule": "1", "every": "week", "weekdays": ["WE"], "starts": "13:00", "ends": "14:00", "capacity": "8",
}  # fmt: skip


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 2, 12), tick=False):
        yield


@pytest.fixture
def tour():
    """Saturdays at ten for six people, thirty days ahead: the 7th is booked by two, then come 14, 21 and 28."""
    tour = TourFactory(horizon_days=30)
    AvailabilityRuleFactory(tour=tour)
    make_slots(tour)
    BookingFactory(slot=tour.slots.first(), seats=2)
    return tour


def page_of(tour):
    return f"/desk/tours/{tour.slug}/rules/"


def days_of(tour):
    return [
        (slot.starts_at.astimezone(TOKYO).day, slot.status, slot.taken) for slot in tour.slots.order_by("starts_at")
    ]


SATURDAYS = [(7, "open", 2), (14, "open", 0), (21, "open", 0), (28, "open", 0)]


def test_the_preview_says_what_comes_and_writes_nothing(staff, tour):
    said = text(staff.post(page_of(tour), WEDNESDAYS))

    assert (
        "新しくできる回：5回（2026年11月4日(水) 13:00、2026年11月11日(水) 13:00、2026年11月18日(水) 13:00など）" in said
    )
    assert "なくなる回（予約なし）：0回" in said
    assert (tour.rules.count(), days_of(tour)) == (1, SATURDAYS)


def test_the_button_does_what_the_preview_said(staff, tour):
    answer = staff.post(page_of(tour), WEDNESDAYS | {"confirmed": "1"})

    assert (answer.status_code, answer.url) == (302, page_of(tour))
    assert [day for day, _status, _taken in days_of(tour)] == [4, 7, 11, 14, 18, 21, 25, 28, 2]
    assert [in_words(rule) for rule in tour.rules.order_by("pk")] == [
        "毎週土曜 10:00〜11:30 定員6人",
        "毎週水曜 13:00〜14:00 定員8人",
    ]


def test_a_rule_that_goes_leaves_booked_visits_with_their_guests(staff, tour):
    form = {"no_rule": tour.rules.get().pk}
    said = text(staff.post(page_of(tour), form))
    assert "なくなる回（予約なし）：3回（2026年11月14日(土) 10:00" in said
    assert "予約があるので残る回：1回（2026年11月7日(土) 10:00）" in said

    staff.post(page_of(tour), form | {"confirmed": "1"})
    assert days_of(tour) == [(7, "closed", 2)]
    assert "開く日から外れた予約がある見学 1件" in text(staff.get("/desk/"))
    assert tour.title in text(staff.get("/desk/tours/?only=left"))


def test_a_closed_day_says_for_every_tour_of_the_company_what_it_closes(staff, tour):
    other = TourFactory(company=tour.company, horizon_days=30)
    AvailabilityRuleFactory(tour=other)
    make_slots(other)
    form = {"days": "1", "what": "closed", "from_day": "2026-11-07", "until_day": "2026-11-14", "reason": "棚卸し"}
    said = text(staff.post(page_of(tour), form))
    assert f"{tour.title} 新しくできる回：0回 なくなる回（予約なし）：1回（2026年11月14日(土) 10:00）" in said
    assert f"{other.title} 新しくできる回：0回 なくなる回（予約なし）：2回" in said
    assert Closure.objects.count() == 0

    staff.post(page_of(tour), form | {"confirmed": "1"})
    assert days_of(tour) == [(7, "closed", 2), *SATURDAYS[2:]]
    staff.post(page_of(tour), {"no_closure": Closure.objects.get().pk, "confirmed": "1"})
    assert days_of(tour) == SATURDAYS


def test_a_holiday_opens_by_an_opening(staff, tour):
    AvailabilityRuleFactory(tour=tour, rrule="FREQ=WEEKLY;BYDAY=TU", until_day=date(2026, 11, 3))
    form = {"days": "1", "what": "open", "from_day": "2026-11-03"}
    assert "新しくできる回：1回（2026年11月3日(火) 10:00）" in text(staff.post(page_of(tour), form))

    staff.post(page_of(tour), form | {"confirmed": "1"})
    assert days_of(tour) == [(3, "open", 0), *SATURDAYS]
    staff.post(page_of(tour), {"no_opening": Opening.objects.get().pk, "confirmed": "1"})
    assert days_of(tour) == SATURDAYS


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts": "23:59", "ends": "0:00"}, "終了は開始より後にしてください。"),
        ({"starts": "14:00", "ends": "13:00"}, "終了は開始より後にしてください。"),
        ({"starts": "25:00"}, "時刻を、10:00 のように書いてください。"),
        ({"weekdays": []}, "曜日をえらんでください。"),
        ({"every": "month"}, "第何かをえらんでください。"),
        ({"every": "once"}, "日付を書いてください。"),
        ({"every": "once", "day": "2027-02-29"}, "日付を、2026-12-05 のように書いてください。"),
        ({"every": "once", "day": "9999-12-31"}, "10年後までの日付にしてください。"),
        ({"from_day": "2026-12-01", "until_day": "2026-11-01"}, "「いつまで」は「いつから」と同じ日か、その後にしてください。"),
        ({"except_days": "12月5日"}, "「12月5日」は日付として読めません。"),
        ({"capacity": "0"}, "1以上の数字を入力してください。"),
        ({"capacity": "9" * 40}, "1000以下の数字を入力してください。"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(staff, tour, changes, sentence):
    answer = staff.post(page_of(tour), WEDNESDAYS | changes | {"confirmed": "1"})

    assert answer.status_code == 400
    assert sentence in text(answer)
    assert (tour.rules.count(), days_of(tour)) == (1, SATURDAYS)


def test_a_leap_day_is_a_day(staff, tour):
    form = WEDNESDAYS | {"every": "once", "day": "2028-02-29", "confirmed": "1"}
    assert staff.post(page_of(tour), form).status_code == 302
    assert in_words(tour.rules.get(rrule="")) == "2028年2月29日(火)だけ 13:00〜14:00 定員8人"


def test_thousands_of_slots_are_refused(staff):
    tour = TourFactory(horizon_days=400)
    for hour in range(8, 11):
        AvailabilityRuleFactory(tour=tour, rrule="FREQ=DAILY", starts=time(hour), ends=time(hour, 30))
    answer = staff.post(page_of(tour), WEDNESDAYS)

    assert answer.status_code == 400
    assert "1つの見学の枠は1000回までです。" in text(answer)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"live": False}, "この見学は、まだ公開されていません。"),
        ({"has_unpublished_changes": True}, "この見学には、公開していない下書きがあります。"),
    ],
)
def test_rules_of_a_draft_change_in_the_cms_alone(staff, tour, fields, sentence):
    Tour.objects.filter(pk=tour.pk).update(**fields)
    answer = staff.post(page_of(tour), WEDNESDAYS | {"confirmed": "1"})

    assert (answer.status_code, tour.rules.count()) == (400, 1)
    assert sentence in text(answer)


def test_the_cms_shows_the_rules_the_desk_wrote(staff, tour):
    """A later edit in the CMS starts from the newest version: it does not bring back what the desk changed."""
    staff.post(page_of(tour), WEDNESDAYS | {"confirmed": "1"})

    draft = Tour.objects.get(pk=tour.pk).get_latest_revision_as_object()
    assert [rule.rrule for rule in draft.rules.all()] == ["FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=WE"]


@pytest.mark.parametrize("name", ["no_rule", "no_closure", "no_opening"])
@pytest.mark.parametrize("value", ["", "x", "9" * 40, "other", "ward"])
def test_rows_of_others_and_of_the_ward_cannot_be_taken_away_here(staff, tour, name, value):
    other = AvailabilityRuleFactory()
    rows = {
        "other": {
            "no_rule": other.pk,
            "no_closure": ClosureFactory(company=CompanyFactory(), from_day=date(2026, 11, 5)).pk,
            "no_opening": OpeningFactory(company=CompanyFactory(), day=date(2026, 11, 5)).pk,
        },
        "ward": {
            "no_rule": other.pk,
            "no_closure": ClosureFactory(from_day=date(2026, 11, 6)).pk,
            "no_opening": OpeningFactory(day=date(2026, 11, 6)).pk,
        },
    }
    answer = staff.post(page_of(tour), {name: rows.get(value, {}).get(name, value), "confirmed": "1"})

    assert answer.status_code == 400
    assert "その行は、もうありません。" in text(answer)
    assert (other.tour.rules.count(), Closure.objects.count(), Opening.objects.count()) == (1, 2, 2)


@pytest.mark.parametrize(
    ("rrule", "words"),
    [
        ("FREQ=DAILY", "毎日"),
        ("FREQ=DAILY;INTERVAL=10", "10日ごと"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2週ごとの月・金曜"),
        ("FREQ=MONTHLY;BYDAY=2SA,-1SU", "毎月第2土曜・最後の日曜"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15,-1", "3か月ごとの15日・末日"),
    ],
)
def test_rules_are_said_in_words(rrule, words):
    rule = AvailabilityRuleFactory.build(tour=None, rrule=rrule, except_days="2026-12-05", from_day=date(2026, 12, 1))

    assert in_words(rule) == f"{words} 10:00〜11:30 定員6人 2026年12月1日(火)から （2026年12月5日(土)をのぞく）"


def test_three_rules_and_days_cost_as_many_queries_as_one(staff, tour):
    def more(day):
        AvailabilityRuleFactory(tour=tour)
        ClosureFactory(company=tour.company, from_day=date(2026, 11, day))
        OpeningFactory(company=tour.company, day=date(2026, 11, day))

    more(3)
    one = len(queries_of(lambda: staff.get(page_of(tour))))
    more(4)
    more(5)
    assert len(queries_of(lambda: staff.get(page_of(tour)))) == one


def test_nobody_but_staff_changes_rules(owner, editor, staff_without_mfa, visitor, tour):
    for client, status in ((owner, 403), (editor, 403), (staff_without_mfa, 302), (visitor, 302)):
        assert client.post(page_of(tour), WEDNESDAYS | {"confirmed": "1"}).status_code == status
    assert (tour.rules.count(), Slot.objects.count()) == (1, 4)
