"""The marks of companies on the map: each field has a colour, and a sign for whom colours tell nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext

from directory.index import Index

NEUTRAL = "#495057"  # of a field without a colour, and of companies without a field
NO_FIELD = "–"
_BRIGHT = 0.1791  # relative luminance at which black and white letters are told apart equally well, at 4.58 : 1


@dataclass(frozen=True)
class Mark:
    """One kind of mark: `field` is a slug ("" for companies without a field), `ink` the colour of its sign."""

    field: str
    label: str
    sign: str
    colour: str
    ink: str


def marks(index: Index, language: str) -> tuple[Mark, ...]:
    """The marks of all fields in their order, then that of companies without one."""
    words = index.words["field"]
    labels = [word.label(language) for word in words]
    rows = zip(words, labels, signs(labels), strict=True)
    found = [_mark(word.value, label, sign, word.colour or NEUTRAL) for word, label, sign in rows]
    return (*found, _mark("", gettext("分野の登録がない会社"), NO_FIELD, NEUTRAL))


def signs(labels: list[str]) -> list[str]:
    """A short sign for each label, no two alike as long as their letters allow: 航, or Ae in letters."""
    taken: list[str] = []
    for label in labels:
        letters = [letter for letter in label if letter.isalnum()] or [NO_FIELD]
        first = letters[0].upper()
        choices = [first + letter for letter in letters[1:]] if label.isascii() else letters
        taken.append(next((choice for choice in choices if choice not in taken), first))
    return taken


def _mark(field, label, sign, colour):
    return Mark(field, label, sign, colour, "#000000" if luminance(colour) > _BRIGHT else "#ffffff")


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb" (WCAG 2)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
