"""Sets the words of a share image: which letters the font has, where lines end, how letters stand beside each other."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from noto_cjk_sans_jp_bold import FONT_PATH
from PIL import ImageDraw, ImageFont

from core.phrases import phrases

MISSING = "〓"  # what Japanese printers set for a letter they do not have
# How much of their square letters leave empty: before them, behind them.
_HALF = dict.fromkeys("、。，．」』）］】〕〉》｝", (0.0, 0.44)) | dict.fromkeys("「『（［【〔〈《｛", (0.46, 0.0))
_HALF |= dict.fromkeys("・：；", (0.22, 0.22))
_NOT_FIRST = frozenset(
    "、。，．」』）］】〕〉》｝・：；！？!?,.:;)]}ー〜…％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞ"
)
_NOT_LAST = frozenset("「『（［【〔〈《｛([{¥￥")


class Setting(NamedTuple):
    """Lines in a size (points of an em)."""

    lines: tuple[str, ...]
    size: int


@lru_cache(maxsize=6)  # of an image; each holds some megabytes
def font(size: int) -> ImageFont.FreeTypeFont:
    # The plain layout: the other one needs a library of the machine, and would set the same words differently elsewhere.
    return ImageFont.truetype(str(FONT_PATH), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def has(letter: str) -> bool:
    """Whether the font can draw it."""
    if letter == " ":
        return True
    drawn, absent = (font(32).getmask(each) for each in (letter, "\U0010ffff"))
    return drawn.getbbox() is not None and (drawn.size, bytes(drawn)) != (absent.size, bytes(absent))


def settable(text: str) -> str:
    """The text in letters of the font: kanji that it lacks as 〓; of all else that it lacks, nothing."""
    letters = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = (letter if has(letter) else _instead(letter) for letter in letters if not _is_mark(letter))
    return " ".join("".join(kept).split())


def _instead(letter):
    # Emoji, and scripts that are written from right to left: half of it would be worse than none.
    return MISSING if "CJK" in unicodedata.name(letter, "") else ""


def _is_mark(letter):
    """What stands above or below the letter before it, or is not seen at all; set alone it would be a letter more."""
    return unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc")


def room(text: str) -> float:
    """The width of a line in em."""
    return sum(_advance(letter) - sum(_HALF.get(letter, (0, 0))) for letter in text)


@lru_cache(maxsize=4096)
def _advance(letter):
    return font(200).getlength(letter) / 200


def draw(image: ImageDraw.ImageDraw, x: float, baseline: float, text: str, size: int, colour: str) -> None:
    """Write one line, letter by letter: commas, stops and brackets take half a square, as in good headlines."""
    for letter in text:
        before, behind = _HALF.get(letter, (0, 0))
        image.text((x - before * size, baseline), letter, fill=colour, font=font(size), anchor="ls")
        x += (_advance(letter) - before - behind) * size


def fitted(text: str, *, width: float, height: float, sizes: range, leading: float, most: int) -> Setting:
    """The text in the largest of `sizes` (falling) in which it fits `width` × `height` points in at most `most` lines.

    Lines end between phrases. In the smallest size a phrase may break between letters, and what still does not fit is
    cut off with "…". `leading` is the height of a line in em.
    """
    pieces = _pieces(text)
    for size in sizes:
        if max(map(room, pieces)) * size > width:
            continue
        lines = _parted(pieces, width / size)
        if len(lines) <= most and len(lines) * size * leading <= height:
            return Setting(lines, size)
    size = sizes[-1]
    lines = _parted([part for piece in pieces for part in _torn(piece, width / size)], width / size)
    fitting = max(1, int(height // (size * leading)))
    return Setting(lines if len(lines) <= fitting else _cut(lines[:fitting], width / size), size)


def _pieces(text):
    """Phrases, and the words of what is no Japanese; each with the blank behind it."""
    pieces = []
    for phrase in phrases(text):
        words = phrase.split(" ")
        pieces += [f"{word} " for word in words[:-1]] + ([words[-1]] if words[-1] else [])
    return pieces or [text]


def _parted(pieces, most):
    """The parting into the fewest lines of `most` em; among those, into lines of the most equal length."""
    best = {0: (0, 0.0, ())}
    for end in range(1, len(pieces) + 1):
        choices = []
        for start in reversed(range(end)):
            line = "".join(pieces[start:end]).strip()
            if start < end - 1 and room(line) > most:
                break
            count, uneven, lines = best[start]
            choices.append((count + 1, uneven + (most - room(line)) ** 2, (*lines, line)))
        best[end] = min(choices)
    return best[len(pieces)][2]


def _torn(piece, most):
    """A piece in parts of `most` em at most; no part begins with a letter that may not, or ends with one."""
    while room(piece.strip()) > most:
        at = 1
        while room(piece[: at + 1]) <= most:
            at += 1
        back = at
        while back > 1 and (piece[back] in _NOT_FIRST or piece[back - 1] in _NOT_LAST):
            back -= 1
        at = back if back > 1 else at
        yield piece[:at]
        piece = piece[at:]
    yield piece


def _cut(lines, most):
    last = lines[-1]
    while last and room(last + "…") > most:
        last = last[:-1]
    return (*lines[:-1], last.rstrip("、。・ ") + "…")
