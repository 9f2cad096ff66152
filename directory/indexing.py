"""What of a company is searched, and when the index hears of it. Imported by DirectoryConfig.ready()."""

from collections.abc import Collection

from wagtail.signals import published, unpublished

from core.japanese import bare_name
from directory.models import Company
from directory.open_points import open_address
from directory.places import store_nearest_stations
from directory.terms import terms_of, vocabulary
from search import registry
from search.registry import Document
from search.services import refresh

_READ = (
    "name", "kana", "english_name", "products", "machines", "certificates", "tagline", "corporate_number", "story",
    "story_en", "address", "town__name", "town__kana",
)  # fmt: skip


def company_documents(keys: Collection[int]) -> dict[int, Document]:
    """What is searched of those of these companies that anybody may see. Three statements."""
    companies = Company.objects.public().filter(pk__in=keys).select_related("town").only(*_READ)
    terms = terms_of(keys)
    return {company.pk: _document(company, terms[company.pk]) for company in companies}


def _document(company, terms):
    """Name and readings; what it makes and with what, town, number; then the running text. Its words are terms.

    The address as far as it is open: nobody finds by its block where a sole proprietor lives.
    """
    # as invoices write it; holds the plain one
    number = f"T{company.corporate_number}" if company.corporate_number else ""
    town = _lines(company.town.name, company.town.kana) if company.town else ""
    return Document(
        title=_lines(company.name, bare_name(company.name), company.kana, company.english_name),
        keywords=_lines(company.products, company.machines, company.certificates, town, company.tagline, number),
        text=_lines(company.story, company.story_en, open_address(company, company.town)),
        terms=tuple(terms),
    )


def _lines(*parts):
    return "\n".join(part for part in parts if part)


registry.register(
    Company,
    number=1,
    kind="directory.company",
    keys=lambda: Company.objects.public().order_by("pk").values_list("pk", flat=True),
    documents=company_documents,
    vocabulary=vocabulary,
)


def on_publish(sender, instance, **kwargs):
    store_nearest_stations([instance])  # with or without a corporate number they begin elsewhere
    refresh(Company, [instance.pk])


published.connect(on_publish, sender=Company, dispatch_uid="search.company.published")
unpublished.connect(on_publish, sender=Company, dispatch_uid="search.company.unpublished")
