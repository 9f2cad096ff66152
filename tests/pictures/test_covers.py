"""Drawn covers as they are served and as templates show them."""

import pytest
from django.template import Context, Template
from PIL import Image

from core.covers import Cover, draw
from core.covers.edition import EDITION
from pictures.drawn import SHAPES, address

COVER = Cover("nami-works", "cutting", "space")


def shown(tag, subject=COVER):
    html = Template("{% load covers %}" + tag).render(Context({"subject": subject}))
    return " ".join(html.split())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_cover_is_served_for_ever_and_without_the_database(client, shape, theme):
    answer = client.get(address(COVER, shape, theme))
    width, height, detail = SHAPES[shape]
    assert answer.text == draw(*COVER, width=width, height=height, theme=theme, detail=detail)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_cover_travels_compressed(client):
    answer = client.get(address(COVER, "card", "light"), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "path",
    [
        "0000000000/cutting/space/card/light/nami.svg",
        f"{EDITION}/knitting/space/card/light/nami.svg",
        f"{EDITION}/cutting/cheese/card/light/nami.svg",
        f"{EDITION}/cutting/FF0000/card/light/nami.svg",
        f"{EDITION}/cutting/space/poster/light/nami.svg",
        f"{EDITION}/cutting/space/card/sepia/nami.svg",
        f"{EDITION}/cutting/space/card/light/.svg",
        f"{EDITION}/cutting/space/card/light/nami.png",
        f"{EDITION}/cutting/space/card/light/",
    ],
)
@pytest.mark.django_db
def test_an_address_that_no_page_names_is_not_found(client, path):
    assert client.get(f"/covers/{path}").status_code == 404


@pytest.mark.parametrize("slug", ["", "ひびき-製作所", "𠮷", "a/b", '"><script>', "%2e%2e", "a?b#c", "שלום"])
def test_the_address_of_any_slug_leads_to_its_drawing(client, slug):
    cover = COVER._replace(slug=slug)
    drawn = draw(*cover._replace(slug=slug or "-"), width=800, height=1000)
    assert client.get(address(cover, "card", "light")).text == drawn


def test_nothing_but_reading_is_answered(client):
    assert client.post(address(COVER, "card", "light")).status_code == 405


def test_a_card_is_a_picture_without_words_that_waits_until_it_is_seen():
    light, dark = (address(COVER, "card", theme) for theme in ("light", "dark"))
    assert shown("{% cover subject %}") == (
        '<picture class="cover" data-shape="card"> '
        f'<source media="(prefers-color-scheme: dark)" srcset="{dark}" width="800" height="1000"> '
        f'<img class="cover__image" src="{light}" width="800" height="1000" alt="" loading="lazy" decoding="async"> '
        "</picture>"
    )


def test_a_card_may_have_another_shape_on_wide_screens():
    html = shown('{% cover subject shape="card" desktop="wide" %}')
    wanted = [("wide", "dark"), ("wide", "light"), ("card", "dark"), ("card", "light")]
    assert [html.index(address(COVER, *names)) for names in wanted] == sorted(
        html.index(address(COVER, *names)) for names in wanted
    )


def test_the_band_on_top_of_a_page_does_not_wait():
    html = shown("{% drawn subject %}")
    assert ("lazy" in html, 'fetchpriority="high"' in html, "/hero/light/" in html) == (False, True, True)


def test_a_slug_cannot_leave_its_attribute():
    assert "<script" not in shown("{% cover subject %}", COVER._replace(slug='"><script>alert(1)</script>'))


def test_the_manifest_names_the_site_and_icons_that_are_there(client, settings):
    settings.SITE_NAME = "うみの町工場"
    answer = client.get("/site.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["name"], told["start_url"], told["lang"]) == ("うみの町工場", "/", "ja")
    files = [settings.BASE_DIR / "static" / icon["src"].removeprefix("/static/") for icon in told["icons"]]
    assert [Image.open(file).size for file in files] == [
        tuple(map(int, icon["sizes"].split("x"))) for icon in told["icons"]
    ]
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
