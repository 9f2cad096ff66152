"""Headlines on drawings: which words stand on one plate, for every line has a plate of its own."""

import re
from functools import lru_cache
from typing import NamedTuple

from core.phrases import phrases

SHORT, LONG = 7.4, 12.1  # em that fit on one plate of the large and of the smaller type on a phone
UPRIGHT = 8.6  # em of a column of what somebody said; company.css gives it 9
MOST_LARGE = 4  # lines of the large type; what needs more is set smaller
_WORD = re.compile(r"\S+\s*|\s+")
_NARROW = re.compile("[\u0000-\u036f\u2010-\u2027\uff61-\uff9f]")
_KANJI = "㐀-鿿豈-﫿々\U00020000-\U0003ffff"
_SCRIPT = re.compile(f"[{_KANJI}]+[ぁ-ゖ]*|[ぁ-ゖ]+|[ァ-ヺー・]+|[^{_KANJI}ぁ-ゖァ-ヺ]+")
_STOP = ("、", "。", "，", "！", "？", ",", ".", "!", "?")


class Headline(NamedTuple):
    """`lines` of a headline; `long` says that they are set in the smaller type."""

    lines: tuple[str, ...]
    long: bool


@lru_cache(maxsize=2048)
def headline(text: str, *, name: bool = False, most: float = SHORT) -> Headline:
    """How a headline is parted into plates; no lines for a text of nothing but blanks.

    Lines end between phrases, by choice after a comma or a full stop, and are of similar lengths. A phrase longer than
    a plate stands alone, and breaks in it. Of a `name`, which no model of phrases knows, lines end where its script
    changes: そらとぶくじら, 精密. `most` is what fits on a plate of the large type, in em.
    """
    text = " ".join(text.split())
    parts = _SCRIPT.findall(text) if name else phrases(text)
    pieces = [piece for part in parts for piece in _WORD.findall(part)]
    if not pieces:
        return Headline((), long=False)
    large = _lines(pieces, most)
    if len(large) <= MOST_LARGE and max(map(width, large)) <= most:
        return Headline(large, long=False)
    return Headline(_lines(pieces, LONG), long=True)


def width(line: str) -> float:
    """How wide a line is, in em; a Japanese comma or full stop takes half as much room as other letters."""
    return sum(0.54 if _NARROW.match(letter) else 0.5 if letter in "、。" else 1 for letter in line.strip())


def _lines(pieces, most):
    """The cheapest parting of the pieces into lines of `most` em."""
    best = {0: (0.0, ())}
    for end in range(1, len(pieces) + 1):
        choices = []
        for start in reversed(range(end)):
            line = "".join(pieces[start:end])
            if start < end - 1 and width(line) > most:
                break
            cost, lines = best[start]
            choices.append((cost + _cost(line, most), (*lines, line.strip())))
        best[end] = min(choices)
    return best[len(pieces)][1]


def _cost(line, most):
    """A plate costs; so does the room left on it, and a thought that goes on on the next one."""
    room = max(0.0, most - width(line)) / most
    return 1 + room * room + (0 if line.rstrip().endswith(_STOP) else 0.6)
