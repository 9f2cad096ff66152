"""Every change of readings: what staff put right, and what follows from it for the pages.

The dictionary itself is asked by `readings.computing`, in the worker alone. All the rest is pure composing.
"""

import hashlib
from collections.abc import Iterable, Mapping

import jaconv
from django.db import transaction
from django.utils import timezone

from readings import registry
from readings.models import Reading, ReadingOverride
from readings.pairs import Pairs, Word, has_kanji, kanji_words, with_corrections, with_readings
from readings.words import WORDS

SHORTEST_NAME = 3  # letters; a shorter company's name is too often a word, too


def digest(sentence: str) -> str:
    """The key of a sentence in the store."""
    return hashlib.sha256(sentence.encode()).hexdigest()


def pairs_of(sentences: Iterable[str]) -> dict[str, Pairs]:
    """What is stored for `sentences`, by sentence, in one query; those that nobody has read yet are missing."""
    wanted = {digest(sentence): sentence for sentence in sentences}
    found = Reading.objects.filter(digest__in=wanted).values_list("digest", "pairs")
    return {wanted[key]: pairs for key, pairs in found}


def known_words() -> dict[str, str]:
    """Every word with a fixed reading: of factories, names, and above them what staff say."""
    return WORDS | _names() | dict(ReadingOverride.objects.values_list("surface", "kana"))


def _names():
    """Names of one reading only, in hiragana."""
    found: dict[str, set[str]] = {}
    for name, kana in registry.names():
        if len(name) >= SHORTEST_NAME and has_kanji(name):
            found.setdefault(name, set()).add(jaconv.kata2hira(kana).replace(" ", ""))
    return {name: kana.pop() for name, kana in found.items() if len(kana) == 1}


def compose(reading: Reading, known: Mapping[str, str]) -> None:
    """Set what pages show of a sentence, with the fixed readings `known`, and whether a word of it has no reading."""
    reading.pairs = with_corrections(with_readings(reading.words, known), reading.corrections)
    looked_at = {start for start, _surface, _kana in reading.corrections}
    reading.unread = any(not word.kana and word.start not in looked_at for word in kanji_words(reading.pairs))


def recompose(readings: Iterable[Reading]) -> int:
    """Bring what pages show in step with names, words and corrections. Returns how many sentences changed."""
    known, changed = known_words(), []
    for reading in readings:
        shown = reading.pairs, reading.unread
        compose(reading, known)
        if shown != (reading.pairs, reading.unread):
            changed.append(reading)
    Reading.objects.bulk_update(changed, ["pairs", "unread"], batch_size=500)
    return len(changed)


@transaction.atomic
def correct(reading: Reading, *, here: Iterable[Word] = (), everywhere: Iterable[Word] = (), by) -> int:
    """Put words right: `here` in this sentence alone, `everywhere` in all, this one included.

    Returns in how many sentences pages now show something else.
    """
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    here, everywhere = list(here), list(everywhere)
    for word in everywhere:
        _fix(word.surface, word.kana, by)
    settled = {word.start for word in here + everywhere}
    kept = [entry for entry in reading.corrections if entry[0] not in settled]
    reading.corrections = sorted(kept + [list(word) for word in here])
    if reading.corrections:
        reading.corrected_at, reading.corrected_by = timezone.now(), by
    else:
        reading.corrected_at = reading.corrected_by = None
    reading.save(update_fields=["corrections", "corrected_at", "corrected_by"])
    return recompose(_holding([word.surface for word in everywhere]) | Reading.objects.filter(pk=reading.pk))


@transaction.atomic
def return_to_computed(reading: Reading) -> None:
    """Forget what staff corrected in this one sentence."""
    Reading.objects.filter(pk=reading.pk).update(corrections=[], corrected_at=None, corrected_by=None)
    recompose(Reading.objects.filter(pk=reading.pk))


@transaction.atomic
def fix_word(*, surface: str, kana: str, by) -> int:
    """Read a word in one way in every sentence. Returns how many sentences changed."""
    _fix(surface, kana, by)
    return recompose(_holding([surface]))


@transaction.atomic
def forget_word(override: ReadingOverride) -> int:
    """Read a word as the dictionary does again. Returns how many sentences changed."""
    surface = override.surface
    override.delete()
    return recompose(_holding([surface]))


def _fix(surface, kana, by):
    ReadingOverride.objects.update_or_create(surface=surface, defaults={"kana": kana, "changed_by": by})


def _holding(surfaces: Iterable[str]):
    """Sentences that hold any of these words."""
    found = Reading.objects.none()
    for surface in surfaces:
        found |= Reading.objects.filter(text__contains=surface)
    return found
