"""The list of attendees on the desk: one row per person, filters that mean what they say."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings.models import Booking
from events import attendees
from events.filters import AttendeeFilter
from tests.factories import BookingFactory, EventFactory, PartyFactory, SlotFactory, TourFactory
from tests.tokyo import at


@pytest.fixture
def family(slot):
    """A father who comes himself, with two children."""
    party = PartyFactory(
        guests=["parent", "e2", "e4"], code="BCDFGHJK", family_name="髙橋", given_name="健", family_kana="タカハシ",
        given_kana="ケン", email="ken@example.com", phone="090-5000-0001", source="poster-7", language="ja",
    )  # fmt: skip
    return BookingFactory(slot=slot, party=party, seats=3)


@pytest.fixture
def cancelled(slot):
    party = PartyFactory(guests=["h2"], code="MNPQRSTW", family_name="見本", family_kana="ミホン", phone="03-5000-0002")
    return BookingFactory(slot=slot, party=party, state=Booking.State.CANCELLED)


def codes_and_grades(event, **query):
    filterset = AttendeeFilter(query, attendees.rows(event), activity=event)
    assert filterset.is_valid(), filterset.errors
    columns = HEADINGS
    return [(row[columns.index("予約番号")], row[columns.index("学年など")]) for row in attendees.cells(filterset.qs)]


HEADINGS = [column.heading for column in attendees.COLUMNS]
FAMILY = [("BCDFGHJK", "保護者"), ("BCDFGHJK", "小2"), ("BCDFGHJK", "小4")]
CANCELLED = [("MNPQRSTW", "高2")]


def test_every_person_has_a_row_of_stable_columns(event, family):
    booked = timezone.localtime(family.created_at).replace(second=0, microsecond=0, tzinfo=None)
    start = ("BCDFGHJK", "予約済み", at(2026, 12, 5).date(), at(2026, 12, 5, 10).time(), at(2026, 12, 5, 11, 30).time())
    contact = ("髙橋 健", "タカハシ ケン", 3, "ken@example.com", "090-5000-0001", booked, "ja", "poster-7", "")
    assert list(attendees.cells(attendees.rows(event))) == [
        (*start, 1, "本人", "保護者", "髙橋", "健", "タカハシ", "ケン", *contact),
        (*start, 2, "同行", "小2", "", "", "", "", *contact),
        (*start, 3, "同行", "小4", "", "", "", "", *contact),
    ]
    assert len(next(attendees.table(attendees.rows(event)))) == len(start) + 7 + len(contact)


def test_another_activity_does_not_leak_in(event, family):
    BookingFactory(slot=SlotFactory(activity=EventFactory()))
    BookingFactory(slot=SlotFactory(activity=TourFactory()))
    assert codes_and_grades(event) == FAMILY


def test_a_party_in_two_dates_stands_in_both(event, family):
    second = SlotFactory(activity=event, starts_at=at(2026, 12, 6, 10), ends_at=at(2026, 12, 6, 11))
    BookingFactory(slot=second, party=family.party, seats=3)
    assert codes_and_grades(event) == FAMILY * 2
    assert codes_and_grades(event, day=["2026-12-06"]) == FAMILY


def test_the_order_is_by_date_then_reading(event, slot, family, cancelled):
    early = SlotFactory(activity=event, starts_at=at(2026, 12, 4, 10), ends_at=at(2026, 12, 4, 11))
    party = PartyFactory(code="XXXXXXXX", family_kana="ワダ")
    BookingFactory(slot=early, party=party)
    assert codes_and_grades(event) == [("XXXXXXXX", "社会人・そのほか"), *FAMILY, *CANCELLED]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, FAMILY + CANCELLED),
        ({"state": ["confirmed"]}, FAMILY),
        ({"state": ["confirmed", "cancelled"]}, FAMILY + CANCELLED),
        ({"not_state": ["cancelled", "expired"]}, FAMILY),
        ({"state": ["confirmed"], "not_state": ["confirmed"]}, []),
        ({"grade": ["e2", "h2"]}, [FAMILY[1], *CANCELLED]),
        ({"not_grade": ["e2", "e4"]}, [FAMILY[0], *CANCELLED]),
        ({"grade": ["e2"], "not_grade": ["h2"]}, [FAMILY[1]]),
        ({"day": ["2026-12-05"]}, FAMILY + CANCELLED),
        ({"q": "髙橋"}, FAMILY),
        ({"q": "髙橋　健"}, FAMILY),
        ({"q": "たかはし"}, FAMILY),
        ({"q": "髙橋 太郎"}, []),
        ({"q": "bcdf"}, FAMILY),
        ({"q": "ｂｃｄｆｇｈｊｋ"}, FAMILY),
        ({"q": "ken@example"}, FAMILY),
        ({"q": "０９０－５０００－０００１"}, FAMILY),
        ({"q": "03-5000"}, CANCELLED),
        ({"q": "100%_"}, []),
        ({"q": "poster"}, FAMILY),
    ],
)
def test_filters_choose_persons(event, family, cancelled, query, expected):
    assert codes_and_grades(event, **query) == expected


def test_the_page_shows_what_the_rows_hold_and_counts_persons(staff, event, family, cancelled):
    page = staff.get("/desk/events/koryukai/attendees/?not_state=cancelled").content.decode()
    for text, times in {
        '<p role="status">3人（予約済み 3）</p>': 1,
        '<td class="nowrap" data-print="no">髙橋</td>': 1,
        '<td class="nowrap">2026-12-05</td>': 3,
        '<td class="nowrap">10:00</td>': 3,
    }.items():
        assert page.count(text) == times, text
    assert page.count('<td class="nowrap">BCDFGHJK</td>') == 3
    assert "MNPQRSTW" not in page
    assert "任意" not in page


def test_paper_leaves_out_what_the_door_does_not_need(staff, event, family):
    page = staff.get("/desk/events/koryukai/attendees/").content.decode()
    off = re.findall('data-print="no">([^<]+)</th>', page)
    assert off == ["終了", "姓", "名", "セイ", "メイ", "メール", "申込日時", "言語", "きっかけ"]
    assert re.findall('number">([^<]+)</th>', page) == ["何人目", "グループの人数"]


@pytest.mark.parametrize(
    "query", ["state=who", "not_state=who", "grade=%F0%9F%98%80", "day=2026-13-01", "q=" + "x" * 101]
)
def test_a_filter_that_is_not_understood_shows_nobody(staff, event, family, query):
    answer = staff.get(f"/desk/events/koryukai/attendees/?{query}")
    assert answer.status_code == 400
    assert "BCDFGHJK" not in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "９", "1" * 400])
def test_a_page_beyond_the_end_is_the_nearest_one(staff, event, family, page):
    assert staff.get("/desk/events/koryukai/attendees/", {"page": page}).status_code == 200


def test_pages_hold_fifty(staff, event, slot):
    BookingFactory(slot=slot, seats=40)
    other = SlotFactory(activity=event, capacity=40)
    BookingFactory(slot=other, seats=20)
    first = staff.get("/desk/events/koryukai/attendees/?state=confirmed")
    second = staff.get("/desk/events/koryukai/attendees/?state=confirmed&page=2")
    assert [page.content.decode().count("<tr>") - 1 for page in (first, second)] == [50, 10]
    assert "?state=confirmed&amp;page=2" in first.content.decode()


def test_unknown_event_is_not_found(staff):
    answer = staff.get("/desk/events/no-such/attendees/")
    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode()


def test_an_event_without_attendees_says_so(staff, event):
    page = staff.get("/desk/events/koryukai/attendees/").content.decode()
    assert "あてはまる参加者はいません。" in page
    assert "/attendees/export/" not in page


def test_the_count_says_in_what_state_the_people_are(staff, event, family, cancelled):
    page = staff.get("/desk/events/koryukai/attendees/").content.decode()
    assert '<p role="status">4人（予約済み 3・取り消し 1）</p>' in page
    assert "/attendees/export/" in page


def test_a_tour_is_no_event(staff):
    TourFactory(slug="kengaku")
    assert staff.get("/desk/events/kengaku/attendees/").status_code == 404


def queries_of(action):
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def test_the_page_costs_the_same_for_one_row_and_for_three(staff, event, slot):
    BookingFactory(slot=slot)
    one = queries_of(lambda: staff.get("/desk/events/koryukai/attendees/"))
    BookingFactory(slot=slot, seats=2)
    three = queries_of(lambda: staff.get("/desk/events/koryukai/attendees/"))
    assert (one, three) == (9, 9)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("visitor", 302),
        ("owner", 403),
        ("stranger", 403),
        ("helper_user", 403),
        ("editor", 403),
        ("staff_without_mfa", 302),
        ("staff_password_only", 302),
        ("staff", 200),
    ],
)
@pytest.mark.parametrize("path", ["", "export/"])
def test_only_staff_with_a_second_factor_see_the_list(request, event, family, person, status, path):
    client = request.getfixturevalue(person)
    for method in ("get", "post"):
        answer = getattr(client, method)(f"/desk/events/koryukai/attendees/{path}")
        if person != "staff":
            assert answer.status_code == status
            assert "髙橋" not in answer.content.decode()
    if person == "staff":
        assert client.get(f"/desk/events/koryukai/attendees/{path}").status_code == status


def test_an_erased_party_leaves_rows_without_names(event, family):
    party = family.party
    for name in ("family_name", "given_name", "family_kana", "given_kana", "email", "phone"):
        setattr(party, name, "")
    party.save()
    assert [row[12:17] for row in attendees.cells(attendees.rows(event))] == [("", "", 3, "", "")] * 3
