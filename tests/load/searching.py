"""Text search beside the bare statement of the index, suggestions, and what writing the index costs; in this process.

The bare statements are written by hand for these questions: no parser, no vocabulary, no ranks of several words.
"""

import gc
import time
from collections.abc import Callable
from urllib.parse import quote

from django.db import connection, transaction

from directory.models import Company
from directory.terms import vocabulary
from search import registry
from search.bigrams import gram_of_term
from search.services import found, marked, refresh
from tests.load.pages import Figure, cpu_per_request

KIND = "directory.company"
ROUNDS = 30
QUESTIONS = ("旋盤", "医療", "切削", "精機", "精密板金", "六郷精機")
TYPED = ("切", "大森", "せっ", "精機", "ましに", "山田")
PAGE = 24
SOME = 200


def search_figures() -> list[Figure]:
    """`found()`, as the list calls it, beside SQL by hand that returns the same, taken in turns; a page's snippets."""
    figures, present = [], vocabulary()
    for question in QUESTIONS:
        hits = found(KIND, question)
        bare = statement_of(question)
        if run(*bare) != hits:
            raise RuntimeError(f"{question}: the statement by hand finds something else")
        ours, theirs = in_turns(lambda: found(KIND, question, present), lambda: run(*bare))  # noqa: B023 -- used at once
        figures.append(Figure(f"search 「{question}」, {len(hits)} hits", ours, "ms"))
        figures.append(Figure(f"search 「{question}」 : bare statement", ours / theirs, "×", 1.5))
    pks = list(found(KIND, QUESTIONS[0]))[:PAGE]
    snippets, _nothing = in_turns(lambda: marked(KIND, pks, QUESTIONS[0]), lambda: None)
    return [*figures, Figure(f"snippets of {len(pks)} companies", snippets, "ms")]


def suggestion_figures(server) -> list[Figure]:
    paths = [f"/companies/suggest/?q={quote(typed)}" for typed in TYPED]
    return [Figure("suggestions", cpu_per_request(server, paths), "CPU ms", 10)]


def writing_figures() -> list[Figure]:
    """What it costs to bring companies up to date in the index."""
    pks = list(Company.objects.public().order_by("pk").values_list("pk", flat=True)[:SOME])
    one = _cpu_ms(lambda: refresh(Company, pks[:1]))
    many = _cpu_ms(lambda: refresh(Company, pks)) / max(len(pks), 1)
    return [Figure("refresh of one company", one, "CPU ms"), Figure(f"refresh of {len(pks)}, each", many, "CPU ms")]


def statement_of(question: str) -> tuple[str, list]:
    """SQL and parameters that give the keys and ranks of what answers a single word."""
    base, terms = registry.of_kind(KIND).base, vocabulary()
    on_this = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    return on_this(base, question, terms.named(question), terms.meant(question))


def run(sql: str, params: list) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())


def _on_sqlite(base, word, named, meant):
    a, b, c = (" ".join(zone + word[at : at + 2] for at in range(len(word) - 1)) for zone in "abc")
    named, meant = (list(map(gram_of_term, keys)) for keys in (named, meant))
    title, near = f'"{a}"', " OR ".join(f'"{match}"' for match in (b, *named))
    ranks = [(0, title), (1, f"({near}) NOT {title}")]
    if meant:
        synonym = " OR ".join(f'"{match}"' for match in meant)
        ranks.append((2, f"({synonym}) NOT ({title} OR {near})"))
        near = f"{near} OR {synonym}"
    ranks.append((3, f'"{c}" NOT ({title} OR {near})'))
    part = "SELECT rowid - {}, {} FROM search_gram WHERE search_gram MATCH %s AND rowid BETWEEN {} AND {}"
    sql = " UNION ALL ".join(part.format(base, rank, base, base + 2**40 - 1) for rank, _match in ranks)
    return sql, [match for _rank, match in ranks]


def _on_postgresql(base, word, named, meant):
    grams = [word[at : at + 2] for at in range(len(word) - 1)]
    zones = [" & ".join(f"'{zone}{gram}'" for gram in grams) for zone in "abc"]
    query = " | ".join([*(f"({zone})" for zone in zones), *(f"'{gram_of_term(key)}'" for key in (*named, *meant))])
    carried = [" ".join(["strpos(terms, %s) > 0 OR"] * len(keys)) + " false" for keys in (named, meant)]
    keys = [f" {key} " for key in (*named, *meant)]
    sql = f"""SELECT id - {base}, CASE WHEN strpos(title, %s) > 0 THEN 0
        WHEN strpos(keywords, %s) > 0 OR {carried[0]} THEN 1 WHEN {carried[1]} THEN 2 ELSE 3 END
        FROM search_document WHERE vector @@ %s::tsquery AND id + 0 BETWEEN {base} AND {base + 2**40 - 1}"""  # noqa: S608
    params = [word, word, *keys, query]
    if len(word) > 2:
        sql += " AND (strpos(title, %s) > 0 OR strpos(keywords, %s) > 0 OR strpos(text, %s) > 0"
        sql += "".join([" OR strpos(terms, %s) > 0"] * len(keys)) + ")"
        params += [word, word, word, *keys]
    return sql, params


def in_turns(ours: Callable, theirs: Callable, rounds: int = ROUNDS) -> tuple[float, float]:
    """The best wall time of both in ms; each round measures one after the other, so that a busy moment hits both."""
    times = [], []
    gc.collect()
    gc.disable()  # as timeit does: with 10,000 rows a collection falls into the same of the two every time
    for _round in range(rounds):
        for action, taken in zip((ours, theirs), times, strict=True):
            began = time.perf_counter()
            action()
            taken.append(1000 * (time.perf_counter() - began))
    gc.enable()
    return tuple(map(min, times))


def _cpu_ms(action):
    """CPU of this process alone, the best of a few; what it wrote is rolled back."""
    taken = []
    for _round in range(5):
        with transaction.atomic():
            began = time.process_time()
            action()
            taken.append(1000 * (time.process_time() - began))
            transaction.set_rollback(True)
    return min(taken)
