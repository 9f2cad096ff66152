"""The grammar that every drawn cover keeps, whatever slug asks for it."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
import resvg_py
from PIL import Image

from core.covers import FAMILIES, FIELDS, NoSuchCover, cover_of, draw, family_of, field_of
from core.covers.canvas import MARGIN
from core.covers.families import OF_PROCESS
from core.covers.palettes import BRAND
from directory import vocabulary

FORMATS = [(800, 1000, False), (1200, 800, False), (800, 800, False), (1600, 720, True), (1200, 630, True)]
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect"}
ATTRIBUTES = {
    "viewBox", "d", "fill", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "pathLength", "transform", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height",
}  # fmt: skip
HOSTILE = [
    '"><script>alert(1)</script>',
    "'onload='x",
    "<svg",
    "&amp;",
    "שלום",
    "\u202eabc",
    "𠮷野家",
    "\ud800",
    "",
    "a" * 5000,
]


def drawings(family):
    """Two hundred drawings of a family in turn in every format, with what they were drawn as."""
    for number in range(200):
        width, height, detail = FORMATS[number % len(FORMATS)]
        field, theme = list(FIELDS)[number % len(FIELDS)], ("light", "dark")[number % 2]
        text = draw(f"{family}-{number}", family, field, width=width, height=height, theme=theme, detail=detail)
        yield text, width, height


def parsed(text):
    return ElementTree.fromstring(text)  # noqa: S314 -- our own drawing


def tags(text):
    return [(element.tag.partition("}")[2], element.attrib) for element in parsed(text).iter()]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_drawing_is_light_and_made_of_shapes_alone(family):
    for text, _width, _height in drawings(family):
        assert 500 <= len(text.encode()) <= 6 * 1024
        found = tags(text)
        assert {name for name, _attributes in found} <= SHAPES
        assert {key for _name, attributes in found for key in attributes} <= ATTRIBUTES
        assert "nan" not in text.lower()
        assert "inf" not in text
        assert "".join(parsed(text).itertext()) == ""


@pytest.mark.parametrize("family", FAMILIES)
def test_the_spark_keeps_away_from_the_edges(family):
    for text, width, height in drawings(family):
        _name, last = tags(text)[-1]
        x, y, margin = float(last["cx"]), float(last["cy"]), MARGIN * min(width, height) - 1
        assert margin <= x <= width - margin, text
        assert margin <= y <= height - margin, text


@pytest.mark.parametrize("family", FAMILIES)
def test_a_band_has_its_spark_beside_the_headline(family):
    for number in range(50):
        text = draw(f"{family}-{number}", family, "space", width=1600, height=720)
        flipped = "matrix(-1" in text
        x = float(tags(text)[-1][1]["cx"])
        assert (1600 - x if flipped else x) >= 800


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_slug_is_drawn_alike_and_another_one_is_not(family):
    assert draw("nami-works", family, "space") == draw("nami-works", family, "space")
    assert len({draw(f"works-{number}", family, "space") for number in range(40)}) >= 30


def test_themes_differ_in_colours_alone():
    light, dark = (draw("nami-works", "cutting", "space", theme=theme) for theme in ("light", "dark"))
    assert light != dark
    assert re.sub("#[0-9a-f]{6}", "", light) == re.sub("#[0-9a-f]{6}", "", dark)


@pytest.mark.parametrize("slug", HOSTILE)
def test_nothing_of_a_slug_reaches_the_drawing(slug):
    text = draw(slug, "turning", "space")
    assert text.isascii()
    assert {name for name, _attributes in tags(text)} <= SHAPES


@pytest.mark.parametrize(
    ("family", "field", "theme"),
    [("knitting", "space", "light"), ("cutting", "cheese", "light"), ("cutting", "space", "sepia"), ("", "", "")],
)
def test_what_is_not_drawn_is_refused(family, field, theme):
    with pytest.raises(NoSuchCover):
        draw("nami-works", family, field, theme=theme)


@pytest.mark.parametrize("family", FAMILIES)
def test_share_images_show_what_pages_show(family):
    """The rasteriser knows dashes and path lengths: no family comes out empty."""
    text = draw("nami-works", family, "space", width=1200, height=630)
    png = bytes(resvg_py.svg_to_bytes(svg_string=text, width=300))
    colours = Image.open(BytesIO(png)).convert("RGB").getcolors(300 * 200)
    ground = max(count for count, _colour in colours) / (300 * 157)
    assert 0.05 < ground < 0.9


def test_every_field_that_the_program_brings_has_its_own_colours():
    assert {field.slug for field in vocabulary.FIELDS} == set(FIELDS) - {BRAND}


def test_the_processes_and_fields_that_the_program_brings_use_every_family():
    pairs = [(process.slug, field.slug) for process in vocabulary.PROCESSES for field in vocabulary.FIELDS]
    families = [family_of([process], "any", field) for process, field in pairs]
    assert set(families) == set(FAMILIES)
    assert {process.slug for process in vocabulary.PROCESSES} <= set(OF_PROCESS)


def test_the_first_process_decides_then_the_field_then_the_slug():
    assert family_of(["welding", "cutting"], "nami", "space") == "welding"
    assert family_of([], "nami", "semiconductor") == "electronics"
    assert {family_of([], f"nami-{number}") for number in range(400)} == set(FAMILIES)


def test_a_process_of_the_wards_own_is_drawn_alike_for_all_that_have_it():
    assert {family_of(["washi"], slug) for slug in ("nami", "umi", "kawa")} == {family_of(["washi"], "nami")}


def test_a_field_of_the_wards_own_is_drawn_in_its_colour_or_in_anothers():
    assert field_of("washi", "#0A7B2C") == "0a7b2c"
    assert field_of("washi", "green") == field_of("washi") != BRAND
    assert field_of("space", "#ff0000") == "space"
    assert field_of("") == BRAND


def test_what_belongs_to_no_field_wears_the_brand():
    assert cover_of("gemba-days").field == BRAND
