"""The words that documents carry, and which of them a question means."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.japanese import fold


@dataclass(frozen=True)
class Term:
    """A word that documents carry under `key` (letters, digits and signs, no space), as people write it."""

    key: str
    names: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


class Vocabulary:
    """The terms of one kind of documents at one moment. Two moments are two objects: answers can be kept with it."""

    def __init__(self, terms: Iterable[Term] = ()):
        self.terms = {term.key: term for term in terms}
        self._folded = [(term.key, _lines(term.names), _lines(term.synonyms)) for term in self.terms.values()]

    def named(self, word: str) -> tuple[str, ...]:
        """Keys of the terms in whose names this folded word stands; one letter must be the whole name."""
        asked = _asked(word)
        return tuple(key for key, names, _synonyms in self._folded if asked in names)

    def meant(self, word: str) -> tuple[str, ...]:
        """Keys of the terms in whose synonyms, but not in whose names this folded word stands."""
        asked = _asked(word)
        return tuple(key for key, names, synonyms in self._folded if asked in synonyms and asked not in names)


def _lines(names):
    return "".join(f"\n{fold(name)}\n" for name in names if name.strip())


def _asked(word):
    return word if len(word) > 1 else f"\n{word}\n"
