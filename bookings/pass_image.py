"""The pass as a picture, 1080×1440 points: to be kept among one's photographs and shown at the door without a network.

It says when, where and for how many, the number and the QR code; no name and no address of a person.
"""

import segno
from django.utils.translation import gettext
from PIL import Image, ImageDraw

from core.covers import Cover, draw
from core.sign import sign
from pictures.sharing import setting
from pictures.sharing.composing import png, rasterised

WIDTH, HEIGHT = 1080, 1440
MARGIN, PICTURE = 64, 340
PAPER, INK, QUIET = "#ffffff", "#1a1a1a", "#4d4d4d"
CODE_ROW = 790  # where number and QR code begin


def pass_image(
    *,
    cover: Cover,
    site: str,
    when: list[str],
    title: str,
    code: str,
    people: str,
    facts: list[tuple[str, str]],
    address: str,
    manners: str = "",
) -> bytes:
    """The PNG. `when` are the lines of day and time, `facts` pairs of label and text (three are shown), `manners` what
    visitors are asked to keep, `address` what the QR code leads to."""
    image = Image.new("RGBA", (WIDTH, HEIGHT), PAPER)
    svg = draw(*cover, width=WIDTH, height=PICTURE, theme="light", detail=True)
    image.alpha_composite(rasterised(svg, WIDTH))
    pencil = ImageDraw.Draw(image)
    pencil.rectangle((0, PICTURE, WIDTH, PICTURE + 5), fill=INK)
    y = PICTURE + 40
    for line in when:
        y = _lines(pencil, y, line, range(84, 43, -4), most=1)
    y = _lines(pencil, y + 12, title, range(52, 33, -2), most=2)
    pencil.rectangle((0, CODE_ROW, WIDTH, CODE_ROW + 3), fill=INK)
    _qr(image, address)
    _lines(pencil, CODE_ROW + 44, code, range(84, 51, -4), most=1, width=540)
    _lines(pencil, CODE_ROW + 160, people, range(36, 23, -2), most=2, width=540)
    y = CODE_ROW + 330
    pencil.rectangle((0, y, WIDTH, y + 3), fill=INK)
    y += 20
    for label, text in facts[:3]:
        _text(pencil, MARGIN, y, label, 22, QUIET)
        _lines(pencil, y - 6, text, range(30, 21, -2), most=1, left=MARGIN + 190)
        y += 46
    if manners:
        _text(pencil, MARGIN, y, gettext("当日のきまり"), 22, QUIET)
        _lines(pencil, y - 6, manners, range(30, 21, -2), most=2, left=MARGIN + 190)
    _masthead(image, pencil, site)
    return png(image)


def _lines(pencil, top, text, sizes, *, most, left=MARGIN, width=None):
    """Set a text, the larger the better; returns where the next may begin."""
    text = setting.settable(text)
    if not text:
        return top
    lines, size = setting.fitted(
        text, width=width or WIDTH - MARGIN - left, height=most * sizes[0] * 1.3, sizes=sizes, leading=1.25, most=most
    )
    for line in lines:
        _text(pencil, left, top, line, size, INK)
        top += round(size * 1.25)
    return top


def _text(pencil, left, top, text, size, colour):
    setting.draw(pencil, left, top + size, setting.settable(text), size, colour)


def _qr(image, address):
    """Dark on white with its quiet zone, in whole points a module."""
    matrix = list(segno.make(address, error="m", mask=2, micro=False).matrix_iter(scale=1, border=2))
    scale = 296 // len(matrix)
    code = Image.new("L", (len(matrix), len(matrix)), 255)
    code.putdata([0 if module else 255 for row in matrix for module in row])
    size = len(matrix) * scale
    image.paste(code.resize((size, size), Image.Resampling.NEAREST), (WIDTH - MARGIN - size, CODE_ROW + 20))


def _masthead(image, pencil, site):
    name = setting.settable(site)
    pencil.rectangle((0, HEIGHT - 64, WIDTH, HEIGHT), fill=INK)
    image.alpha_composite(rasterised(sign(ink=PAPER), 36), (MARGIN, HEIGHT - 50))
    setting.draw(pencil, MARGIN + 52, HEIGHT - 21, name, 28, PAPER)
