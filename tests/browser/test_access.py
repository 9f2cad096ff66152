"""Every page, in every state that people meet: open to everybody, at a desk and on a phone, by light and dark, on paper."""

import pytest

from stories import access, outside
from tests.browser import checked
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.filling import fill
from tests.browser.keys import Keyboard, book_a_tour
from tests.browser.looking import CHECKS, violations
from tests.browser.pages import PAGES, templates_of_whole_pages
from tests.browser.walking import Walk, own_site

__all__ = ["violations"]  # the other ways look at their pages by it

pytestmark = [pytest.mark.browser, pytest.mark.pages]


@pytest.fixture(scope="module")
def walk(site, chromium, tmp_path_factory):
    """Every page, looked at once."""
    with own_site(site, tmp_path_factory.mktemp("walk")) as (url, environment):
        return Walk(chromium, url, fill(environment)).go()


@pytest.fixture(scope="module")
def hidden_from_the_keyboard(site, chromium):
    """Where on the way to a booking the focus could not be seen; the way itself must be open."""
    faults = []
    for viewport, email in ((PHONE, "keys-phone@demo.example"), (DESKTOP, "keys-desk@demo.example")):
        context = chromium.new_context(viewport=viewport, locale="ja-JP", timezone_id="Asia/Tokyo")
        context.set_default_timeout(15_000)
        keys = Keyboard(context.new_page())
        book_a_tour(keys, site, email)
        context.close()
        faults += keys.faults
    return faults


@pytest.mark.parametrize("check", CHECKS)
def test_every_page_passes(walk, check):
    faults = {f"{seen.page.template} {seen.page.address}": seen.faults.get(check, []) for seen in walk.seen}
    assert {page: found for page, found in faults.items() if found} == {}


def test_from_the_front_page_to_a_booking_by_keyboard_alone_the_focus_is_always_seen(hidden_from_the_keyboard):
    assert hidden_from_the_keyboard == []


def test_every_template_of_a_page_is_visited():
    assert templates_of_whole_pages() == {page.template for page in PAGES}


def test_the_page_of_results_tells_what_was_seen(walk, hidden_from_the_keyboard):
    checked.compare_or_write(access.CHECKED, checked.access_file(walk, hidden_from_the_keyboard))


def test_the_page_of_outside_transmissions_tells_what_was_sent(walk):
    checked.compare_or_write(outside.CHECKED, checked.outside_file(walk))


def test_whoever_is_written_to_and_whatever_stays_in_the_browser_is_explained(walk):
    seen = checked.outside_file(walk)
    assert {found["host"] for found in seen["outside"]} <= set(outside.RECEIVERS)
    assert {found["name"] for found in seen["kept"]} <= set(outside.KEPT)
