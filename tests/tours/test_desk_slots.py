"""Many slots at once, a pause, and a visit that is called off."""

import pytest
import time_machine
from wagtail.models import Revision

from bookings.errors import SlotClosed
from bookings.models import Booking, Slot
from notices.models import Notice
from privacy.models import ExportLog
from tests.bookings.parties import hold
from tests.factories import AvailabilityRuleFactory, BookingFactory, PartyFactory, SlotFactory, TourFactory
from tests.house.test_bad_input import HOSTILE
from tests.html import text
from tests.queries import queries_of
from tests.tokyo import TOKYO, at
from tours.models import Tour
from tours.services import fill_all, make_slots

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 2, 12), tick=False):
        yield


@pytest.fixture
def tour():
    """Saturdays at ten for six people: the 7th is booked by two, then come 14, 21 and 28."""
    tour = TourFactory(horizon_days=30)
    AvailabilityRuleFactory(tour=tour)
    make_slots(tour)
    BookingFactory(slot=tour.slots.first(), seats=2)
    return tour


def page_of(tour):
    return f"/desk/tours/{tour.slug}/slots/"


def shown(tour):
    return [
        f"{slot.starts_at.astimezone(TOKYO):%m-%d %H:%M} {slot.status} {slot.taken}/{slot.capacity}"
        for slot in tour.slots.order_by("starts_at")
    ]


def send(staff, tour, slots, **wish):
    """The preview, then the button; what the preview said."""
    form = {"slot": [slot.pk for slot in slots], **wish}
    said = text(staff.post(page_of(tour), form))
    assert staff.post(page_of(tour), form | {"confirmed": "1"}).status_code == 302
    fill_all()  # the clock must not put anything back
    return said


def test_the_list_shows_what_is_taken_and_the_state(staff, tour):
    said = text(staff.get(page_of(tour)))
    assert "11月7日(土) 10:00〜11:302／6受付中" in said
    assert "11月14日(土) 10:00〜11:300／6受付中" in said


def test_slots_are_closed_and_opened_and_every_refusal_is_named(staff, tour):
    booked, empty, *_rest = tour.slots.order_by("starts_at")
    before = shown(tour)
    staff.post(page_of(tour), {"slot": [booked.pk], "action": "close"})
    assert shown(tour) == before

    send(staff, tour, [booked, empty], action="close")
    assert shown(tour)[:2] == ["11-07 10:00 closed 2/6", "11-14 10:00 closed 0/6"]
    said = send(staff, tour, tour.slots.order_by("starts_at")[:3], action="open")
    assert "11月21日(土) 10:00〜11:30：変えません。もう受付中です。" in said
    assert shown(tour) == before


def test_a_capacity_below_what_is_taken_is_refused_with_the_number(staff, tour):
    said = send(staff, tour, tour.slots.order_by("starts_at")[:2], action="capacity", capacity="1")

    assert "11月7日(土) 10:00〜11:30：変えません。もう2人が予約しています。" in said
    assert "11月14日(土) 10:00〜11:30：変えます。" in said
    assert shown(tour)[:2] == ["11-07 10:00 open 2/6", "11-14 10:00 open 0/1"]


def test_a_new_capacity_reaches_booked_slots_too(staff, tour):
    send(staff, tour, tour.slots.order_by("starts_at")[:2], action="capacity", capacity="9")

    assert shown(tour)[:2] == ["11-07 10:00 open 2/9", "11-14 10:00 open 0/9"]


def test_empty_slots_move_and_booked_ones_stay(staff, tour):
    said = send(staff, tour, tour.slots.order_by("starts_at")[:2], action="times", starts="13:00", ends="14:00")

    assert "11月7日(土) 10:00〜11:30：変えません。予約があるので、時間は動かせません。" in said
    assert shown(tour) == [
        "11-07 10:00 open 2/6",
        "11-14 13:00 open 0/6",
        "11-21 10:00 open 0/6",
        "11-28 10:00 open 0/6",
    ]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"action": "close", "slot": []}, "回をえらんでください。"),
        ({"action": "close", "slot": ["x", "9" * 40]}, "回をえらんでください。"),
        ({"action": "capacity"}, "新しい定員を書いてください。"),
        ({"action": "capacity", "capacity": "0"}, "1以上の数字を入力してください。"),
        ({"action": "times", "starts": "10:00"}, "時刻を書いてください。"),
        ({"action": "times", "starts": "23:59", "ends": "0:00"}, "終了は開始より後にしてください。"),
        ({"source": "2026-11-01", "target": "2026-11-01"}, "別の月をえらんでください。"),
        ({"source": "2026-11-01", "target": "9999-12-01"}, "正しく選択してください。"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_changes(staff, tour, form, sentence):
    before = shown(tour)
    answer = staff.post(page_of(tour), {"slot": [tour.slots.first().pk], "confirmed": "1"} | form)

    assert answer.status_code == 400
    assert sentence in text(answer)
    assert shown(tour) == before


def test_a_slot_of_another_tour_is_not_touched(staff, tour):
    other = SlotFactory()
    form = {"slot": [other.pk], "action": "close", "confirmed": "1"}

    assert staff.post(page_of(tour), form).status_code == 400
    other.refresh_from_db()
    assert other.status == Slot.Status.OPEN


def test_a_month_is_copied_by_its_weekdays_and_what_cannot_be_copied_is_named(staff, tour):
    Tour.objects.filter(pk=tour.pk).update(horizon_days=90)
    tour.rules.update(until_day="2026-11-28")
    form = {"source": "2026-11-01", "target": "2027-01-01"}
    said = text(staff.post(page_of(tour), form))
    assert "2027年1月2日(土) 10:00〜11:30" not in said
    assert "11月7日(土) 10:00〜11:30：写しません。休みの日です。" in said  # the first Saturday is the 2nd
    assert "2027年1月9日(土) 10:00〜11:30：写します。" in said

    staff.post(page_of(tour), form | {"confirmed": "1"})
    assert shown(tour)[4:] == ["01-09 10:00 open 0/6", "01-16 10:00 open 0/6", "01-23 10:00 open 0/6"]
    again = text(staff.post(page_of(tour), form))
    assert "11月14日(土) 10:00〜11:30：写しません。もう開く日に入っています。" in again


def test_a_pause_takes_no_bookings_says_why_and_ends(staff, visitor, tour):
    slot = tour.slots.last()
    staff.post(f"/desk/tours/{tour.slug}/pause/", {"reason": "機械の入れかえのため"})

    assert "いまはお休み中です。機械の入れかえのため" in text(visitor.get(f"/tours/{tour.slug}/"))
    assert list(Slot.objects.bookable_for(1)) == []
    with pytest.raises(SlotClosed):
        hold(slot)
    assert "お休み中の見学 1件" in text(staff.get("/desk/"))
    assert tour.title in text(staff.get("/desk/tours/?only=paused"))
    assert tour.slots.first().bookings.get().state == Booking.State.CONFIRMED

    staff.post(f"/desk/tours/{tour.slug}/pause/", {"resume": "1"})
    assert hold(slot).state == Booking.State.HELD


def test_a_pause_needs_a_reason(staff, tour):
    answer = staff.post(f"/desk/tours/{tour.slug}/pause/", {"reason": " "}, follow=True)

    assert "入力してください。" in text(answer)
    assert Tour.objects.get(pk=tour.pk).paused_at is None


def test_publishing_an_older_draft_does_not_end_a_pause(staff, tour):
    draft = tour.save_revision()
    staff.post(f"/desk/tours/{tour.slug}/pause/", {"reason": "お休み"})
    draft = Revision.objects.get(pk=draft.pk)  # as a later request reads it
    draft.publish()

    assert Tour.objects.get(pk=tour.pk).pause_reason == "お休み"


def test_a_visit_is_called_off_in_two_taps(staff, tour):
    slot = tour.slots.first()
    BookingFactory(slot=slot, seats=1, state=Booking.State.CANCELLED)
    BookingFactory(slot=slot, seats=3, party=PartyFactory(family_name="電話", phone="03-5000-0001", verified_at=None))
    address = f"/desk/slots/{slot.pk}/call-off/"
    assert "2組 5人" in text(staff.get(address))
    assert (Notice.objects.count(), ExportLog.objects.count()) == (0, 0)

    said = text(staff.post(address))
    slot.refresh_from_db()
    assert (slot.status, slot.taken, slot.bookings.holding_seats().count()) == (Slot.Status.CANCELLED, 0, 0)
    assert Notice.objects.filter(kind="bookings.cancelled").count() == 2
    assert "電話 花子" in said
    assert "ハナコ03-5000-00013" in said
    assert "届きません。電話してください" in said


def test_the_telephone_list_can_be_opened_again_and_each_time_it_is_written_down(staff, tour):
    slot = tour.slots.first()
    address = f"/desk/slots/{slot.pk}/call-off/"
    staff.post(address)
    assert "03-5000-0000" not in text(staff.get(address))
    assert "03-5000-0000" in text(staff.post(address))

    written = ExportLog.objects.values_list("actor", "what", "purpose", "filters", "rows")
    assert list(written) == [(staff.user.email, f"phones:{tour.slug}", "中止の連絡", {"slot": slot.pk}, 1)] * 2
    assert Notice.objects.filter(kind="bookings.cancelled").count() == 1


def test_a_visit_that_has_begun_is_not_called_off(staff, tour):
    slot = SlotFactory(activity=tour, starts_at=at(2026, 11, 2, 11))
    staff.post(f"/desk/slots/{slot.pk}/call-off/")

    slot.refresh_from_db()
    assert (slot.status, ExportLog.objects.count()) == (Slot.Status.OPEN, 0)


def test_three_slots_cost_as_many_queries_as_one(staff):
    tour = TourFactory()
    BookingFactory(slot=SlotFactory(activity=tour, days=3))
    one = len(queries_of(lambda: staff.get(page_of(tour))))
    tours = len(queries_of(lambda: staff.get("/desk/tours/")))
    for days in (4, 5):
        BookingFactory(slot=SlotFactory(activity=tour, days=days))
        BookingFactory(slot=SlotFactory(days=days))
    assert len(queries_of(lambda: staff.get(page_of(tour)))) == one
    assert len(queries_of(lambda: staff.get("/desk/tours/"))) == tours


def test_nobody_but_staff_pauses_calls_off_or_closes(owner, editor, staff_without_mfa, visitor, tour):
    slot = tour.slots.first()
    for client, status in ((owner, 403), (editor, 403), (staff_without_mfa, 302), (visitor, 302)):
        for address in (page_of(tour), f"/desk/tours/{tour.slug}/pause/", f"/desk/slots/{slot.pk}/call-off/"):
            form = {"slot": [slot.pk], "action": "close", "confirmed": "1", "reason": "x"}
            assert client.post(address, form).status_code == status
    slot.refresh_from_db()
    assert (slot.status, Tour.objects.get(pk=tour.pk).paused_at) == (Slot.Status.OPEN, None)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_forms_are_refused_in_a_sentence(staff, tour, kind):
    names = [
        "rule",
        "days",
        "action",
        "source",
        "target",
        "slot",
        "every",
        "weekdays",
        "ordinals",
        "day",
        "starts",
        "ends",
        "capacity",
        "from_day",
        "until_day",
        "except_days",
        "what",
        "reason",
        "no_rule",
        "no_closure",
        "no_opening",
        "resume",
        "month",
    ]
    everything = dict.fromkeys(names, HOSTILE[kind])
    rules, slots = f"/desk/tours/{tour.slug}/rules/", page_of(tour)
    forms = [everything, {"rule": "1"} | dict.fromkeys(names[6:16], HOSTILE[kind]), {"confirmed": "1"} | everything]
    answers = [staff.post(page, form).status_code for page in (rules, slots) for form in forms]
    answers += [staff.post(f"/desk/tours/{tour.slug}/pause/", {"reason": HOSTILE[kind]}).status_code]
    answers += [
        staff.get(slots, {"month": HOSTILE[kind]}).status_code,
        staff.get(f"/desk/slots/{'9' * 40}/call-off/").status_code,
    ]

    assert [status for status in answers if status >= 500] == []
    assert tour.rules.count() == 1
