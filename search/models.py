"""One index over every public thing; what is indexed is said by the apps through `search.registry.register`."""

from django.db import models


class SearchDocument(models.Model):
    """The folded texts of one public object, and the grams by which it is found.

    Its id is `Searchable.base` plus the object's key: what the full-text index finds needs no look-up in this table.
    """

    id = models.BigIntegerField(primary_key=True)
    title = models.TextField()
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)
    terms = models.TextField(blank=True)  # keys of a vocabulary, each between spaces
    grams = models.TextField()  # search.bigrams.grams_of_document

    class Meta:
        db_table = "search_document"
