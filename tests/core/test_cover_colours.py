"""What a drawing shows must be seen: by eye, on paper without colours, and by people who see fewer of them."""

from math import dist
from random import Random

import pytest

from core.covers.colours import channels, contrast
from core.covers.palettes import FIELDS, LEAST_CONTRAST, THEMES, palette

# Linear sRGB as it is seen without one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1.
SIGHTS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)  # D65


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, sight):
    """CIE L*a*b* of a colour as it is seen."""
    shares = [value / 255 for value in channels(colour)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in shares]
    seen = [max(0, value) for value in times(SIGHTS[sight], linear)]
    parts = [value / white for value, white in zip(times(XYZ, seen), WHITE, strict=True)]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, sight):
    """How far apart two colours look (CIE 1976; 2.3 is just noticed)."""
    return dist(lab(one, sight), lab(other, sight))


def palettes(names):
    return [(name, theme, palette(name, theme, turn)) for name in names for theme in THEMES for turn in range(3)]


def colours_of_wards():
    dice = Random(4)
    return ["000000", "ffffff", "808080", "ffff00", *(f"{dice.randrange(1 << 24):06x}" for _ in range(300))]


def test_every_form_stands_out_from_its_ground_by_light_alone():
    found = palettes([*FIELDS, *colours_of_wards()])
    faint = [found for found in found if contrast(found[2].form, found[2].ground) < LEAST_CONTRAST]
    assert faint == []


@pytest.mark.parametrize("sight", SIGHTS)
def test_forms_are_seen_by_whoever_sees_fewer_colours(sight):
    assert min(apart(one.form, one.ground, sight) for _name, _theme, one in palettes(FIELDS)) >= 30


@pytest.mark.parametrize("sight", SIGHTS)
def test_sparks_are_seen_by_whoever_sees_fewer_colours(sight):
    assert min(apart(one.spark, one.ground, sight) for _name, _theme, one in palettes(FIELDS)) >= 20
