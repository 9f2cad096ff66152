"""The pass: what one shows at the door, as a page, a calendar entry, a code and a picture."""

import io

import pytest
import segno
from PIL import Image

from bookings import calendars, pass_image
from bookings.models import Activity
from tests.bookings.parties import confirmed
from tests.bookings.visitors import heading, page_of, text, too_late
from tests.factories import EventFactory, SlotFactory

pytestmark = pytest.mark.django_db


def test_the_pass_is_complete_without_the_mail(client, booked):
    page = text(client.get(page_of(booked)))
    code = booked.party.code
    assert f"{code[:4]} {code[4:]}" in page
    assert f"http://127.0.0.1:8000{page_of(booked)}" in page
    assert "<svg" in page
    assert "社会人・そのほか 2人" in page
    assert "工場の入口" in page
    assert f'href="{page_of(booked, "calendar.ics")}"' in page
    assert "まで、このページで変更や取り消しができます。" in page


def test_an_english_pass(client, booked):
    assert client.get(f"/en{page_of(booked)}").status_code == 200


def test_the_pass_of_an_event(client):
    booked = confirmed(SlotFactory(activity=EventFactory(), days=7))
    assert heading(client.get(page_of(booked))) == "予約が決まりました"


def test_after_the_deadline_the_pass_still_lets_one_say_that_one_cannot_come(client, booked):
    too_late(booked.slot)
    page = text(client.get(page_of(booked)))
    assert f'href="{page_of(booked, "cannot-come/")}">行けなくなった</a>' in page
    assert [name for name in ("cancel/", "change/", "move/") if page_of(booked, name) in page] == []


def test_the_calendar_file(client, booked):
    response = client.get(page_of(booked, "calendar.ics"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{booked.party.code}.ics"'
    assert text(response).startswith("BEGIN:VCALENDAR\r\n")


def test_a_held_booking_is_no_calendar_entry_yet(client, held):
    assert client.get(page_of(held, "calendar.ics")).url == page_of(held)


def test_the_qr_code_as_a_picture(client, booked):
    response = client.get(page_of(booked, "qr.svg"))
    assert response["Content-Type"] == "image/svg+xml"
    assert text(response).startswith("<svg")


def test_the_pass_as_a_picture_shows_the_code_that_leads_back(client, booked):
    response = client.get(page_of(booked, "pass.png"))
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "image/png",
        f'inline; filename="{booked.party.code}.png"',
    )
    image = Image.open(io.BytesIO(response.content)).convert("L")
    assert image.size == (pass_image.WIDTH, pass_image.HEIGHT)
    code = list(segno.make(calendars.manage_url(booked), error="m", mask=2, micro=False).matrix_iter(border=2))
    side = 296 // len(code)
    left, top = pass_image.WIDTH - pass_image.MARGIN - side * len(code), pass_image.CODE_ROW + 20
    shown = [
        [image.getpixel((left + x * side + 2, top + y * side + 2)) < 128 for x in range(len(code))]
        for y in range(len(code))
    ]
    assert shown == [[bool(module) for module in row] for row in code]


@pytest.mark.parametrize("title", ["研磨", "a" * 80, "髪の毛の、160分の1を削る。" * 5, "𠮷野家の🍚", "بسم الله"])
def test_a_pass_holds_any_title(client, booked, title):
    Activity.objects.update(title=title)
    assert Image.open(io.BytesIO(client.get(page_of(booked, "pass.png")).content)).size == (1080, 1440)


def test_what_is_not_confirmed_has_no_pass(client, held):
    assert client.get(page_of(held, "pass.png")).url == page_of(held)


@pytest.mark.parametrize("people", [1, 3])
def test_the_pass_asks_the_database_as_often_for_three_people_as_for_one(
    client, slot, django_assert_num_queries, people
):
    booked = confirmed(slot, people)
    client.get(page_of(booked))
    with django_assert_num_queries(5):
        client.get(page_of(booked))
