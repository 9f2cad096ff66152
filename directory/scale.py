"""A tolerance beside a human hair, both drawn at one scale."""

import unicodedata
from typing import NamedTuple

HAIR = 80.0  # μm; a hair of the head measures 50 to 100
MOST = 1000.0  # μm: beyond it the hair could hardly be seen
WIDTH, HEIGHT = 600, 470  # units of the drawing
MARGIN, GAP = 5, 60
SEEN = 0.6  # units of radius below which nothing can be seen
STEP = 16  # between the lines of the hatching
LABEL = 34  # half the height that the hatching leaves free for words
MICROMETRES = {"μm", "um", "μ", "ミクロン", "マイクロメートル", "micron", "microns"}


class Circle(NamedTuple):
    x: float
    y: float
    r: float


class Scale(NamedTuple):
    """`hair` and `own` at one scale in units of WIDTH × HEIGHT, `hatching` of the hair as path data, and in words
    how much the length is (`label`); `seen`: whether `own` is large enough for an eye."""

    hair: Circle
    own: Circle
    hatching: str
    label: str
    seen: bool


def micrometres(value: str, unit: str) -> float | None:
    """「±0.5」「μm」 → 0.5; None for what is no length in micrometres above 0, or too long to be drawn beside a hair."""
    if unicodedata.normalize("NFKC", unit).strip().lower() not in MICROMETRES:
        return None
    text = unicodedata.normalize("NFKC", value).strip().lstrip("±+<≦≤約").replace(",", "")
    try:
        length = float(text)
    except ValueError:
        return None
    return length if 0 < length <= MOST else None


def scale(value: str, unit: str) -> Scale | None:
    """The drawing for a number of a company, None where there is nothing to compare with a hair."""
    length = micrometres(value, unit)
    if length is None:
        return None
    room = WIDTH - 2 * MARGIN - GAP
    per = min((HEIGHT - 2 * MARGIN) / max(HAIR, length), room / (HAIR + length))
    hair = Circle(_short(MARGIN + HAIR * per / 2), HEIGHT / 2, _short(HAIR * per / 2))
    own = _short(length * per / 2)
    # A dot stands in the middle of the room that is left, a circle at its end.
    x = (hair.x + hair.r + WIDTH) / 2 if own < GAP / 2 else WIDTH - MARGIN - own
    label = unicodedata.normalize("NFKC", value).strip().lstrip("±+約")
    return Scale(hair, Circle(_short(x), HEIGHT / 2, own), _hatching(hair), f"{label}μm", own >= SEEN)


def _hatching(circle):
    """Level chords of a circle, with room for words in its middle where it is large enough for them."""
    rows = range(int(circle.r // STEP) + 1)
    free = LABEL if circle.r > 3 * LABEL else 0
    offsets = [sign * STEP * row for row in rows for sign in (-1, 1) if free <= STEP * row < circle.r]
    chords = ((circle.y + down, (circle.r**2 - down**2) ** 0.5) for down in sorted(set(offsets)))
    return "".join(f"M{_short(circle.x - half)} {_short(y)}H{_short(circle.x + half)}" for y, half in chords)


def _short(number):
    return round(number, 1)
