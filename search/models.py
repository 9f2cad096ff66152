"""One index over every public thing; what is indexed is said by the apps through `search.registry.register`."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from search.bigrams import grams_of_word


@models.TextField.register_lookup
class Holds(models.Lookup):
    """`grams__holds=["a", "b*"]`: documents with every one of these grams (`*`: a gram beginning so), by the index.

    The full-text structures stand beside the table (search.full_text): FTS5 on SQLite, a tsvector on PostgreSQL.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def _column(self, connection, name):
        return f"{connection.ops.quote_name(self.lhs.alias)}.{connection.ops.quote_name(name)}"

    def as_sqlite(self, compiler, connection):
        query = " AND ".join(f'"{gram[:-1]}"*' if gram.endswith("*") else f'"{gram}"' for gram in self.rhs)
        match = "(SELECT rowid FROM search_gram WHERE search_gram MATCH %s)"
        return f"{self._column(connection, 'id')} IN {match}", [query]

    def as_postgresql(self, compiler, connection):
        query = " & ".join(f"'{gram[:-1]}':*" if gram.endswith("*") else f"'{gram}'" for gram in self.rhs)
        return f"{self._column(connection, 'vector')} @@ %s::tsquery", [query]


class SearchDocumentQuerySet(models.QuerySet):
    def holding(self, words):
        """Documents in which every one of these folded words stands, exactly as LIKE would find them.

        The grams narrow it down by the index. For a word of one or two letters they are the answer already.
        """
        rows = self.filter(grams__holds=sorted({gram for word in words for gram in grams_of_word(word)}))
        for word in words:
            if len(word) > 2:
                rows = rows.filter(Q(title__contains=word) | Q(keywords__contains=word) | Q(text__contains=word))
        return rows

    def ranked(self, words):
        """With `rank`: 0 if all words stand in the title, 1 if in title or key words, 2 otherwise."""
        title, near = Q(), Q()
        for word in words:
            title &= Q(title__contains=word)
            near &= Q(title__contains=word) | Q(keywords__contains=word)
        rank = Case(
            When(title, then=Value(0)), When(near, then=Value(1)), default=Value(2), output_field=IntegerField()
        )
        return self.annotate(rank=rank)


class SearchDocument(models.Model):
    """The folded text of one public object, in three weights, and the grams by which it is found."""

    kind = models.CharField(max_length=40)  # "directory.company"
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=5, default="ja")
    title = models.TextField()
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)
    grams = models.TextField(blank=True)  # search.bigrams.grams_of_text of all three

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        db_table = "search_document"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="search_document_once")]
