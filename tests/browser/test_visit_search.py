"""A family looks for a visit that the three of them could book, with and without scripts."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_finding_way import asked, names, wait_for

pytestmark = pytest.mark.browser


def test_by_days_and_people(visit):
    window = visit(PHONE)
    page = window.page
    window.open("/companies/")
    page.get_by_role("link", name="条件", exact=True).click()
    page.locator("#facets-when > summary").click()
    page.get_by_label("人数", exact=True).fill("3")
    page.keyboard.press("Tab")
    wait_for(page, people=["3"])
    assert page.locator("#grade").evaluate("field => field === document.activeElement")  # nothing was taken away
    assert "社に、入れます。" in page.locator("#count").inner_text()
    page.locator("#quick-dates").get_by_role("link", name="来週末").click()
    page.wait_for_url(lambda url: "date_from" in url)
    assert asked(page).keys() == {"people", "date_from", "date_to"}
    assert page.locator("#people").input_value() == "3"
    assert page.locator("#date_from").input_value() == asked(page)["date_from"][0]
    assert len(names(page)) > 0
    page.go_back()
    wait_for(page, people=["3"])
    assert asked(page).keys() == {"people"}


def test_a_day_that_cannot_be_meant_is_not_asked_for_and_stops_nothing(visit):
    window = visit(DESKTOP)
    page = window.page
    window.open("/companies/")
    page.locator("#facets-when > summary").click()
    page.get_by_label("いつから").fill("0202-01-01")
    page.keyboard.press("Tab")
    page.get_by_label("人数", exact=True).fill("2")
    page.keyboard.press("Tab")
    wait_for(page, people=["2"])
    assert asked(page).keys() == {"people"}
    assert "きょうより前の日は、さがせません。" in page.locator("#conditions .alert").inner_text()


def test_without_scripts(visit):
    window = visit(PHONE, javascript=False)
    page = window.page
    window.open("/companies/")
    page.locator("#facets-when > summary").click()
    page.get_by_label("人数", exact=True).fill("3")
    page.get_by_label("いまの学年").select_option("e4")
    page.get_by_role("button", name="この条件でさがす").click()
    wait_for(page, people=["3"], grade=["e4"])
    assert "社に、入れます。" in page.locator("#count").inner_text()
    page.locator("#facets-when > summary").click()
    page.locator("#quick-dates").get_by_role("link", name="来週末").click()
    page.wait_for_url(lambda url: "date_from" in url)
    assert {"people", "grade", "date_from", "date_to"} == asked(page).keys()
