"""The files of the sign are what core.sign draws, and keep to the rules of a sign."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
import resvg_py
from django.conf import settings
from django.template.loader import render_to_string
from PIL import Image, ImageChops

from core import sign

FOLDER = settings.BASE_DIR / "static" / "img"


def raster(svg, size):
    png = resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size)
    return Image.open(BytesIO(bytes(png))).convert("RGBA")


def shapes(svg):
    return [(element.tag, element.attrib) for element in ElementTree.fromstring(svg).iter()]  # noqa: S314 -- ours


@pytest.mark.parametrize("name", sign.DRAWN)
def test_committed_drawings_are_the_drawn_ones(name):
    """`manage.py draw_sign` makes them anew."""
    text = sign.DRAWN[name]()
    assert (FOLDER / name).read_text() == text + "\n"
    ElementTree.fromstring(text)  # noqa: S314 -- our own drawing


@pytest.mark.parametrize("name", sign.RASTER)
def test_committed_icons_are_the_drawn_ones(name):
    draw, size = sign.RASTER[name]
    icon = Image.open(FOLDER / name).convert("RGBA")
    assert icon.size == (size, size)
    differing = ImageChops.difference(icon, raster(draw(), size)).getextrema()
    assert max(high for _low, high in differing) <= 8  # processors round differently


def test_icons_are_light():
    assert sum((FOLDER / name).stat().st_size for name in sign.RASTER) < 60_000


@pytest.mark.parametrize("large", [False, True])
def test_pages_show_the_sign_in_the_colour_of_their_text(large):
    html = render_to_string("components/sign.html", {"large": large})
    assert shapes(html) == shapes(sign.inline(large=large))


def test_pages_show_the_awaited_sign_as_it_is_drawn():
    assert shapes(render_to_string("components/loading.html")) == shapes(sign.loading())


def test_the_tail_of_the_marker_ends_at_the_place():
    left, top, width, height = sign.MARKER_BOX
    across, down = (sign.MARKER_TIP[0] - left) / width, (sign.MARKER_TIP[1] - top) / height
    png = resvg_py.svg_to_bytes(svg_string=sign.marker("#000000", "#ff0000", "#ffffff"), width=144, height=208)
    picture = Image.open(BytesIO(bytes(png))).convert("RGBA")
    ink = [
        (x, y)
        for x in range(144)
        for y in range(208)
        if picture.getpixel((x, y))[:3] == (0, 0, 0) and picture.getpixel((x, y))[3]
    ]
    lowest = max(y for _x, y in ink)
    ends = [x for x, y in ink if y == lowest]
    assert abs((lowest + 1) / 208 - down) < 0.01
    assert abs(sum(ends) / len(ends) / 144 - across) < 0.01


def test_the_small_sign_keeps_ring_core_and_spark_apart_at_sixteen_pixels():
    picture = raster(sign.sign("#000000", "#ff0000", large=False), 16)
    row = [picture.getpixel((x, 8))[3] > 128 for x in range(16)]
    assert re.fullmatch("(0*)1+0+1+0+1+", "".join(str(int(cell)) for cell in row))


def test_loading_moves_only_for_those_who_want_motion():
    css = (settings.BASE_DIR / "static/css/components.css").read_text()
    quiet = re.sub(r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{[^{}]*\})*\}", "", css)
    assert ("animation: loading-sign" in css, "animation: loading-sign" in quiet) == (True, False)


def test_the_stripe_repeats_without_a_seam():
    text = sign.stripe("#000000", "#ff0000", "#ffffff")
    width, height = sign.STRIPE_PERIOD * 32, 64
    picture = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=text)))).convert("RGB")
    assert picture.size == (width, height)
    left, right = picture.crop((0, 0, 1, height)), picture.crop((width - 1, 0, width, height))
    differing = sum(left.getpixel((0, y)) != right.getpixel((0, y)) for y in range(height))
    assert differing < height / 3  # one pixel on, a slanting edge has moved a little


def test_a_maskable_icon_keeps_the_sign_inside_the_circle_that_is_never_cut():
    draw, size = sign.RASTER["icon-maskable-512.png"]
    picture, ground = raster(draw(), size), (0x1A, 0x1A, 0x1A)
    reach = 0.4 * size
    outside = [
        (x, y)
        for x in range(0, size, 4)
        for y in range(0, size, 4)
        if (x - size / 2) ** 2 + (y - size / 2) ** 2 > reach**2 and picture.getpixel((x, y))[:3] != ground
    ]
    assert outside == []
