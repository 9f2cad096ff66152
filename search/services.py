"""Writing the index and asking it. `refresh` belongs in the transaction that publishes, changes or hides."""

from collections.abc import Iterable
from functools import lru_cache

from django.db import connection, transaction
from django.utils.safestring import SafeString

from core.japanese import fold
from search import postgresql, registry, sqlite
from search.bigrams import grams_of_document
from search.marking import snippet
from search.models import SearchDocument
from search.questions import asked, question_of
from search.registry import LARGEST_KEY, Document, Searchable
from search.vocabulary import Vocabulary

BATCH = 500


@transaction.atomic
def refresh(model, pks: Iterable[int]) -> int:
    """Bring the documents of these objects up to date; what nobody may see any more leaves the index.

    Returns how many of them can now be found.
    """
    searchable = registry.of(model)
    pks = list(pks)
    found = 0
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        rows = [row(searchable, pk, document) for pk, document in searchable.documents(batch).items()]
        gone = {searchable.base + pk for pk in batch} - {document.pk for document in rows}
        SearchDocument.objects.filter(pk__in=gone).delete()
        SearchDocument.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["title", "keywords", "text", "terms", "grams"],
        )
        found += len(rows)
    return found


def rebuild(model) -> int:
    """Index all objects of a model anew, in short transactions; returns how many can be found."""
    searchable = registry.of(model)
    pks = list(searchable.keys())
    found = sum(refresh(model, pks[start : start + BATCH]) for start in range(0, len(pks), BATCH))
    first, last = _ids(searchable)
    there = SearchDocument.objects.filter(pk__range=(first, last)).values_list("pk", flat=True)
    refresh(model, {pk - first for pk in there} - set(pks))
    return found


def found(kind: str, query: str, vocabulary: Vocabulary | None = None) -> dict[int, int]:
    """The keys of the objects of a kind that answer a question, with their rank.

    0: in the title, 1: in the key words or the name of a term, 2: by a synonym of a term, 3: in the text; of several
    words the farthest counts. Words may stand inside longer ones. A question without any letter finds nothing.
    Who has the kind's vocabulary of this very moment in hand saves a statement.
    """
    searchable = registry.of_kind(kind)
    if not question_of(query):
        return {}
    sql, params = _statement(searchable, query, vocabulary or searchable.vocabulary())
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())


def titled(kind: str, text: str, limit: int) -> dict[int, bool]:
    """The keys of up to `limit` objects of a kind in whose title a text stands, and whether a line of it begins so.

    Those that begin come first. The text is one phrase; of one letter or none nothing is found.
    """
    searchable, word = registry.of_kind(kind), fold(text)
    if len(word) < 2:
        return {}
    sql, params = _database().titles(word, *_ids(searchable), limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = sorted(cursor.fetchall(), key=lambda row: -row[1])
    begins = {pk: bool(at_the_beginning) for pk, at_the_beginning in reversed(rows)}
    return {pk: begins[pk] for pk, _at_the_beginning in rows[:limit]}


def marked(kind: str, pks: Iterable[int], query: str) -> dict[int, SafeString]:
    """For each public object a few of its own words around the first that answers, in `<mark>`; "" if its title does.

    As many statements for one as for twenty-four.
    """
    searchable, words = registry.of_kind(kind), question_of(query).words
    if not words:
        return {}
    vocabulary = searchable.vocabulary()
    documents = searchable.documents(list(pks))
    return {pk: snippet(document, words, vocabulary) for pk, document in documents.items()}


def row(searchable: Searchable, pk: int, document: Document) -> SearchDocument:
    """A document as the index keeps it, not yet written."""
    title, keywords, text = (_fold_lines(part) for part in (document.title, document.keywords, document.text))
    return SearchDocument(
        pk=searchable.base + pk,
        title=title,
        keywords=keywords,
        text=text,
        terms="".join(f" {key} " for key in document.terms),
        grams=grams_of_document(title, keywords, text, document.terms),
    )


def _ids(searchable):
    return searchable.base, searchable.base + LARGEST_KEY - 1


@lru_cache(maxsize=512)
def _statement(searchable: Searchable, query: str, vocabulary: Vocabulary):
    """The statement of a question, kept as long as its vocabulary is the present one."""
    question = question_of(query)
    words, without = ([asked(word, vocabulary) for word in some] for some in (question.words, question.without))
    return _database().statement(words, without, *_ids(searchable))


def _database():
    return sqlite if connection.vendor == "sqlite" else postgresql


def _fold_lines(text):
    return "\n".join(filter(None, map(fold, text.splitlines())))
