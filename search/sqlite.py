"""A question as one statement over FTS5: the index alone answers, no document is read."""

from collections.abc import Sequence

from search.bigrams import EVERY_DOCUMENT, KEYWORDS, TEXT, TITLE, gram_of_term, grams_of_start, grams_of_word
from search.questions import Asked

_FOUND = "SELECT rowid - %s, {rank} FROM search_gram WHERE search_gram MATCH %s AND rowid BETWEEN %s AND %s"


def statement(words: Sequence[Asked], without: Sequence[Asked], first: int, last: int) -> tuple[str, list]:
    """SQL and parameters that give (id - first, rank), each document once, of the ids from `first` to `last`."""
    refused = [near for word in without for nears in _nearness(word) for near in nears]
    parts, params = [], []
    for rank, (match, nearer) in enumerate(_matches(words)):
        if match:
            parts.append(_FOUND.format(rank=rank))
            params += [first, _without(match, [*refused, *nearer]), first, last]
    return " UNION ALL ".join(parts), params


def titles(word: str, first: int, last: int, limit: int) -> tuple[str, list]:
    """SQL and parameters that give (id - first, begins): titles with a line that begins with a word, then holds it."""
    parts, params = [], []
    for begins, grams in ((1, grams_of_start(word)), (0, grams_of_word(TITLE, word))):
        parts.append(f"SELECT * FROM ({_FOUND.format(rank=begins)} LIMIT %s)")  # noqa: S608
        params += [first, _quoted(grams), first, last, limit]
    return " UNION ALL ".join(parts), params


def _matches(words):
    """For each rank what must match, and what must not because it is nearer; "" where nothing more can be found."""
    if not words:
        return [(f'"{EVERY_DOCUMENT}"', [])]
    nearness = [_nearness(word) for word in words]
    if len(words) == 1:  # what is nearer need not be found again to be taken away: half the time
        (nears,) = nearness
        return [(" OR ".join(near), sum(nears[:rank], [])) for rank, near in enumerate(nears)]
    upto = [[sum(nears[: rank + 1], []) for nears in nearness] for rank in range(4)]
    matches = [" AND ".join(f"({' OR '.join(some)})" for some in all_words) for all_words in upto]
    return [
        (match if match != nearer else "", [nearer] if nearer else [])
        for match, nearer in zip(matches, ["", *matches], strict=False)
    ]


def _nearness(word):
    """The four ways in which a document answers a word, nearest first, each a list of alternatives."""
    return [
        [_quoted(grams_of_word(TITLE, word.text))],
        [_quoted(grams_of_word(KEYWORDS, word.text)), *_terms(word.named)],
        _terms(word.meant),
        [_quoted(grams_of_word(TEXT, word.text))],
    ]


def _quoted(grams):
    phrase = " ".join(grams)
    return f'"{phrase[:-1]}" *' if phrase.endswith("*") else f'"{phrase}"'


def _terms(keys):
    return [f'"{gram_of_term(key)}"' for key in keys]


def _without(match, excluded):
    return f"({match}) NOT ({' OR '.join(f'({item})' for item in excluded)})" if excluded else match
