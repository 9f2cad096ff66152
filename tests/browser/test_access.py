"""Every kind of page: no violation of axe, nothing to scroll sideways, in light and dark, on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/en/",
    "/companies/",
    "/companies/?field=medical&q=ばね",
    "/companies/?q=どこにもない語",
    "/companies/soratobu-kujira/",
    "/en/companies/odoru-rakko/",
    "/tours/",
    "/tours/hanemushi-neko-bane/",
    "/tours/hanemushi-neko-bane/book/",
    "/en/tours/hanemushi-neko-bane/book/",
    "/events/",
    "/events/machikoba-fair/",
    "/events/machikoba-fair/book/",
    "/sign-in/",
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def violations(page):
    """[(rule, [element])]. Marks on the map may lie close together: where they stand is what they say (WCAG 2.5.8)."""
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found]
    marks = {"target-size": "leaflet-marker-icon"}
    return [
        (rule, elements)
        for rule, all_elements in faults
        if (elements := [html for html in all_elements if marks.get(rule, "\0") not in html])
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
def test_public_pages_are_open_to_everybody(visit, viewport, dark):
    window = visit(viewport, dark=dark)
    faults = {}
    for path in PAGES:
        answer = window.open(path)
        assert answer.status == 200, path
        faults[path] = (violations(window.page), steps.overflow(window.page))
    assert {path: fault for path, fault in faults.items() if fault != ([], 0)} == {}


def test_page_that_does_not_exist_helps_to_search(visit):
    window = visit()
    assert window.open("/companies/there-is-no-such-company/").status == 404
    assert violations(window.page) == []
    assert window.page.get_by_role("main").get_by_role("searchbox").count() == 1
    window.forgive("404")
