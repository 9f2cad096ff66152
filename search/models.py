"""One index over every public thing; what is indexed is said by the apps through `search.register`."""

from django.db import models


class SearchDocument(models.Model):
    """The normalised text of one public object, in three weights (A title, B key words, C running text).

    The full-text structures beside it (FTS5 on SQLite, a tsvector column on PostgreSQL) are made by migration 0002.
    """

    kind = models.CharField(max_length=40)  # "directory.company"
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=5, default="ja")
    title = models.TextField()
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        db_table = "search_document"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="search_document_once")]
