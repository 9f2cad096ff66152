"""The filters of the list of companies, in a real window."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_on_a_phone_every_field_is_there_and_the_one_ticked_stays_in_sight_with_the_focus(visit):
    window = visit()
    window.open("/companies/")
    page = window.page
    fields = page.locator("[name=field]")
    assert fields.count() == 12
    page.locator("#field-art").focus()
    page.keyboard.press("Space")
    page.locator(".chip").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.id") == "field-art"
    box = page.locator("#field-art").bounding_box()
    assert 0 < box["y"] < 740
    assert 0 <= box["x"] < 340  # the line of fields was pushed along
    assert page.locator("#more-filters[open]").count() == 0


def test_without_scripts_nothing_of_the_map_is_there(visit):
    window = visit(javascript=False)
    window.open("/companies/")
    page = window.page
    assert [page.locator(part).is_visible() for part in (".map", ".to-map", "[data-map-search]")] == [False] * 3


def test_at_a_phone_the_map_can_be_hit_with_a_thumb(visit):
    window = visit()
    window.open("/companies/")
    page = window.page
    ways = page.locator(".leaflet-bar a, .to-map a")
    expect(ways).to_have_count(3)
    assert {min(box["width"], box["height"]) >= 44 for box in (way.bounding_box() for way in ways.all())} == {True}
