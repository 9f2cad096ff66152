"""The first page, in both languages, and the addresses no page may take."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import LocalePrefixPattern, get_resolver
from wagtail.models import Page, Site

from directory.models import Company, CompanyNumber, Voice
from stories import addresses
from stories.front import tile_sizes
from stories.models import FrontPage
from stories.ward_picture import ward_picture
from tests.factories import CompanyFactory, EventFactory, FieldFactory, SlotFactory
from tests.html import soup, text
from tests.tokyo import at


def queries_of(action):
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_both_languages_answer(visitor, path):
    assert visitor.get(path).status_code == 200


def test_the_english_page_is_an_alias_marked_as_japanese(visitor):
    original, alias = FrontPage.objects.order_by("path")
    assert (original.locale.language_code, alias.locale.language_code) == ("ja", "en")
    assert alias.alias_of_id == original.pk
    assert Site.objects.get().root_page_id == original.pk
    assert "Japanese only" in visitor.get("/en/").content.decode()
    assert "Japanese only" not in visitor.get("/").content.decode()


def test_the_alias_follows_what_is_published(visitor):
    page = FrontPage.objects.order_by("path").first()
    page.headline = "火花を見に行こう"
    page.save_revision().publish()
    for path in ("/", "/en/"):
        assert "火花を見に行こう" in text(visitor.get(path))


def test_an_english_page_of_its_own_carries_no_mark(visitor):
    alias = FrontPage.objects.order_by("path").last()
    FrontPage.objects.filter(pk=alias.pk).update(alias_of=None, headline="Open the factory door")
    page = visitor.get("/en/").content.decode()
    assert ("Open the factory door" in page, "Japanese only" in page) == (True, False)


def test_companies_are_counted_and_fields_lead_to_the_list(visitor):
    field = FieldFactory(slug="uchu", name="宇宙")
    CompanyFactory(fields=[field])
    CompanyFactory(hidden=True)
    CompanyFactory(basis="register", corporate_number=None)
    FieldFactory(slug="nobody", name="だれもいない分野")
    page = visitor.get("/")
    [tile] = soup(page).select(".mosaic a")
    assert "町工場 1社" in text(page)
    assert (tile["href"], " ".join(tile.get_text().split())) == ("/companies/?field=uchu", "宇宙 1社")


def test_thousands_are_parted_by_a_comma(visitor):
    Company.objects.bulk_create(CompanyFactory.build_batch(1001, town=None))
    assert "1,001社" in visitor.get("/").content.decode()


def test_the_find_bar_asks_the_list_and_knows_its_number(visitor):
    with time_machine.travel(at(2026, 12, 2, 12), tick=False):  # a Wednesday
        SlotFactory(starts_at=at(2026, 12, 10, 10))
        SlotFactory(starts_at=at(2026, 12, 12, 10), activity__party_min=2)
        form = soup(visitor.get("/")).select_one("form.find")
        chosen = {select["name"]: select.select_one("[selected]")["value"] for select in form("select")}
        found = soup(visitor.get(form["action"], {name: value for name, value in chosen.items() if value}))

    days = [option.string for option in form.select("[name=date_to] option")]
    assert (days[0], days[-1]) == ("12月6日(日)まで", "いつでも")
    # Nothing can be visited until this Sunday, and only one of the two alone.
    assert chosen == {"date_to": "2026-12-13", "people": "1", "field": ""}
    assert form.select_one(".find__count b").string == "1"
    assert len(found.select("[data-slug]")) == 1


def test_without_any_visit_the_page_says_what_to_do_instead(visitor):
    page = soup(visitor.get("/"))
    assert [link["href"] for link in page.select(".empty a")] == ["/companies/"]
    assert page.select_one("form.find [name=date_to] [selected]")["value"] == ""


def test_voices_are_of_companies_that_anybody_may_see_one_of_each(visitor):
    shown, hidden = CompanyFactory(), CompanyFactory(hidden=True)
    for company, quote in ((shown, "音がかわる。"), (shown, "二人目のことば"), (hidden, "かくれた声")):
        Voice.objects.create(company=company, quote=quote, who="はる", work="旋盤", joined=2020)
    shelf = soup(visitor.get("/")).select(".shelf > li")
    assert ["音がかわる。" in item.get_text() for item in shelf] == [True]
    assert shelf[0].a["href"] == shown.get_absolute_url()


def test_the_way_leads_on_to_companies_that_look_for_people(visitor):
    CompanyFactory(recruiting=["new-graduate"])
    CompanyFactory(story="針の先ほどの穴をあける。")
    ways = [link["href"] for link in soup(visitor.get("/")).select(".way a")]
    assert [ways[0], *ways[2:]] == ["/companies/#map", "/tours/", "/events/", "/companies/?recruiting=new-graduate"]


@pytest.mark.parametrize(
    ("tiles", "sizes"),
    [
        (1, [""]),
        (3, ["", "", ""]),
        (4, ["big", "", "", "wide"]),
        (5, ["big", "", "", "", ""]),
        (8, ["big", "", "", "", "", "", "", "wide"]),
        (12, ["big", *[""] * 10, "wide"]),
    ],
)
def test_the_tiles_of_the_fields_fill_their_rows(tiles, sizes):
    assert tile_sizes(tiles) == sizes
    cells = sum({"big": 4, "wide": 2, "": 1}[size] for size in sizes)
    assert tiles < 4 or cells % 4 == 0


def test_forty_fields_are_twelve_tiles_none_drawn_like_another(visitor):
    for number in range(40):
        CompanyFactory(fields=[FieldFactory(order=number)])
    pictures = [tile["src"] for tile in soup(visitor.get("/")).select(".mosaic img")]
    assert len(pictures) == len({address.split("/")[3] for address in pictures}) == 12


def test_the_big_tile_is_of_the_largest_field_whose_drawing_is_strong(visitor):
    sizes = {"environment": 3, "space": 2, "medical": 1, "food": 1}
    for slug, count in sizes.items():
        CompanyFactory.create_batch(count, fields=[FieldFactory(slug=slug)])
    tiles = soup(visitor.get("/")).select(".mosaic__tile")
    assert (tiles[0]["data-field"], tiles[0]["data-size"], len(tiles)) == ("space", "big", 4)


def test_a_company_without_a_point_is_no_dot_of_the_ward(visitor):
    CompanyFactory(lat=None, lon=None)
    assert ward_picture([], [], [(35.56, 139.71)]) is None
    assert not soup(visitor.get("/")).select(".walking")
    CompanyFactory(lat=35.56, lon=139.71)
    assert len(soup(visitor.get("/")).select(".walking")) == 1


def test_the_page_costs_the_same_for_one_row_and_for_three(visitor, picture):
    def grow():
        field = FieldFactory()
        company = SlotFactory().activity.tour.company
        company.fields.add(field)
        company.save()
        Voice.objects.create(
            company=company, quote="音がかわる。", who="はる", work="旋盤", picture=picture("旋盤の前")
        )
        CompanyNumber.objects.create(company=company, value="8", unit="人", sentence="ぜんぶで")
        SlotFactory(activity=EventFactory())

    grow()
    visitor.get("/")
    one = queries_of(lambda: visitor.get("/"))
    grow()
    grow()
    visitor.get("/")  # reads the index anew
    assert queries_of(lambda: visitor.get("/")) == one <= 20


@pytest.mark.parametrize("slug", ["companies", "tours", "events", "bookings", "desk", "cms", "api", "sign-in", "my", "open-data", "s", "embed", "healthz", "news", "en", "Companies"])  # fmt: skip
def test_no_page_takes_an_address_of_the_program(db, slug):
    page = FrontPage(title="x", slug=slug, headline="x", lead="x")
    with pytest.raises(ValidationError) as refusal:
        page.clean()
    assert list(refusal.value.message_dict) == ["slug"]


def test_every_room_of_the_program_is_among_them():
    in_language = next(entry for entry in get_resolver().url_patterns if isinstance(entry.pattern, LocalePrefixPattern))
    entries = [*get_resolver().url_patterns, *in_language.url_patterns]
    rooms = {str(entry.pattern).split("/")[0] for entry in entries if "/" in str(entry.pattern)}
    assert rooms - addresses.TAKEN == set()


def test_nothing_but_front_pages_stands_below_the_root(db):
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [FrontPage, FrontPage]
    assert FrontPage.allowed_subpage_models() == []
