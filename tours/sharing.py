"""What is seen of a visit where somebody shares its page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pictures.sharing import registry
from tours.models import Tour


def public():
    return (
        Tour.objects.published()
        .select_related("company")
        .prefetch_related("company__fields", "company__processes")
        .order_by("pk")
    )


def words(tour):
    """Its hook first, as in lists; whom one visits below."""
    title = tour.localized_title
    hook = "" if get_language() == "en" and tour.title_en else tour.hook
    company = tour.company.localized_name
    description = f"{title}｜{company}"
    return registry.Words(hook or title, company, _("工場見学"), tour.cover, title, description)


registry.register("tour", model=Tour, public=public, words=words)
