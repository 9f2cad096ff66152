"""The desk's first pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.counts import coming
from events.models import Event
from notices.models import Notice
from notices.services import write
from tests.factories import BookingFactory, EventFactory, SlotFactory, TourFactory
from tours.models import Tour

PATHS = ["/desk/", "/desk/events/"]


def queries_of(action):
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def past(activity):
    start = timezone.now() - timedelta(days=3)
    return SlotFactory(activity=activity, starts_at=start, ends_at=start + timedelta(hours=1))


def test_coming_counts_people_of_dates_ahead_and_nothing_else(db):
    event = EventFactory()
    ahead = [SlotFactory(activity=event, capacity=10), SlotFactory(activity=event, capacity=5)]
    BookingFactory(slot=ahead[0], seats=3)
    BookingFactory(slot=past(event), seats=2)
    BookingFactory(slot=SlotFactory(activity=event, capacity=50, status="cancelled"), seats=4)
    EventFactory()
    past(EventFactory())
    found = coming(Event.objects.all())
    assert [(row.pk, row.dates, row.seats, row.people) for row in found] == [(event.pk, 2, 15, 3)]
    assert found[0].next_at == min(slot.starts_at for slot in ahead)


def test_coming_begins_with_the_soonest(db):
    late, soon = SlotFactory(days=9).activity, SlotFactory(days=8).activity
    assert [tour.pk for tour in coming(Tour.objects.all())] == [soon.pk, late.pk]


def test_the_start_shows_events_and_tours_with_their_numbers(staff):
    event = EventFactory(slug="koryukai", title="町工場と話す夜")
    BookingFactory(slot=SlotFactory(activity=event, capacity=20), seats=3)
    SlotFactory(activity=TourFactory(title="ばねの工場", live=False), capacity=8)
    page = staff.get("/desk/").content.decode()
    for text in (
        "/desk/events/koryukai/attendees/",
        "町工場と話す夜",
        '<td class="nowrap number">3／20</td>',
        "ばねの工場",
        "（下書き）",
        '<td class="nowrap number">0／8</td>',
    ):
        assert page.count(text) == 1, text


def test_the_start_counts_what_waits(staff):
    page = staff.get("/desk/").content.decode()
    assert (page.count(" data-waits"), page.count(" data-none"), page.count("なし</span>")) == (0, 5, 5)
    notice = write(to="a@example.com", kind="pass", subject="件名", text="本文", dedupe_key="1")
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.FAILED)
    page = staff.get("/desk/").content.decode()
    assert "1<small>通</small>" in page
    assert (page.count(" data-waits"), page.count(" data-none")) == (1, 4)


def test_the_list_of_events_has_every_event(staff):
    EventFactory(title="これから決まる会", live=False)
    past(EventFactory(title="もう終わった会"))
    page = staff.get("/desk/events/").content.decode()
    assert [page.count(title) for title in ("これから決まる会", "もう終わった会", "未定")] == [1, 1, 1]


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_desk_says_so(staff, path):
    assert "ありません" in staff.get(path).content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_pages_cost_the_same_for_one_row_and_for_three(staff, path):
    SlotFactory(activity=EventFactory())
    SlotFactory()
    one = queries_of(lambda: staff.get(path))
    for _ in range(2):
        SlotFactory(activity=EventFactory())
        SlotFactory()
    assert queries_of(lambda: staff.get(path)) == one <= 12


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
@pytest.mark.parametrize("path", PATHS)
def test_only_staff_with_a_second_factor_open_the_desk(request, db, person, status, path):
    assert request.getfixturevalue(person).get(path).status_code == status


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_for_reading(staff, path):
    assert staff.post(path).status_code == 405
