"""A question as one statement over a tsvector: GIN finds the candidates, each row says how near it is."""

from collections.abc import Sequence

from search.bigrams import TITLE, ZONES, gram_of_term, grams_of_start, grams_of_word
from search.questions import Asked

_NOT_THERE = 9
# "+ 0" keeps the index over ids out: reading all ids of a kind from it took six times as long as finding the words.
_OF_THE_KIND = "id + 0 BETWEEN %s AND %s"


def statement(words: Sequence[Asked], without: Sequence[Asked], first: int, last: int) -> tuple[str, list]:
    """SQL and parameters that give (id - first, rank), each document once, of the ids from `first` to `last`."""
    nearness = [_rank(word) for word in words]
    ranks = ", ".join(sql for sql, _params in nearness) or "0"
    conditions, bounds = [_OF_THE_KIND], [first, last]
    query = [f"({_vector(word)})" for word in words]
    query += [f"!'{gram_of_term(key)}'" for word in without for key in word.named + word.meant]
    if query:
        conditions.append("vector @@ %s::tsquery")
        bounds.append(" & ".join(query))
    for word in without:
        conditions.append("strpos(title, %s) = 0 AND strpos(keywords, %s) = 0 AND strpos(text, %s) = 0")
        bounds += [word.text] * 3
    sql = f"SELECT id - %s, GREATEST({ranks}) AS rank FROM search_document WHERE {' AND '.join(conditions)}"  # noqa: S608
    params = [first, *(param for _sql, some in nearness for param in some), *bounds]
    if any(not _is_exact(word.text) for word in words):
        # OFFSET 0: each row is read once, not for the rank and again for the condition.
        return f"SELECT * FROM ({sql} OFFSET 0) AS candidates WHERE rank < {_NOT_THERE}", params  # noqa: S608
    return sql, params


def titles(word: str, first: int, last: int, limit: int) -> tuple[str, list]:
    """SQL and parameters that give (id - first, begins): titles with a line that begins with a word, then holds it."""
    parts, params = [], []
    for begins, grams, there in ((1, grams_of_start(word), f"\n{word}"), (0, grams_of_word(TITLE, word), word)):
        parts.append(
            f"(SELECT id - %s, {begins} FROM search_document WHERE {_OF_THE_KIND} AND vector @@ %s::tsquery "  # noqa: S608
            "AND strpos(E'\\n' || title, %s) > 0 LIMIT %s)"
        )
        params += [first, first, last, " & ".join(map(_lexeme, grams)), there, limit]
    return " UNION ALL ".join(parts), params


def _is_exact(word):
    """Whether the grams alone decide: of longer words they only say that all pairs are there."""
    return len(word) <= 2


def _rank(word):
    """How near a row answers a word: 0 title, 1 key words or a term of this name, 2 a synonym, 3 text."""
    cases, params = ["WHEN strpos(title, %s) > 0 THEN 0 WHEN strpos(keywords, %s) > 0 THEN 1"], [word.text] * 2
    for keys, rank in ((word.named, 1), (word.meant, 2)):
        if keys:
            cases.append(f"WHEN {' OR '.join(['strpos(terms, %s) > 0'] * len(keys))} THEN {rank}")
            params += [f" {key} " for key in keys]
    if _is_exact(word.text):
        return f"CASE {' '.join(cases)} ELSE 3 END", params
    return f"CASE {' '.join(cases)} WHEN strpos(text, %s) > 0 THEN 3 ELSE {_NOT_THERE} END", [*params, word.text]


def _vector(word):
    """The tsquery of the candidates for a word."""
    zones = [" & ".join(map(_lexeme, grams_of_word(zone, word.text))) for zone in ZONES]
    return " | ".join(
        [*(f"({zone})" for zone in zones), *(f"'{gram_of_term(key)}'" for key in word.named + word.meant)]
    )


def _lexeme(gram):
    return f"'{gram[:-1]}':*" if gram.endswith("*") else f"'{gram}'"
