"""Write one page with drawn covers of every family and field, to be looked at after a change of the drawings."""

from pathlib import Path

from django.core.management.base import BaseCommand

from core.covers import FAMILIES, FIELDS, THEMES, Cover
from pictures.drawn import SHAPES, drawing

COUNTS = {"card": 40, "wide": 24, "square": 32, "hero": 17}
COLUMNS = {"card": 8, "wide": 6, "square": 8, "hero": 2}
STYLE = """
body { margin: 0 }
section { display: grid; gap: 16px; padding: 24px; background: #fff }
section[data-theme=dark] { background: #0e1116 }
svg { display: block }
"""


def samples(count: int, offset: int = 0) -> list[Cover]:
    """So many covers in which families and fields meet in ever new pairs."""
    numbers = range(offset, offset + count)
    families, fields = FAMILIES, list(FIELDS)
    return [
        Cover(f"sample-{number}", families[number * 3 % len(families)], fields[number * 5 % len(fields)])
        for number in numbers
    ]


def sheet() -> str:
    """The page, complete with its style."""
    rules = "".join(f"[data-shape={shape}]{{grid-template-columns:repeat({n},1fr)}}" for shape, n in COLUMNS.items())
    parts = [f'<!doctype html><meta charset="utf-8"><title>Covers</title><style>{STYLE}{rules}</style>']
    for number, shape in enumerate(SHAPES):
        for theme in THEMES:
            drawings = [drawing(cover, shape, theme) for cover in samples(COUNTS[shape], number * 7)]
            parts.append(f'<section data-shape="{shape}" data-theme="{theme}">{"".join(drawings)}</section>')
    return "\n".join(parts)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="where to write the page (HTML)")

    def handle(self, **options):
        options["file"].write_text(sheet(), encoding="utf-8")
