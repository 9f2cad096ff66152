"""Writing the index and asking it. `refresh` belongs in the transaction that publishes, changes or hides."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Value

from core.japanese import fold
from search import registry
from search.bigrams import grams_of_text, words_of
from search.models import SearchDocument, SearchDocumentQuerySet

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
        rows = [_row(searchable, item) for item in searchable.queryset().filter(pk__in=batch)]
        gone = set(batch) - {row.object_id for row in rows}
        SearchDocument.objects.filter(kind=searchable.kind, object_id__in=gone).delete()
        SearchDocument.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["kind", "object_id", "language"],
            update_fields=["title", "keywords", "text", "grams"],
        )
        found += len(rows)
    return found


def rebuild(model) -> int:
    """Index all objects of a model anew, in short transactions; returns how many can be found."""
    searchable = registry.of(model)
    pks = list(searchable.queryset().order_by("pk").values_list("pk", flat=True))
    found = sum(refresh(model, pks[start : start + BATCH]) for start in range(0, len(pks), BATCH))
    stale = set(SearchDocument.objects.filter(kind=searchable.kind).values_list("object_id", flat=True)) - set(pks)
    refresh(model, stale)
    return found


def matching(kind: str, query: str) -> SearchDocumentQuerySet:
    """The documents of a kind that answer a question, with `object_id` and `rank` (0 title, 1 key words, 2 text).

    All words must be found, each may stand inside a longer one. A question without any letter finds nothing.
    """
    words = words_of(query)
    if not words:
        return SearchDocument.objects.none().annotate(rank=Value(0))
    return SearchDocument.objects.filter(kind=kind).holding(words).ranked(words)


def _row(searchable, item):
    document = searchable.document(item)
    parts = [fold(part) for part in (document.title, document.keywords, document.text)]
    return SearchDocument(
        kind=searchable.kind,
        object_id=item.pk,
        title=parts[0],
        keywords=parts[1],
        text=parts[2],
        grams=grams_of_text(" ".join(parts)),
    )
