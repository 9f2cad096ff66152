"""The signs of the fields: one shape and one colour each, the same on the map, its legend, chips and cards.

The shapes are told apart without their colours: at 20 pixels, in print, by whoever cannot tell red from green.
"""

from dataclasses import dataclass
from zlib import crc32

NEUTRAL = "#c3ccd3"  # of a field without a colour, and of companies without a field

# Path data on a grid of 24; an outline of 2 stays inside.
SHAPES = {
    "triangle": "M12 3 22 20.5H2z",
    "cross": "M8.5 2.5h7v6h6v7h-6v6h-7v-6h-6v-7h6z",
    "square": "M4 4h16v16H4z",
    "hexagon": "M7 3.5h10l5 8.5-5 8.5H7L2 12z",
    "disc": "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z",
    "diamond": "M12 1.5 22.5 12 12 22.5 1.5 12z",
    "bowl": "M2 7h20a10 10 0 0 1-20 0z",
    "house": "M12 2.5 21 11v10H3V11z",
    "star": "M12 1.5l2.9 7.1 7.7.6-5.9 5 1.8 7.4L12 17.6l-6.5 4 1.8-7.4-5.9-5 7.7-.6z",
    "lens": "M12 1.5c8.5 5.5 8.5 15.5 0 21-8.5-5.5-8.5-15.5 0-21z",
    "fan": "M3.5 20.5v-17a17 17 0 0 1 17 17z",
    "step": "M3.5 3.5h8.5v8.5h8.5v8.5h-17z",
    "bar": "M2 8h20v8H2z",
    "wedge": "M2 3.5h20L12 21z",
    "saltire": "M12 8.1l4.9-4.9 3.9 3.9L15.9 12l4.9 4.9-3.9 3.9L12 15.9l-4.9 4.9-3.9-3.9L8.1 12 3.2 7.1l3.9-3.9z",
    "arrow": "M2.5 8H12V2l10 10-10 10v-6H2.5z",
    "hourglass": "M3 2.5h18L15 12l6 9.5H3L9 12z",
    "slant": "M8.5 4.5h14l-7 15h-14z",
    "tee": "M2.5 3h19v7.5h-6V21h-7V10.5h-6z",
    "moon": "M17 2a10 10 0 1 0 0 20 15 15 0 0 1 0-20z",
    "drop": "M12 1.5c4.5 5.5 7.5 9 7.5 13a7.5 7.5 0 0 1-15 0c0-4 3-7.5 7.5-13z",
    "channel": "M2.5 3h6.5v11h6V3h6.5v18h-19z",
    "beam": "M3 2.5h18v6h-5.5v7H21v6H3v-6h5.5v-7H3z",
    "half": "M6.5 2a10 10 0 0 1 0 20z",
}

# The fields a portal begins with; static/css/base.css has the same colours as fills.
FIRST = {
    "space": ("triangle", "#a9bcff"),
    "medical": ("cross", "#6fdcd6"),
    "robotics": ("square", "#ff9a5c"),
    "semiconductor": ("hexagon", "#c3b0ff"),
    "mobility": ("disc", "#ff8f80"),
    "environment": ("diamond", "#8fdc6a"),
    "food": ("bowl", "#ffd43d"),
    "interior": ("house", "#e6bd74"),
    "art": ("star", "#ff9ebb"),
    "optics": ("lens", "#6fd6ee"),
    "telecom": ("fan", "#35d6ab"),
    "prototyping": ("step", "#d2cabb"),
}
NO_FIELD = "bar"
SPARE = tuple(list(SHAPES)[list(SHAPES).index(NO_FIELD) + 1 :])  # for the fields that a ward makes


@dataclass(frozen=True)
class FieldSign:
    """What is drawn for a field: the name of a shape, its path data on a grid of 24, and its colour, "#rrggbb"."""

    shape: str
    path: str
    colour: str


def field_sign(slug: str, colour: str = "", number: int | None = None) -> FieldSign:
    """The sign of a field by its slug ("" for companies without one) and the colour that the ward gave it.

    A field that the ward made takes a spare shape by its `number`, its primary key: fields made one after the other
    differ until the spare ones are used up. Without a number its slug decides.
    """
    if slug in FIRST or not slug:
        shape, own = FIRST.get(slug, (NO_FIELD, NEUTRAL))
    else:
        own, place = NEUTRAL, crc32(slug.encode()) if number is None else number
        shape = SPARE[place % len(SPARE)]
    return FieldSign(shape, SHAPES[shape], colour or own)
