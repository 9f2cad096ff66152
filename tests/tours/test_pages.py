"""The list of tours and a tour's page, as a visitor sees them."""

import json

import pytest
import time_machine
from django.template import Context, Template

from bookings.models import Slot
from tests.factories import BookingFactory, CompanyFactory, FieldFactory, SlotFactory, TourFactory
from tests.html import links, soup, text
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


def test_a_date_nobody_can_book_says_why_and_leads_nowhere_but_to_its_waiting_list(client):
    tour = TourFactory(notice_hours=48, party_min=2, party_max=3)
    full = slot_on(tour, 12, 5, capacity=4)
    BookingFactory(slot=full, seats=3)
    slot_on(tour, 11, 22)
    slot_on(tour, 12, 12, status=Slot.Status.CANCELLED)
    slot_on(tour, 12, 19, status=Slot.Status.CLOSED)
    slot_on(tour, 12, 26, books_from=at(2026, 12, 1, 10))
    page = client.get(f"/tours/{tour.slug}/")

    for line in (
        "11月22日(日) 10:00〜11:30 受付終了",
        "12月5日(土) 10:00〜11:30 満席・キャンセル待ち",
        "12月12日(土) 10:00〜11:30 中止",
        "12月26日(土) 10:00〜11:30 12月1日(火)から受付",
    ):
        assert line in text(page)
    assert "12月19日" not in text(page)
    assert [link for link in links(page) if "book" in link] == [f"/tours/{tour.slug}/book/?slot={full.pk}"]


def test_a_tour_says_in_english_what_is_not_translated(client):
    tour = TourFactory(
        title="ねじの工場", title_en="", description="ねじを作ります。", description_en="We make screws."
    )
    slot_on(tour, 12, 5)
    page = client.get(f"/en/tours/{tour.slug}/")

    [heading] = soup(page)("h1")
    assert (heading["lang"], heading.get_text(strip=True)) == ("ja", "ねじの工場")
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
        shown.index("12月5日(土)")
        < shown.index("ねじの工場")
        < shown.index("12月12日(土)")
        < shown.index("レンズの工場")
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
    template = Template(
        "{% load tours %}{% visits_of company as visits %}{% visits_section visits %}{% visits_bar visits company %}"
    )
    shown = template.render(Context({"company": company})).replace("<wbr>", "")

    assert [title in shown for title in ("ねじの工場", "下書き", "よその工場")] == [True, False, False]
    assert shown.count("12月5日(土)") == 2  # among the dates, and in the bar
    assert template.render(Context({"company": CompanyFactory()})).strip() == ""


def test_the_bar_of_a_companys_page_tells_the_next_date_and_leads_to_its_booking():
    company = CompanyFactory()
    tour = TourFactory(company=company)
    for day in (5, 12, 19, 26):
        slot_on(tour, 12, day)
    template = Template("{% load tours %}{% visits_of company as visits %}{% visits_bar visits company %}")
    shown = template.render(Context({"company": company}))
    assert [day in shown for day in ("12月5日(土) 10:00", "12月12日(土)", "12月19日(土)", "12月26日(土)")] == [
        True,
        True,
        True,
        False,
    ]
    assert f'href="/tours/{tour.slug}/book/"' in shown
    slot_on(TourFactory(company=company), 12, 6)
    assert 'href="#visit"' in template.render(Context({"company": company}))


def test_where_nothing_can_be_booked_there_is_no_bar(client):
    tour = TourFactory(notice_hours=48)
    slot_on(tour, 11, 22)
    page = client.get(f"/tours/{tour.slug}/")
    assert "sticky-bar" not in page.content.decode()
    assert "sticky-bar" not in client.get(f"/companies/{tour.company.slug}/").content.decode()


def test_a_tours_headline_is_its_hook_and_its_title(client):
    tour = TourFactory(title="砥石の音を聞く", hook="0.5ミクロンを、耳で止める。", title_en="Hear it")
    [heading] = soup(client.get(f"/tours/{tour.slug}/"))("h1")
    assert heading.get_text(" ", strip=True) == "0.5ミクロンを、 耳で止める。 砥石の音を聞く"
    [heading] = soup(client.get(f"/en/tours/{tour.slug}/"))("h1")
    assert heading.get_text(" ", strip=True) == "Hear it"


def test_what_one_does_stands_before_the_dates_and_the_place_in_one_row(client):
    tour = TourFactory(
        description="ねじを作ります。", easy="ねじ", place="北門", company=CompanyFactory(address="試町1-1")
    )
    for day in (5, 12, 19, 26):
        slot_on(tour, 12, day)
    main = soup(client.get(f"/tours/{tour.slug}/")).main
    assert [heading.get_text() for heading in main("h2")] == ["どんな見学？", "やさしい日本語", "行ける日"]
    assert [len(part.select(".slot")) for part in main.select(".dates .slots")] == [3, 1]
    [place] = [row for row in main.select("dl > div") if "試町1-1" in row.get_text() or "北門" in row.get_text()]
    assert (place.dt.get_text(), place.dd.get_text(" ", strip=True)) == ("集合場所", "北門 試町1-1")


def test_seats_are_shown_as_a_picture_beside_their_words(client):
    tour = TourFactory()
    BookingFactory(slot=slot_on(tour, 12, 5, capacity=4), seats=3)
    slot_on(tour, 12, 12, capacity=40)
    pictures = [seats.get_text() for seats in soup(client.get(f"/tours/{tour.slug}/")).select(".slot__seats")]
    assert pictures == ["●●●○"]


def test_beside_a_tour_stand_others_that_can_be_booked_those_of_its_field_first(client):
    space = FieldFactory()
    tour = TourFactory(company=CompanyFactory(fields=[space, FieldFactory()]))
    alike = TourFactory(title="同じ分野", company=CompanyFactory(fields=[space]))
    sooner, full = TourFactory(title="近い日"), TourFactory(title="満席")
    hidden = TourFactory(title="かくれた工場", company=CompanyFactory(hidden=True, fields=[space]))
    for other, day in ((alike, 19), (sooner, 5), (hidden, 5), (tour, 5)):
        slot_on(other, 12, day)
    BookingFactory(slot=slot_on(full, 12, 5, capacity=1))
    shown = [row.a.get_text() for row in soup(client.get(f"/tours/{tour.slug}/")).select(".departure")]
    assert shown == ["同じ分野", "近い日"]


def test_tours_without_a_date_stand_last_on_the_list_and_say_so(client):
    TourFactory(title="日のない工場")
    slot_on(TourFactory(title="ねじの工場"), 12, 5)
    page = soup(client.get("/tours/"))
    assert [heading.get_text() for heading in page.main("h2")] == ["12月5日(土)", "日は、これから"]
    assert [row.h3.get_text() for row in page.select(".departure")] == ["ねじの工場", "日のない工場"]


@pytest.mark.parametrize("words", ["鈴", "A" * 60, "長い言葉をつづける" * 6, "شركة المعادن", "𠮷は、𠮷。", "<b>&"])
def test_odd_words_stand_whole_in_the_headline(client, words):
    tour = TourFactory(title=words, hook="")
    [heading] = soup(client.get(f"/tours/{tour.slug}/"))("h1")
    assert "".join(heading.get_text().split()) == "".join(words.split())


def test_the_front_page_can_show_the_next_dates_and_no_more_than_asked(client):
    for day in (12, 5, 19):
        slot_on(TourFactory(title=f"{day}日の工場"), 12, day)
    TourFactory(title="日のない工場")
    template = Template("{% load tours %}{% next_slots 2 %}")
    shown = template.render(Context()).replace("<wbr>", "")

    assert shown.index("5日の工場") < shown.index("12日の工場")
    assert [title in shown for title in ("19日の工場", "日のない工場")] == [False, False]
    assert len(queries_of(lambda: template.render(Context()))) == 4


def test_a_page_asks_as_often_however_many_other_tours_there_are(client):
    for _number in range(3):
        SlotFactory(activity=TourFactory())
    tour = TourFactory()
    first, again = (len(queries_of(lambda: client.get(f"/tours/{tour.slug}/"))) for _time in range(2))
    SlotFactory(activity=TourFactory())
    assert len(queries_of(lambda: client.get(f"/tours/{tour.slug}/"))) == first == again
