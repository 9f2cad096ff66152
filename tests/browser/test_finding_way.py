"""Three people each find a plating shop within ten minutes of Kamata that takes visitors, each in their own way."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import violations

pytestmark = pytest.mark.browser
SHOP = "ねむりきりんめっき"
KAMATA = {"latitude": 35.562517, "longitude": 139.716032}
ON_THE_PHONE = {"has_touch": True, "is_mobile": True}


def asked(page):
    """The question in the address: {name: [value]}."""
    return parse_qs(urlsplit(page.url).query)


def wait_for(page, **question):
    page.wait_for_url(lambda url: question.items() <= parse_qs(urlsplit(url).query).items())
    page.wait_for_load_state("networkidle")


def names(page):
    return page.locator("#found .card h3").all_inner_texts()


def test_by_keyboard_alone(visit):
    window = visit(DESKTOP)
    page = window.page
    window.open("/companies/")
    steps.write(page, "q", "めっき")
    page.locator("#suggestions li:visible").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for(page, process=["plating"])
    steps.press(page, page.locator("#facet-mode > summary"))
    steps.tab_to(page, page.locator("#mode-booking"))
    page.keyboard.press("Space")
    wait_for(page, process=["plating"], mode=["booking"])
    steps.press(page, page.locator("#facets-near > summary"))
    steps.tab_to(page, page.locator("#walk"))
    page.keyboard.type("10")
    wait_for(page, process=["plating"], mode=["booking"], walk=["10"])
    steps.press(page, page.locator("#facet-station > summary"))
    steps.tab_to(page, page.locator("#station-kamata"))
    page.keyboard.press("Space")
    wait_for(page, process=["plating"], mode=["booking"], walk=["10"], station=["kamata"])
    assert names(page) == [SHOP]
    steps.press(page, page.get_by_role("link", name=SHOP))
    page.get_by_role("heading", level=1, name=SHOP).wait_for()


def test_on_a_phone_from_where_one_is(visit):
    window = visit(PHONE, geolocation=KAMATA, permissions=["geolocation"], **ON_THE_PHONE)
    page = window.page
    window.open("/companies/")
    page.get_by_role("link", name="条件", exact=True).tap()
    assert "およそ100mに丸めて" in page.locator("#near-help").inner_text()
    page.get_by_role("button", name="いまいる所から").tap()
    wait_for(page, here=["35.563,139.716"], walk=["15"])
    assert "いまいる所から歩いて15分以内" in page.locator(".chips").inner_text()
    page.locator("#walk").select_option("10")
    wait_for(page, here=["35.563,139.716"], walk=["10"])
    page.get_by_text("もっとしぼりこむ").tap()
    page.locator("#facet-process > summary").tap()
    page.get_by_label("めっき", exact=False).first.tap()
    wait_for(page, process=["plating"], here=["35.563,139.716"])
    page.locator("#facet-mode > summary").tap()
    page.get_by_label("予約", exact=False).first.tap()
    wait_for(page, process=["plating"], mode=["booking"])
    page.get_by_role("link", name="一覧").tap()
    card = page.locator("#found .card").first
    assert 0 < card.bounding_box()["y"] < PHONE["height"]
    assert re.search(r"いまいる所から歩いて約\d+分", card.inner_text())
    assert names(page) == [SHOP]
    page.get_by_role("link", name=SHOP).tap()
    page.get_by_role("heading", level=1, name=SHOP).wait_for()


class Reader:
    """What Chromium tells a screen reader: roles, names and states of the accessibility tree, nothing of the looks."""

    def __init__(self, page):
        self.page = page
        self.tree = page.context.new_cdp_session(page)

    def nodes(self, role):
        found = self.tree.send("Accessibility.getFullAXTree")["nodes"]
        return [node for node in found if not node["ignored"] and node["role"]["value"] == role]

    def names(self, role):
        return [node["name"]["value"] for node in self.nodes(role)]

    def states(self, role, name):
        node = next(node for node in self.nodes(role) if name in node["name"]["value"])
        return {item["name"]: item["value"].get("value") for item in node["properties"]}

    def status(self):
        """What the live regions say now."""
        return [text for text in self.page.get_by_role("status").all_inner_texts() if text.strip()]

    def reach(self, role, name):
        steps.tab_to(self.page, self.page.get_by_role(role, name=re.compile(name)))


def test_by_what_a_screen_reader_is_told(visit):
    window = visit(DESKTOP)
    page = window.page
    window.open("/companies/")
    reader = Reader(page)
    assert reader.names("search") == ["工場をさがす"]
    assert [text for text in reader.status() if "社が見つかりました" in text] == ["120社が見つかりました"]
    reader.reach("combobox", "ことばでさがす")
    assert reader.states("combobox", "ことばでさがす")["expanded"] is False
    page.keyboard.type("めっき")
    page.locator("#suggestions li:visible").first.wait_for()
    assert reader.states("combobox", "ことばでさがす")["expanded"] is True
    assert any(re.match(r"候補が\d件あります", text) for text in reader.status())
    assert reader.names("option")[0] == "めっき 加工"
    page.keyboard.press("ArrowDown")
    assert reader.states("option", "めっき 加工")["selected"] is True
    page.keyboard.press("Enter")
    wait_for(page, process=["plating"])
    steps.press(page, page.locator("#facet-mode > summary"))
    steps.press(page, page.locator("#facets-near > summary"))
    assert {"分野", "見学", "近くでさがす"} <= set(reader.names("group"))
    page.locator("#q").focus()
    reader.reach("checkbox", "^予約")
    page.keyboard.press("Space")
    wait_for(page, mode=["booking"])
    assert any(re.match(r"\d社が見つかりました", text) for text in reader.status())
    reader.reach("combobox", "歩いて")
    page.keyboard.type("10")
    wait_for(page, walk=["10"])
    assert "加工：めっきをはずす" in [name.replace(" ", "") for name in reader.names("link")]
    steps.press(page, page.locator("#facet-station > summary"))
    reader.reach("checkbox", "^蒲田")
    page.keyboard.press("Space")
    wait_for(page, station=["kamata"])
    assert "1社が見つかりました" in reader.status()
    assert "一覧" in reader.names("region")
    assert SHOP in reader.names("heading")


def test_without_scripts_the_same_shop_is_found(visit):
    window = visit(javascript=False)
    page = window.page
    window.open("/companies/")
    page.locator("#q").fill("めっき")
    page.locator("#facet-mode > summary").click()
    page.locator("#mode-booking").check()
    page.locator("#facets-near > summary").click()
    page.locator("#walk").select_option("10")
    page.locator("#facet-station > summary").click()
    page.locator("#station-kamata").check()
    page.get_by_role("button", name="この条件でさがす").click()
    assert names(page) == [SHOP]
    assert [page.locator(part).is_visible() for part in ("[data-near]", "[data-share]", "#suggestions")] == [False] * 3


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["360", "1280"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_states_of_the_list_are_open_to_everybody(visit, viewport, dark):
    window = visit(viewport, dark=dark)
    page = window.page
    window.open("/companies/")
    page.locator("#q").fill("めっき")
    page.locator("#suggestions li:visible").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert (violations(page), steps.overflow(page)) == ([], 0)
    window.open("/companies/?q=どこにもない語&field=art&mode=booking")
    assert (violations(page), steps.overflow(page)) == ([], 0)
    window.open("/companies/?field=nosuch")
    page.evaluate("document.querySelectorAll('#conditions details').forEach((details) => (details.open = true))")
    assert (violations(page), steps.overflow(page)) == ([], 0)


def test_no_key_and_no_request_is_taken_from_an_input_method(visit):
    window = visit()
    page = window.page
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url) if "/suggest/" in request.url else None)
    window.open("/companies/")
    page.clock.install()
    page.locator("#q").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "めっ", "selectionStart": 2, "selectionEnd": 2})
    page.clock.run_for(1000)
    assert asked_for == []
    keyboard.send("Input.insertText", {"text": "めっき"})
    page.clock.run_for(1000)
    page.locator("#suggestions li:visible").first.wait_for()
    assert len(asked_for) == 1


def test_escape_keeps_the_words_and_enter_then_searches_for_them(visit):
    window = visit()
    page = window.page
    window.open("/companies/")
    page.locator("#q").focus()
    page.keyboard.type("めっき")
    page.locator("#suggestions li:visible").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#suggestions li:visible").count() == 0
    assert page.locator("#q").input_value() == "めっき"
    page.keyboard.press("Enter")
    wait_for(page, q=["めっき"])


def test_a_suggestion_joins_what_is_chosen_and_keeps_the_language(visit):
    window = visit()
    page = window.page
    window.open("/en/companies/?mode=booking")
    page.locator("#q").fill("めっき")
    page.locator("#suggestions li:visible").first.click()
    wait_for(page, mode=["booking"], process=["plating"])
    assert urlsplit(page.url).path == "/en/companies/"


def test_back_forward_and_reload_bring_back_choice_place_and_groups(visit):
    window = visit()
    page = window.page
    window.open("/companies/")
    page.get_by_role("link", name="条件", exact=True).click()
    page.get_by_text("もっとしぼりこむ").click()
    page.locator("#facet-process > summary").click()
    page.locator("#process-plating").check()
    wait_for(page, process=["plating"])
    place = page.evaluate("scrollY")
    assert place > 100
    page.locator("#field-art").check()
    wait_for(page, process=["plating"], field=["art"])
    page.go_back()
    expect(page.locator("#field-art")).not_to_be_checked()
    page.go_back()
    expect(page.locator("#process-plating")).not_to_be_checked()
    assert page.locator("#facet-process[open]").count() == 1
    page.go_forward()
    expect(page.locator("#process-plating")).to_be_checked()
    page.reload()
    assert page.locator("#process-plating").is_checked()
    assert page.evaluate("scrollY") > 100


def test_whoever_refuses_to_tell_the_place_is_shown_the_stations(visit):
    window = visit()
    page = window.page
    window.open("/companies/")
    page.get_by_role("link", name="条件", exact=True).click()
    page.get_by_role("button", name="いまいる所から").click()
    page.get_by_text("近い駅をえらんでください").wait_for()
    assert page.locator("#facet-station[open]").count() == 1
    assert asked(page) == {}


def test_the_address_of_the_result_can_be_copied(visit):
    window = visit(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page = window.page
    window.open("/companies/?field=art")
    page.get_by_role("button", name="この結果のリンクをコピー").click()
    page.get_by_text("リンクをコピーしました。").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_ways_of_the_page_keep_the_view_of_the_map(visit):
    window = visit()
    page = window.page
    window.open("/companies/?field=art#map=15/35.562/139.716")
    page.get_by_role("link", name="地図", exact=True).click()
    assert urlsplit(page.url).fragment.startswith("map=")
    assert page.evaluate("document.activeElement.id") == "map"
    page.get_by_role("link", name="条件", exact=True).click()
    assert page.evaluate("document.activeElement.id") == "filters"


@pytest.mark.parametrize(("viewport", "most"), [(PHONE, 500), (DESKTOP, 600)], ids=["360", "1280"])
def test_the_first_companies_are_seen_soon(visit, viewport, most):
    window = visit(viewport)
    window.open("/companies/")
    assert window.page.locator("#found .card").first.bounding_box()["y"] < most


def test_on_a_phone_the_way_to_the_list_says_how_many_are_there(visit):
    window = visit()
    page = window.page
    window.open("/companies/")
    assert "120社を見る" in page.get_by_role("link", name="一覧").inner_text()
    page.locator("#field-art").check()
    wait_for(page, field=["art"])
    assert "20社を見る" in page.get_by_role("link", name="一覧").inner_text()
    assert "20社が見つかりました" in Reader(page).status()
