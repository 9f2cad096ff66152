"""The ward's two vocabularies as the search knows them: what an editor saves holds with the next question."""

import threading
from collections import defaultdict
from collections.abc import Collection

from directory import changes
from directory.models import Company, Field, Process
from search.vocabulary import Term, Vocabulary

_lock = threading.Lock()
_kept: tuple | None = None  # stamp, rows, vocabulary


def vocabulary(stamp: tuple | None = None) -> Vocabulary:
    """All fields and processes with their names and synonyms; the same object as long as no word changes.

    `stamp` is that of this moment (directory.changes), asked for if it is not given.
    """
    global _kept
    stamp = stamp or changes.stamp()
    with _lock:
        if _kept is None or _kept[0] != stamp:
            rows = _rows()
            known = _kept is not None and _kept[1] == rows
            _kept = (stamp, rows, _kept[2] if known else Vocabulary(map(_term, rows)))
        return _kept[2]


def terms_of(companies: Collection[int]) -> dict[int, list[str]]:
    """The keys of the words that each of these companies carries."""
    terms = defaultdict(list)
    for group, through in (("field", Company.fields.through), ("process", Company.processes.through)):
        rows = through.objects.filter(company__in=companies).order_by("pk").values_list("company_id", f"{group}_id")
        for company, word in rows:
            terms[company].append(f"{group}:{word}")
    return terms


def _rows():
    return [
        (f"{group}:{pk}", *names)
        for group, model in (("field", Field), ("process", Process))
        for pk, *names in model.objects.values_list("pk", "name", "english_name", "synonyms")
    ]


def _term(row):
    key, name, english_name, synonyms = row
    return Term(key, tuple(filter(None, (name, english_name))), tuple(filter(str.strip, synonyms.splitlines())))
