"""The frame of pages is made once for a section; its switches are each page's own."""

import re

import pytest

from core.templatetags import frame

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_kept(monkeypatch):
    monkeypatch.setattr(frame, "_kept", {})


def addresses(client, path):
    page = client.get(path).content.decode()
    return re.findall(r'href="([^"]+)" lang="\w\w" hreflang', page), re.findall(r'name="next" value="([^"]+)"', page)


def test_both_switches_lead_back_to_their_own_page(client, nothing_kept):
    for query in ("?q=a", "?q=b", "?q=a"):
        languages, ruby = addresses(client, f"/companies/{query}")
        assert set(languages) == {f"/en/companies/{query}"}
        assert len(languages) == 3
        assert ruby == []
        assert set(addresses(client, f"/en/companies/{query}")[0]) == {f"/companies/{query}"}


def test_a_section_is_marked_as_its_own(client, nothing_kept):
    for path in ("/companies/", "/tours/", "/companies/"):
        page = client.get(path).content.decode()
        assert re.findall(r'href="([^"]+)" aria-current', page) == [path] * 3


def test_names_of_the_installation_are_those_of_now(client, nothing_kept, settings):
    assert "かりの町" not in client.get("/tours/").content.decode()
    settings.SITE_NAME = "かりの町"
    assert client.get("/tours/").content.decode().count("かりの町") >= 4


def test_a_second_page_makes_no_part_anew(client, nothing_kept, monkeypatch):
    client.get("/tours/")
    kept = dict(frame._kept)
    client.get("/tours/?people=2")
    assert frame._kept == kept
    assert {part for part, *_rest in kept} == {
        f"components/{name}.html" for name in ("styles", "site_header", "site_footer", "late")
    }
