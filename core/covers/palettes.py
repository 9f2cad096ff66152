"""The colours of the fields: three light and three dark palettes of each, and palettes out of any one colour.

Light ones lie on a white page, dark ones on #0e1116. The order of a palette: ground, form, second, spark.
"""

import re
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from core.covers.colours import mix, set_off

THEMES = ("light", "dark")
LEAST_CONTRAST = 2.2  # between form and ground
BRAND = "brand"  # what belongs to no field: the ward's own events and pages


class Palette(NamedTuple):
    """Four colours, "#rrggbb"."""

    ground: str
    form: str
    second: str
    spark: str


class Palettes(NamedTuple):
    """The palettes of one field."""

    light: tuple[Palette, ...]
    dark: tuple[Palette, ...]


def _palettes(text):
    fields, slug = {}, ""
    for line in text.strip().splitlines():
        words = line.split()
        if len(words) == 1:
            slug = words[0]
            fields[slug] = []
        else:
            fields[slug].append(Palette(*(f"#{word}" for word in words)))
    return {slug: Palettes(tuple(found[:3]), tuple(found[3:])) for slug, found in fields.items()}


FIELDS: dict[str, Palettes] = _palettes("""
    space
        0017c1 ffffff 86a4ff ff7628
        e4e8ff 0017c1 1a1a1a ff7628
        0b1035 5f7cff ffffff ffd43d
        0b1035 5f7cff e4e8ff ff8d44
        0a1a8f e4e8ff 6f8cff ff8d44
        171a2b 93a8ff 2b41d8 ffd43d
    medical
        006f83 ffffff 7fe0e8 ffd43d
        dff3f2 006f83 1a1a1a ff5a4d
        9fe3e0 00414e ffffff ff5a4d
        062f39 2bc8e4 dff3f2 ff7d70
        00515f dff3f2 4fd0d8 ffd43d
        1b282c 7fe0e0 00798c ff7d70
    robotics
        ff7628 1a1a1a ffffff 0017c1
        ffeee1 ff7628 1a1a1a 0017c1
        1a1a1a ff7628 ffffff ffd43d
        1d1410 ff8d44 ffeee1 6f8cff
        7d2e06 ffa24a ffeee1 9db4ff
        23262c f2f2f2 ff8d44 7f9bff
    semiconductor
        7048e8 ffffff 24105e ffd43d
        ebe4ff 7048e8 1a1033 ff7628
        1f1147 a98bff ffffff 5ef0c0
        1a1036 9775fa ebe4ff ffd43d
        4527a8 e0d4ff a98bff ffd43d
        23202c c3b0ff 6a3fe6 5ef0c0
    mobility
        e5302a ffffff 1a1a1a ffd43d
        f3eee6 e5302a 1a1a1a 0017c1
        1a1a1a f3eee6 8c8c8c ff4b3e
        250c0b ff5d52 f3eee6 ffd43d
        8e1712 ffd9d3 ff7a70 ffd43d
        26272c f3eee6 ff5d52 ffd43d
    environment
        2f9e44 f3fbe9 0d3b1c ffd43d
        e2f3dc 2f9e44 12351d ff7628
        0f3d22 8fdc6a ffffff ffd43d
        0a2413 69c96f e2f3dc ffd43d
        1c6a2e d8f5c8 7ed082 ffd43d
        1d2820 a6e08a 2f8a45 ff8d44
    food
        ffd43d 1a1a1a ffffff e5302a
        fff3c9 e8590c 1a1a1a 2f9e44
        ffd43d d9480f ffffff 1a1a1a
        241c05 ffd43d fff3c9 ff5d52
        3f2c00 ffd970 fff3c9 ff5d52
        2a271f fff3c9 e6a700 ff5d52
    interior
        b5542c f6e9dc 3a1a0d ffd43d
        ede0cf b5542c 2b2320 006f83
        2f4a45 e6bd74 ffffff ff7628
        261710 d9784b ede0cf 2bc8e4
        24403b e6bd74 7fa79d ff6a3d
        2a2421 e6bd74 a6552f 2bc8e4
    art
        d6336c ffffff 42081f ffd43d
        ffe1eb d6336c 1a1a1a 0017c1
        ff9ebb 0017c1 ffffff ffd43d
        2b0817 ff6b9d ffe1eb ffd43d
        8a1741 ffd0df ff7fab ffd43d
        28222b ffa8c5 3d55e8 ffd43d
    optics
        2bc8e4 08304a ffffff d6336c
        dcf4f9 0b86a8 08304a d6336c
        08304a 2bc8e4 ffffff ffd43d
        06212f 2bc8e4 dcf4f9 ff6b9d
        075a75 d3f5fb 4fd4ec ffd43d
        1b252b 97e6f5 0f7f9d ff6b9d
    telecom
        35d6ab 0b2f3a ffffff 7048e8
        ddf6ec 0c8f71 0b2f3a 7048e8
        0b2f3a 35d6ab ffffff ff7628
        072229 35d6ab ddf6ec b197fc
        07594a c9f7e6 35d6ab ffd43d
        1c2728 9cecd2 128a6e ff8d44
    prototyping
        e6e0d4 1a1a1a a39a88 ff7628
        f4f3ef 1a1a1a 9b9689 ff7628
        c9a97a 1a1a1a fff8ec ff7628
        232323 e6e0d4 8a8478 ff8d44
        4a3a22 e6cfa6 fff8ec ff8d44
        26262a f4f3ef 77736a ff8d44
    brand
        ff7628 1a1a1a ffffff 0017c1
        0017c1 ff7628 ffffff ffd43d
        ffd43d 0017c1 ffffff e5302a
        1a1a1a ff8d44 ffffff ffd43d
        0a1a8f ff8d44 e4e8ff ffd43d
        23262c ffd43d ff8d44 7f9bff
""")

_COLOUR = re.compile(r"#?[0-9a-fA-F]{6}")


def field_of(slug: str, colour: str = "") -> str:
    """The name under which a field's palettes are found: its slug if it has its own, else the six digits of the
    colour that the ward gave it ("#0a7" is none), else one of the others by its slug."""
    if slug in FIELDS:
        return slug
    if _COLOUR.fullmatch(colour):
        return colour.removeprefix("#").lower()
    names = [name for name in FIELDS if name != BRAND]
    return names[sha256(slug.encode(errors="surrogatepass")).digest()[0] % len(names)] if slug else BRAND


def is_field(name: str) -> bool:
    """Whether `field_of` could have given this name."""
    return name in FIELDS or bool(re.fullmatch("[0-9a-f]{6}", name))


def palette(name: str, theme: str, turn: int) -> Palette:
    """One of the three palettes that a name of `field_of` has in a theme; any number may be the turn."""
    found = FIELDS.get(name) or _of_colour(name)
    return getattr(found, theme)[turn % 3]


@lru_cache(maxsize=256)
def _of_colour(digits):
    """Palettes around one colour, built as those of the fields are: the colour as ground, as form, and on the dark."""
    colour = f"#{digits}"
    pale, deep = mix(colour, "#ffffff", 0.85), mix(colour, "#101014", 0.84)
    middle, bright = mix(colour, "#101014", 0.55), mix(colour, "#ffffff", 0.25)
    light = (
        Palette(colour, set_off("#ffffff", colour, 3), set_off(deep, colour, 3), "#ffd43d"),
        Palette(pale, set_off(colour, pale, 3), "#1a1a1a", "#ff7628"),
        Palette(deep, set_off(bright, deep, 3), "#ffffff", "#ffd43d"),
    )
    dark = (
        Palette(deep, set_off(bright, deep, 3), set_off(pale, deep, 3), "#ffd43d"),
        Palette(middle, set_off(pale, middle, 3), set_off(bright, middle, 3), "#ff8d44"),
        Palette("#23262c", set_off(bright, "#23262c", 3), set_off(colour, "#23262c", 2.2), "#ffd43d"),
    )
    return Palettes(light, dark)
