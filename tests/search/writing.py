"""Documents of companies that are in the index and nowhere else."""

from directory.models import Company
from search import registry, services
from search.models import SearchDocument
from search.registry import Document

KIND = "directory.company"


def write(*documents):
    """Index these documents or titles under the keys 0, 1, 2 …"""
    searchable = registry.of(Company)
    documents = [item if isinstance(item, Document) else Document(item) for item in documents]
    rows = [services.row(searchable, number, document) for number, document in enumerate(documents)]
    SearchDocument.objects.bulk_create(rows)


def found(query):
    """The keys of what is found, in order."""
    return sorted(services.found(KIND, query))
