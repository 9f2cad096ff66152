"""What of a company is searched, and when the index hears of it. Imported by DirectoryConfig.ready()."""

from wagtail.signals import published, unpublished

from core.japanese import bare_name
from directory.models import Company
from search import registry
from search.registry import Document
from search.services import refresh


def company_document(company: Company) -> Document:
    """Name and readings; the words of its vocabularies with all synonyms, town, machines, number; then the running text."""
    number = (
        f"T{company.corporate_number}" if company.corporate_number else ""
    )  # as invoices write it; holds the plain one
    words = [
        part
        for word in [*company.fields.all(), *company.processes.all()]
        for part in (word.name, word.english_name, word.synonyms)
    ]
    town = company.town.name if company.town else ""
    return Document(
        title=_lines(company.name, bare_name(company.name), company.kana, company.english_name),
        keywords=_lines(*words, company.machines, company.certificates, town, company.tagline, number),
        text=_lines(company.story, company.story_en, company.address),
    )


def _lines(*parts):
    return "\n".join(part for part in parts if part)


registry.register(
    Company,
    kind="directory.company",
    document=company_document,
    queryset=lambda: Company.objects.public().select_related("town").prefetch_related("fields", "processes"),
)


def on_publish(sender, instance, **kwargs):
    refresh(Company, [instance.pk])


published.connect(on_publish, sender=Company, dispatch_uid="search.company.published")
unpublished.connect(on_publish, sender=Company, dispatch_uid="search.company.unpublished")
