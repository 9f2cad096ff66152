"""Furigana as HTML. Every letter of a text passes through `escape`."""

from collections.abc import Mapping
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.phrases import breaks
from readings.pairs import Pairs, cores, cut, surface

BREAK = "<wbr>"
KEPT_TOGETHER = 12  # letters; a longer phrase may not fit beside another, nor on a telephone


def plain(text: str, *, phrases: bool = False) -> SafeString:
    """`text` escaped, with its phrases parted if asked for."""
    return ruby(text, {}, phrases=phrases)


def ruby(text: str, known: Mapping[str, Pairs | None], *, phrases: bool = False) -> SafeString:
    """`text` with furigana over the sentences that are `known`; every other sentence stays as it is.

    Only kanji carry furigana: 削(けず)り取(と)る. With `phrases` lines may break between phrases alone.
    """
    marks = breaks(text) if phrases else frozenset()
    parted = _in_phrases(_pieces(text, known), marks)
    return mark_safe(BREAK.join(_phrase(pieces, phrases) for pieces in parted))  # noqa: S308 -- escaped piece by piece


def _pieces(text, known):
    """(letters, their reading or "") in order; joined they are the text."""
    for sentence, between in cut(text):
        pairs = known.get(sentence)
        if pairs and surface(pairs) == sentence:
            yield from (piece for word, kana in pairs for piece in cores(word, kana))
        else:  # what is shown is what was written, whatever the store says
            yield sentence, ""
        yield between, ""


def _in_phrases(pieces, marks):
    """The pieces of each phrase. What has furigana is never cut."""
    phrases, at = [[]], 0
    for letters, kana in pieces:
        inside = [mark - at for mark in sorted(marks) if at < mark < at + len(letters) and not kana]
        for start, end in pairwise([0, *inside, len(letters)]):
            if at + start in marks and phrases[-1]:
                phrases.append([])
            if start < end:
                phrases[-1].append((letters[start:end], kana))
        at += len(letters)
    return phrases


def _phrase(pieces, keep_together):
    html = "".join(_piece(letters, kana) for letters, kana in pieces)
    # `word-break: keep-all` does not reach over the edge of a <ruby>: 聞き would end a line and 分ける begin one.
    if keep_together and any(kana for _letters, kana in pieces) and len(surface(pieces)) <= KEPT_TOGETHER:
        return f'<span class="nowrap">{html}</span>'
    return html


def _piece(letters, kana):
    if not kana:
        return escape(letters)
    return f"<ruby>{escape(letters)}<rp>（</rp><rt>{escape(kana)}</rt><rp>）</rp></ruby>"
