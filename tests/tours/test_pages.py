"""The list of tours and a tour's page, as a visitor sees them."""

import json

import pytest
import time_machine
from django.template import Context, Template

from bookings.models import Slot
from tests.factories import BookingFactory, CompanyFactory, FieldFactory, SlotFactory, TourFactory
from tests.html import links, text
from tests.queries import queries_of
from tests.tokyo import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def slot_on(tour, month, day, **fields):
    return SlotFactory(activity=tour, starts_at=at(2026, month, day, 10), **fields)


def test_a_bookable_date_leads_to_its_booking(client):
    tour = TourFactory()
    slot = slot_on(tour, 12, 5, capacity=4)
    BookingFactory(slot=slot)
    page = client.get(f"/tours/{tour.slug}/")

    assert "12月5日(土) 10:00〜11:30 残り3人" in text(page)
    assert "3 places left" in text(client.get(f"/en/tours/{tour.slug}/"))
    assert links(page).count(f"/tours/{tour.slug}/book/?slot={slot.pk}") == 1


def test_a_date_nobody_can_book_says_why_and_leads_nowhere(client):
    tour = TourFactory(notice_hours=48, party_min=2, party_max=3)
    BookingFactory(slot=slot_on(tour, 12, 5, capacity=4), seats=3)
    slot_on(tour, 11, 22)
    slot_on(tour, 12, 12, status=Slot.Status.CANCELLED)
    slot_on(tour, 12, 19, status=Slot.Status.CLOSED)
    slot_on(tour, 12, 26, books_from=at(2026, 12, 1, 10))
    page = client.get(f"/tours/{tour.slug}/")

    for line in (
        "11月22日(日) 10:00〜11:30 受付終了",
        "12月5日(土) 10:00〜11:30 満席",
        "12月12日(土) 10:00〜11:30 中止",
        "12月26日(土) 10:00〜11:30 12月1日(火)から受付",
    ):
        assert line in text(page)
    assert "12月19日" not in text(page)
    assert [link for link in links(page) if "book" in link] == []


def test_a_tour_says_in_english_what_is_not_translated(client):
    tour = TourFactory(
        title="ねじの工場", title_en="", description="ねじを作ります。", description_en="We make screws."
    )
    slot_on(tour, 12, 5)
    page = client.get(f"/en/tours/{tour.slug}/")

    assert '<h1 lang="ja">ねじの工場</h1>' in page.content.decode()
    assert "We make screws." in text(page)
    assert "Sat 5 Dec 10:00–11:30" in text(page)


def test_structured_data_lists_the_dates_and_cannot_break_out_of_its_element(client):
    tour = TourFactory(title="</script><script>alert(1)</script>&", company=CompanyFactory(address="試町1-1"))
    slot_on(tour, 12, 5, capacity=4)
    content = client.get(f"/tours/{tour.slug}/").content.decode()
    block = content.split('<script type="application/ld+json">')[1].split("</script>")[0]

    assert "<script>alert" not in content
    [occurrence] = json.loads(block)["@graph"]
    assert occurrence["name"] == "</script><script>alert(1)</script>&"
    assert (occurrence["@type"], occurrence["startDate"]) == ("Event", "2026-12-05T10:00:00+09:00")
    assert occurrence["location"] == {"@type": "Place", "name": tour.company.name, "address": "試町1-1"}
    assert occurrence["url"] == f"http://127.0.0.1:8000/tours/{tour.slug}/"


def test_what_nobody_may_see_is_not_found(client):
    tours = [
        TourFactory(live=False),
        TourFactory(company=CompanyFactory(hidden=True)),
        TourFactory.build(slug="nowhere"),
    ]

    addresses = [f"/tours/{tour.slug}/{page}" for tour in tours for page in ("", "book/")]
    assert [client.get(address).status_code for address in addresses] == [404] * 6


def test_the_list_shows_the_next_date_of_each_public_tour_the_soonest_first(client):
    later, sooner = TourFactory(title="レンズの工場"), TourFactory(title="ねじの工場")
    hidden = TourFactory(title="かくれた工場", company=CompanyFactory(hidden=True))
    slot_on(later, 12, 12)
    slot_on(sooner, 12, 5)
    slot_on(sooner, 12, 19)
    slot_on(hidden, 12, 1)
    shown = text(client.get("/tours/"))

    assert "かくれた工場" not in shown
    assert (
        shown.index("ねじの工場")
        < shown.index("12月5日(土)")
        < shown.index("レンズの工場")
        < shown.index("12月12日(土)")
    )
    assert "12月19日" not in shown
    assert "2件の見学" in shown


def test_the_list_is_narrowed_by_field_and_audience(client):
    space = FieldFactory(slug="space", name="宇宙")
    TourFactory(title="ロケットの工場", company=CompanyFactory(fields=[space]), audience="families")
    TourFactory(title="ロケットの大人見学", company=CompanyFactory(fields=[space]), audience="officials")
    TourFactory(title="なべの工場", audience="families")
    shown = text(client.get("/tours/", {"field": "space", "audience": "families"}))

    assert [title in shown for title in ("ロケットの工場", "ロケットの大人見学", "なべの工場")] == [True, False, False]


def test_what_is_for_anybody_is_for_families_too_and_no_filter_is_marked_as_optional(client):
    TourFactory(title="だれでもの工場", audience="anyone")
    TourFactory(title="親子の工場", audience="families")
    TourFactory(title="視察の工場", audience="officials")
    page = client.get("/tours/", {"audience": "families"})
    assert [title for title in ("だれでもの工場", "親子の工場", "視察の工場") if title in text(page)] == [
        "だれでもの工場",
        "親子の工場",
    ]
    assert "「どなたでも」の見学も、いっしょに出ます。" in text(page)
    assert "任意" not in text(page)


@pytest.mark.parametrize(
    "query", [{"field": "nowhere"}, {"audience": "🦊"}, {"page": "99999999999999999999"}, {"page": "x"}]
)
def test_a_broken_address_still_shows_tours(client, query):
    TourFactory(title="ねじの工場")
    page = client.get("/tours/", query)

    assert page.status_code == 200
    assert "ねじの工場" in text(page)


def test_three_tours_cost_as_many_queries_as_one(client):
    def row():
        slot_on(TourFactory(company=CompanyFactory(fields=[FieldFactory()])), 12, 5)

    row()
    one = len(queries_of(lambda: client.get("/tours/")))
    row()
    row()
    assert len(queries_of(lambda: client.get("/tours/"))) == one


def test_a_tour_with_three_dates_costs_as_many_queries_as_with_one(client):
    tour = TourFactory(company=CompanyFactory(fields=[FieldFactory()]))
    slot_on(tour, 12, 5)
    one = len(queries_of(lambda: client.get(f"/tours/{tour.slug}/")))
    slot_on(tour, 12, 12)
    BookingFactory(slot=slot_on(tour, 12, 19, capacity=1))
    assert len(queries_of(lambda: client.get(f"/tours/{tour.slug}/"))) == one


def test_a_companys_page_can_show_its_tours_and_only_these():
    company, other = CompanyFactory(), CompanyFactory()
    slot_on(TourFactory(company=company, title="ねじの工場"), 12, 5)
    TourFactory(company=company, title="下書き", live=False)
    TourFactory(company=other, title="よその工場")
    shown = Template("{% load tours %}{% tours_of company %}").render(Context({"company": company}))

    assert [title in shown for title in ("ねじの工場", "下書き", "よその工場")] == [True, False, False]
    assert "12月5日(土) 10:00〜11:30" in shown
    assert (
        Template("{% load tours %}{% tours_of company %}").render(Context({"company": CompanyFactory()})).strip() == ""
    )


def test_the_front_page_can_show_the_next_dates_and_no_more_than_asked(client):
    for day in (12, 5, 19):
        slot_on(TourFactory(title=f"{day}日の工場"), 12, day)
    TourFactory(title="日のない工場")
    template = Template("{% load tours %}{% next_slots 2 %}")
    shown = template.render(Context())

    assert shown.index("5日の工場") < shown.index("12日の工場")
    assert [title in shown for title in ("19日の工場", "日のない工場")] == [False, False]
    assert len(queries_of(lambda: template.render(Context()))) == 3
