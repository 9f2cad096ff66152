"""A sentence as pairs: [["削り取る", "けずりとる"], ["。", ""]]. Pure: what the worker writes and the pages show.

The surfaces of all pairs, joined, are the sentence. A reading is hiragana, or "" for what is shown without furigana.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import jaconv

Pairs = list[list[str]]


class Word(NamedTuple):
    """A word of a sentence, its first letter the sentence's `start`-th."""

    start: int
    surface: str
    kana: str


KANJI = "㐀-䶿一-鿿豈-﫿々〆〇\U00020000-\U0003ffff"
_HAS_KANJI = re.compile(f"[{KANJI}]")
_SENTENCE = re.compile(r"[^\n。！？]+[。！？]*[」』）]*")
# 「13:00 受付」 of a programme is 受付 on its page: the time belongs to no sentence.
_TIME = re.compile(r"[0-9０-９]{1,2}[:：][0-9０-９]{2}(?:\s*[〜～~–-]\s*[0-9０-９]{1,2}[:：][0-9０-９]{2})?\s+")
_KANA_RUN = re.compile("([ぁ-ゖァ-ヺー]+)")
# A counting ヶ is read か: it belongs to the kanji around it.
_COUNTING_KE = re.compile(f"[ヶヵケカ](?=[{KANJI}])")
READING = re.compile("[ぁ-ゖー・]+")
MOST_RUNS = 40  # changes between kanji and kana in one word; what has more is no word
LONGEST = 2000  # letters of a sentence that gets furigana; the dictionary refuses 16,000


def sentences(text: str) -> list[str]:
    """The sentences of `text` that hold kanji, as `digest` and the store know them."""
    return [sentence for sentence, _rest in cut(text) if len(sentence) <= LONGEST and has_kanji(sentence)]


def cut(text: str) -> Iterator[tuple[str, str]]:
    """`text` as (sentence, what stands between it and the next one); joined they are the text again."""
    done, sentence = 0, ""
    for found in _SENTENCE.finditer(text):
        words = found[0].strip()
        if time := _TIME.match(words):
            words = words[time.end() :]
        start = found.start() + found[0].rindex(words)
        yield sentence, text[done:start]
        sentence, done = words, start + len(words)
    yield sentence, text[done:]


def kanji_words(pairs: Pairs) -> list[Word]:
    """The words that have or could have furigana."""
    found, at = [], 0
    for word, kana in pairs:
        if has_kanji(word):
            found.append(Word(at, word, kana))
        at += len(word)
    return found


def surface(pairs: Iterable[Iterable[str]]) -> str:
    """The sentence that `pairs` are of."""
    return "".join(word for word, _kana in pairs)


def with_readings(pairs: Pairs, known: dict[str, str]) -> Pairs:
    """`pairs` with the readings of `known` (surface → kana) wherever such a word begins and ends where words do.

    The longest one counts. What stands inside a longer word is left: 人 is read ひと, 人気 is not.
    """
    if not known:
        return pairs
    longest = max(map(len, known))
    found, at = [], 0
    while at < len(pairs):
        until, word = _longest_known(pairs, at, known, longest)
        found.append([word, known[word]] if word else pairs[at])
        at = until
    return found


def _longest_known(pairs, at, known, longest):
    """(index behind it, the word) of the longest known word that begins at `at`; (at + 1, "") if there is none."""
    best, word = (at + 1, ""), ""
    for index in range(at, len(pairs)):
        word += pairs[index][0]
        if len(word) > longest:
            break
        if word in known:
            best = (index + 1, word)
    return best


def with_corrections(pairs: Pairs, corrections: Iterable[tuple[int, str, str]]) -> Pairs:
    """`pairs` with (start, surface, kana) of this very sentence put in; words that reach over its ends lose their reading."""
    for start, word, kana in corrections:
        pairs = list(_replaced(pairs, start, word, kana))
    return pairs


def _replaced(pairs, start, word, kana):
    end, at = start + len(word), 0
    for text, reading in pairs:
        until = at + len(text)
        if until <= start or at >= end:
            yield [text, reading]
        else:
            if at < start:
                yield [text[: start - at], ""]
            if at <= start:
                yield [word, kana]
            if until > end:
                yield [text[end - at :], ""]
        at = until


@lru_cache(maxsize=8192)
def cores(word: str, kana: str) -> tuple[tuple[str, str], ...]:
    """A word in pieces, the kana it is written with apart: (切, き), (り, ""), (取, と), (る, "").

    Where writing and reading do not fit together, the reading stands over the whole word.
    """
    if not kana or not _HAS_KANJI.search(word):
        return ((word, ""),)
    pieces = aligned(word, kana)
    return pieces if pieces is not None else ((word, kana),)


def aligned(word: str, kana: str) -> tuple[tuple[str, str], ...] | None:
    """The pieces of `cores`, or None if the kana `word` is written with are not found in `kana`."""
    hidden = _COUNTING_KE.sub(lambda ke: "〆", word)  # some sign that counts as kanji
    runs = [run for run in _KANA_RUN.split(hidden) if run]
    if len(runs) > MOST_RUNS:
        return None
    found = _shares([jaconv.kata2hira(run) if _KANA_RUN.fullmatch(run) else None for run in runs], kana)
    if found is None:
        return None
    at, pieces = 0, []
    for run, share in zip(runs, found, strict=True):
        pieces.append((word[at : at + len(run)], "" if _KANA_RUN.fullmatch(run) else share))
        at += len(run)
    return tuple(pieces)


def _shares(runs, kana):
    """The share of `kana` that falls to each run (its kana, None for kanji), the first kanji the least; None if none fits.

    Where a run cannot begin is remembered: a pattern of "one or more letters" would try every way to part the rest anew.
    """
    dead = set()

    def rest(number, at):
        if number == len(runs):
            return () if at == len(kana) else None
        if (number, at) in dead:
            return None
        if runs[number] is not None:
            ends = [at + len(runs[number])] if kana.startswith(runs[number], at) else []
        else:
            ends = range(at + 1, len(kana) + 1)
        for end in ends:
            if (tail := rest(number + 1, end)) is not None:
                return kana[at:end], *tail
        dead.add((number, at))
        return None

    return rest(0, 0)


def has_kanji(text: str) -> bool:
    return bool(_HAS_KANJI.search(text))
