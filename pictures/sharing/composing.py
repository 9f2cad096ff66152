"""Puts a share image together: the drawing across all of it, the title on one plate of paper for each line."""

import io
import re
from itertools import product
from typing import NamedTuple

import resvg_py
from PIL import Image, ImageDraw

from core.covers import Cover, draw
from core.sign import sign
from pictures.sharing import setting
from pictures.sharing.cards import HEIGHT, WIDTH

MARGIN = 48
GAP = 12
PAPER, INK, YELLOW = "#ffffff", "#1a1a1a", "#ffd43d"
LEADING = 1.2  # height of a plate in em of its letters
PAD, LEAST_PAD = 0.17, 16  # room beside the words of a plate, in em, and in points
SIZES = range(176, 51, -4)
MOST_LINES = 4
SMALL = 34
BAR = 64  # height of the small boxes
EDGE = 28  # about the radius of the spark
MASTHEAD = 460  # how wide the site's name and the small word beside it may be taken to be
ZOOMS = (1, 1.2, 1.4)
PARTS = (0.5, 1, 0)  # of what a larger drawing has too much, cut off at the left and above
TITLE_HEIGHT = HEIGHT - 2 * MARGIN - 2 * (BAR + GAP) - 24


class Box(NamedTuple):
    """A filled rectangle with one line in it."""

    text: str
    size: int
    width: int
    height: int
    ground: str
    letters: str


def compose(title: str, who: str, label: str, site: str, cover: Cover) -> bytes:
    """The PNG of 1200×630 points. Words that the font lacks are left out; `site` stands in for a title of nothing else."""
    svg = draw(*cover, width=WIDTH, height=HEIGHT, theme="light", detail=True)
    title, who, label, site = (setting.settable(words) for words in (title, who, label, site))
    title = title or who or site
    plates = title_plates(title) + ([small(who, INK, PAPER)] if who and who != title else [])
    zoom, left, over, top = placed(spark_of(svg), plates)
    image = rasterised(svg, round(WIDTH * zoom)).crop((left, over, left + WIDTH, over + HEIGHT))
    pencil = ImageDraw.Draw(image)
    stack(pencil, plates, top)
    row = HEIGHT - MARGIN - BAR if top == MARGIN else MARGIN
    masthead(image, pencil, row, site, label)
    return png(image)


def rasterised(svg: str, width: int) -> Image.Image:
    """An SVG without text as a picture of this width; what it leaves open is transparent."""
    content = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    return Image.open(io.BytesIO(content)).convert("RGBA")


def title_plates(title: str) -> list[Box]:
    usable = WIDTH - 2 * MARGIN - 2 * PAD * SIZES[0]
    lines, size = setting.fitted(
        title, width=usable, height=TITLE_HEIGHT, sizes=SIZES, leading=LEADING, most=MOST_LINES
    )
    pad = max(PAD * size, LEAST_PAD)
    return [
        Box(line, size, round(setting.room(line) * size + 2 * pad), round(size * LEADING), PAPER, INK) for line in lines
    ]


def small(text: str, ground: str, letters: str, most: int = WIDTH - 2 * MARGIN) -> Box:
    [line], size = setting.fitted(text, width=most - 48, height=BAR, sizes=range(SMALL, 21, -2), leading=1.5, most=1)
    return Box(line, size, round(setting.room(line) * size) + 48, BAR, ground, letters)


def stack(pencil: ImageDraw.ImageDraw, plates: list[Box], top: int) -> None:
    """Draw the plates below each other; the small one of the company a little apart."""
    for plate in plates:
        if plate.ground == INK:
            top += GAP
        fill(pencil, MARGIN, top, plate)
        top += plate.height


def fill(pencil: ImageDraw.ImageDraw, x: int, top: int, box: Box) -> None:
    pencil.rectangle((x, top, x + box.width - 1, top + box.height - 1), fill=box.ground)
    inner = (box.width - setting.room(box.text) * box.size) / 2
    setting.draw(pencil, x + inner, top + box.height / 2 + box.size * 0.38, box.text, box.size, box.letters)


def masthead(image: Image.Image, pencil: ImageDraw.ImageDraw, top: int, site: str, label: str) -> None:
    """The sign with the site's name, and the small word for what this is."""
    name = small(site, PAPER, INK, WIDTH // 2)
    x = MARGIN + 40
    pencil.rectangle((MARGIN, top, x, top + BAR - 1), fill=PAPER)
    fill(pencil, x, top, name)
    image.alpha_composite(rasterised(sign(), 40), (MARGIN + 14, top + (BAR - 40) // 2))
    if label:
        fill(pencil, x + name.width, top, small(label, YELLOW, INK, WIDTH // 3))


def spark_of(svg: str) -> tuple[float, float]:
    """Where tool and metal meet: the last circle of a drawing."""
    x, y = re.findall(r'<circle cx="([\d.-]+)" cy="([\d.-]+)"', svg)[-1]
    return float(x), float(y)


def placed(spark: tuple[float, float], plates: list[Box]) -> tuple[float, int, int, int]:
    """How much larger the drawing is, what is cut off at its left and above, and where the plates begin.

    The plates stand at the lower edge. Where they would hide the spark they stand at the upper one, or the drawing is
    larger than the image and moved until the spark is seen.
    """
    below = HEIGHT - MARGIN - sum(plate.height for plate in plates) - (GAP if plates[-1].ground == INK else 0)
    for zoom in ZOOMS:
        slack = [(side * (zoom - 1)) for side in (WIDTH, HEIGHT)]
        for top, part, other in product((below, MARGIN), PARTS, PARTS):
            left, over = round(slack[0] * part), round(slack[1] * other)
            if sees(spark[0] * zoom - left, spark[1] * zoom - over, plates, top):
                return zoom, left, over, top
    return 1, 0, 0, below


def sees(x: float, y: float, plates: list[Box], top: int) -> bool:
    """Whether a spark in this place of the image is neither cut off nor hidden by plates from `top` on or by the name."""
    if not (EDGE < x < WIDTH - EDGE and EDGE < y < HEIGHT - EDGE):
        return False
    row = HEIGHT - MARGIN - BAR if top == MARGIN else MARGIN
    hidden = [(MASTHEAD, row, BAR)]
    for plate in plates:
        hidden.append((plate.width, top, plate.height))
        top += plate.height
    return not any(x < MARGIN + width + EDGE and at - EDGE < y < at + tall + EDGE for width, at, tall in hidden)


def png(image: Image.Image) -> bytes:
    """Flat colours and their soft edges fit 256: a third of the bytes."""
    content = io.BytesIO()
    image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        content, "PNG", optimize=True
    )
    return content.getvalue()
