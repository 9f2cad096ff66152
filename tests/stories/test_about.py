"""The pages about access and outside transmissions say what the checks' own files say."""

import json

import pytest
from django.test import override_settings

from stories import access, outside
from tests.html import soup, text

POLICY, RESULTS, OUTSIDE = "/about/accessibility/", "/about/accessibility/results/", "/about/outside/"
FAULT = {"page": "トップページ", "check": "axe", "what": "image-alt"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(monkeypatch):
    """What the browser is said to have seen: change it before the page is asked for."""
    said = json.loads(access.CHECKED.read_text()) | {"faults": [], "media": 0}
    monkeypatch.setattr(access, "_seen", lambda: said)
    return said


def test_the_policy_tells_goal_state_scope_and_whom_to_tell(client, seen):
    with override_settings(CONTACT={"name": "架空区 産業課", "email": "sangyo@example.com"}):
        page = client.get(POLICY)
    assert [term.text for term in soup(page)("dt")] == [
        "目標",
        "いまの対応度",
        "範囲",
        "範囲に入らないもの",
        "試験した日",
    ]
    assert "適合レベルAAに配慮" in text(page)
    assert "架空区 産業課" in text(page)
    assert soup(page).find("a", href="mailto:sangyo@example.com")


def test_without_an_address_the_policy_names_the_office_alone(client):
    with override_settings(CONTACT={"name": "架空区役所", "email": ""}):
        page = client.get(POLICY)
    assert (soup(page).find("a", href="mailto:"), "架空区役所" in text(page)) == (None, True)


def test_every_page_check_and_criterion_stands_on_the_page_of_results(client, seen):
    page = soup(client.get(RESULTS))
    tables = {table.find_previous("h2")["id"]: len(table.tbody("tr")) for table in page("table")}
    assert tables == {"checks": len(access.CHECKS), "criteria": 38, "pages": len(seen["pages"])}


def test_a_fault_stands_at_its_page_its_check_and_its_criterion(client, seen):
    seen["faults"] = [FAULT]
    page = soup(client.get(RESULTS))
    fault = page.find(id="faults").find_next("tbody").text
    criteria = {row.th.text.split()[0]: row("td")[1].text for row in page.find(id="criteria").find_next("tbody")("tr")}
    assert ("トップページ" in fault, "image-alt" in fault) == (True, True)
    assert "問題1件" in criteria["1.1.1"]
    assert "問題" not in criteria["1.3.3"]
    assert "1件の問題" in text(client.get(POLICY))


@pytest.mark.parametrize(("media", "outcome"), [(0, "absent"), (1, "eyes")])
def test_criteria_of_sound_and_film_count_where_there_is_some(seen, media, outcome):
    seen["media"] = media
    outcomes = {criterion.number: criterion.outcome for criterion in access.results().criteria}
    assert outcomes["1.2.4"] == outcome


def test_every_criterion_of_level_a_and_aa_is_told_once():
    numbers = [criterion.number for criterion in access.results().criteria]
    assert (len(numbers), numbers) == (
        38,
        sorted(set(numbers), key=lambda number: [int(part) for part in number.split(".")]),
    )


@pytest.mark.parametrize(("tiles", "hosts"), [("gsi_pale", ["cyberjapandata.gsi.go.jp"]), ("off", [])])
def test_the_page_of_outside_transmissions_names_every_receiver(client, settings, tiles, hosts):
    settings.MAP_TILES = tiles
    page = client.get(OUTSIDE)
    assert [link.text for link in soup(page).main("a")] == hosts
    assert ("何も送りません" in text(page)) == (not hosts)


def test_what_stays_in_the_browser_is_named_with_its_purpose(client):
    kept = {name for name, _days, _why in outside.outside().kept}
    assert kept <= {term.text for term in soup(client.get(OUTSIDE))("dt")}
