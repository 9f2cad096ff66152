"""What is seen of a company where somebody shares its page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.models import Company
from pictures.sharing import registry

COLUMNS = ("slug", "name", "english_name", "tagline")


def public():
    return Company.objects.public().only(*COLUMNS).prefetch_related("fields", "processes").order_by("pk")


def words(company):
    """Its tagline first, its name below; in English the name alone, for taglines are Japanese."""
    name = company.localized_name
    tagline = "" if get_language() == "en" and company.english_name else company.tagline
    return registry.Words(tagline or name, name if tagline else "", _("町工場"), company.cover, name, tagline)


registry.register("company", model=Company, public=public, words=words)
