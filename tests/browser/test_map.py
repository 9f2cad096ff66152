"""The map of the list, by pointer and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP
from tests.browser.test_access import violations
from tests.waiting import until

pytestmark = pytest.mark.browser
SHARED = "#map=17/35.56120/139.71610"
VIEW = re.compile(r"#map=[\d.]+/[\d.]+/[\d.]+$")


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def desk(request, visit):
    return visit(DESKTOP, dark=request.param)


def open_map(window, address="/companies/"):
    window.open(address)
    window.page.locator(".mark").first.wait_for()
    window.page.wait_for_load_state("networkidle")
    return window.page


def drag(page):
    box = page.locator(".map").bounding_box()
    below = min(box["y"] + box["height"], page.viewport_size["height"])
    x, y = box["x"] + box["width"] - 40, below - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y - 60, steps=5)
    page.mouse.up()


def shown(page):
    middle = page.evaluate("[map_companies.getZoom(), map_companies.getCenter().lat, map_companies.getCenter().lng]")
    return [round(part, 3) for part in middle]


def alone(page):
    """A company that stands alone in the middle of the map: its mark, and its slug."""
    point, slug = page.evaluate(
        """async () => {
            const all = await (await fetch("/api/v1/companies.geojson")).json();
            const one = all.features[0];
            return [one.geometry.coordinates, one.properties.slug];
        }"""
    )
    page.goto(page.url.split("#")[0] + f"#map=18/{point[1]}/{point[0]}")
    page.reload()
    page.locator(".mark--one").first.wait_for()
    page.wait_for_load_state("networkidle")
    return page.locator(".mark--one").first, slug


def test_what_one_moved_to_is_in_the_address_and_comes_back(visit):
    page = open_map(visit(DESKTOP))
    assert "#map" not in page.url
    drag(page)
    expect(page).to_have_url(VIEW)
    view = shown(page)
    page.reload()
    page.locator(".mark").first.wait_for()
    assert shown(page) == view
    page.locator("#field-art").check()
    expect(page).to_have_url(re.compile(r"\?field=art$"))
    page.go_back()
    page.locator(".mark").first.wait_for()
    expect(page).to_have_url(VIEW)
    assert shown(page) == view


def test_a_shared_view_is_not_overwritten_by_fitting(visit):
    page = open_map(visit(DESKTOP), "/companies/" + SHARED)
    assert shown(page) == [17, 35.561, 139.716]
    assert page.url.endswith(SHARED)


@pytest.mark.parametrize("nonsense", ["#map=x/y/z", "#map=99/35/139", "#map=15/999/139", "#map=15/35.5", "#<script>"])
def test_a_view_that_is_none_is_passed_over(visit, nonsense):
    window = visit(DESKTOP)
    fitted = shown(open_map(window))
    assert shown(open_map(visit(DESKTOP), "/companies/" + nonsense)) == fitted


def test_this_area_is_offered_after_a_move_by_hand_and_stands_in_the_address(visit):
    page = open_map(visit(DESKTOP))
    button = page.get_by_role("button", name="この範囲でさがす")
    expect(button).to_be_hidden()
    drag(page)
    button.click()
    expect(page).to_have_url(re.compile(r"\?bbox=[\d.]+(%2C[\d.]+){3}#map="))
    expect(button).to_be_hidden()


def test_a_card_opens_and_closes_by_keyboard_and_gives_the_focus_back(desk):
    page = open_map(desk, "/companies/" + SHARED)
    mark, _slug = alone(page)
    mark.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup article a")
    expect(link).to_be_focused()
    assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "とじる"
    page.locator(".legend summary").click()
    assert violations(page) == []
    link.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(page.locator(".mark--one:focus")).to_have_count(1)


def test_marks_have_names_with_their_field(visit):
    page = open_map(visit(DESKTOP), "/companies/" + SHARED)
    mark, slug = alone(page)
    expect(mark.locator(".mark__name")).to_have_text(re.compile("（.+）$"))
    assert mark.get_attribute("role") == "button"
    assert len(slug) > 2


def test_clusters_say_how_many_and_lead_nearer_by_keyboard(visit):
    page = open_map(visit(DESKTOP))
    cluster = page.locator(".mark--some, .mark--few").first
    assert re.fullmatch(r"[\d,]+社を大きく見る", cluster.text_content())
    zoom = shown(page)[0]
    cluster.focus()
    page.keyboard.press(" ")
    expect(page).to_have_url(VIEW)
    assert shown(page)[0] >= zoom


def test_a_row_lights_its_mark_or_the_cluster_that_holds_it(visit):
    page = open_map(visit(DESKTOP))
    row = page.locator("#found li[data-slug]").first
    row.scroll_into_view_if_needed()
    row.locator("a").first.focus()
    expect(page.locator(".mark--lit")).to_have_count(1)
    page.locator("#q").focus()
    expect(page.locator(".mark--lit")).to_have_count(0)


def test_an_open_card_marks_its_row(visit):
    page = open_map(visit(DESKTOP))
    slug = page.locator("#found li[data-slug]").first.get_attribute("data-slug")
    point = page.evaluate(
        """async (slug) => {
            const all = await (await fetch("/api/v1/companies.geojson")).json();
            return all.features.find((one) => one.properties.slug === slug).geometry.coordinates;
        }""",
        slug,
    )
    page.goto(f"{page.url}#map=18/{point[1]}/{point[0]}")
    page.reload()
    page.locator(".mark--one").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.locator(".mark--one").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#found li[aria-current=true]")).to_have_attribute("data-slug", slug)
    page.keyboard.press("Escape")
    expect(page.locator("#found li[aria-current]")).to_have_count(0)


def test_the_legend_tells_the_fields_there_are_and_opens_by_keyboard(visit):
    page = open_map(visit(), "/companies/?field=space" + SHARED)
    steps.press(page, page.locator(".legend summary"))
    assert page.locator(".legend li:visible svg").first.get_attribute("data-shape") == "triangle"
    assert page.locator(".legend li:visible").count() < 15


def test_where_one_is_shows_as_a_dot(visit):
    page = open_map(visit(DESKTOP), "/companies/?here=35.562,139.716")
    expect(page.locator(".mark--here")).to_have_count(1)


def test_the_ground_is_drawn_where_there_are_no_tiles(desk):
    page = open_map(desk, "/companies/" + SHARED.replace("17", "14"))
    expect(page.locator(".station span").first).to_be_visible()
    assert page.locator("path.ground__land").count() == 1
    assert page.locator(".map__note").inner_text() == ""
    assert (violations(page), steps.overflow(page)) == ([], 0)


def test_names_of_stations_touch_neither_marks_nor_each_other(desk):
    page = open_map(desk)
    page.evaluate("map_companies.setZoom(13, {animate: false})")
    page.wait_for_timeout(400)  # names are written when the map has rested
    boxes = """selector => Array.from(document.querySelectorAll(selector), function (element) {
        const box = element.getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom];
    })"""
    names, discs = page.evaluate(boxes, ".station span"), page.evaluate(boxes, ".leaflet-marker-pane .mark__disc")
    assert len(names) > 3
    pairs = [(one, other) for at, one in enumerate(names) for other in discs + names[at + 1 :]]
    assert [pair for pair in pairs if _meet(*pair)] == []


def _meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_tiles_that_fail_give_way_to_the_ground_with_a_word(visit):
    window = visit(DESKTOP)
    window.page.route("**/companies/", _with_tiles_that_fail)
    page = open_map(window)
    expect(page.locator(".map__note")).to_have_text("地図の画像を読みこめないため、駅と町名だけの地図です")
    assert page.locator("path.ground__land").count() == 1
    window.forgive("404")


def _with_tiles_that_fail(route):
    answer = route.fetch()
    tiles = 'L.tileLayer("/nosuch/{z}/{x}/{y}.png").addTo(map_companies); L.control.scale'
    route.fulfill(response=answer, body=answer.text().replace("L.control.scale", tiles, 1))


@pytest.mark.parametrize("path", ["/companies/", "/embed/?show=map"])
@pytest.mark.parametrize("width", [320, 360, 390])
def test_on_a_phone_a_card_stands_within_the_map(visit, path, width):
    page = open_map_in_sight(visit({"width": width, "height": 740}), path)
    alone(page)
    frame, card = page.locator(".map"), page.locator(".leaflet-popup")
    page.locator(".mark--one").first.focus()
    page.keyboard.press("Enter")
    expect(card.locator("article a")).to_be_focused()
    until(lambda: _covers(frame.bounding_box(), card.bounding_box()), 5)  # the map moves until it does


def test_on_a_phone_the_map_costs_nothing_before_it_is_asked_for(visit):
    window, asked = visit(), []
    window.page.on("request", lambda request: asked.append(request.url))
    window.open("/companies/")
    window.page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith((".geojson", "ground.json"))] == []
    window.page.get_by_role("link", name="地図", exact=True).click()
    window.page.locator(".mark").first.wait_for()
    expect(window.page.locator("path.ground__ward")).to_have_count(1)


def _covers(outer, inner):
    sides = [("x", "width"), ("y", "height")]
    return all(outer[at] <= inner[at] and inner[at] + inner[size] <= outer[at] + outer[size] for at, size in sides)


def open_map_in_sight(window, address):
    """On a phone the map is behind a switch, or below: it is filled when it is seen."""
    window.open(address + SHARED)
    window.page.locator(".map").scroll_into_view_if_needed()
    window.page.locator(".mark").first.wait_for()
    window.page.wait_for_load_state("networkidle")
    return window.page


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_who_opens_a_cluster_by_keyboard_stands_in_it_and_hears_what_is_in_sight(visit, motion):
    page = open_map(visit(DESKTOP, reduced_motion=motion))
    cluster = page.locator(".mark--some, .mark--few").first
    cluster.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-map-status]")).to_have_text(re.compile(r"^[\d,]+社が見えています$"))
    expect(page.locator(".mark:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator(".folium-map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-map-status]")).to_have_text("")


def test_companies_of_one_place_are_spread_out_and_the_first_has_the_focus(visit):
    window = visit(DESKTOP)
    window.page.route("**/companies.geojson*", _all_at_one_place)
    page = open_map(window)
    cluster = page.locator(".mark").first
    expect(cluster.locator(".mark__name")).to_have_text("同じ場所の3社をひろげる")
    expect(cluster.locator(".mark__disc")).to_have_attribute("aria-hidden", "true")
    cluster.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mark--one")).to_have_count(3)
    expect(page.locator(".mark--one:focus")).to_have_count(1)
    expect(page.locator("[data-map-status]")).to_have_text("3社が見えています")


def _all_at_one_place(route):
    answer = route.fetch()
    collection = answer.json()
    collection["features"] = collection["features"][:3]
    for feature in collection["features"]:
        feature["geometry"]["coordinates"] = [139.716, 35.562]
    route.fulfill(response=answer, json=collection)


def test_the_map_has_a_name_where_it_takes_the_focus(visit):
    page = open_map(visit(DESKTOP))
    assert page.get_by_role("region", name="工場の地図").get_attribute("tabindex") == "0"
