"""Addresses that belong to the program. A page with such a slug would never be seen, or would hide a room."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

APPS = (
    "api", "bookings", "cms", "companies", "components", "covers", "desk", "embed", "en", "events", "healthz", "i18n", "ja", "media",
    "my", "open-data", "s", "share", "sign-in", "sitemap.xml", "static", "tours", "_util",
)  # fmt: skip

# Index pages whose place in the tree is fixed; their own page types carry these slugs, nothing else may.
INDEXES = ("about", "features", "links", "local", "news", "sdgs", "search", "series", "support")

TAKEN = frozenset(APPS + INDEXES)


def refuse_taken(slug: str) -> None:
    """Raise ValidationError, on the field `slug`, for an address that belongs to the program."""
    if slug.lower() in TAKEN:
        raise ValidationError(
            {"slug": _("「%(slug)s」は別のページで使うアドレスです。ほかの名前にしてください。") % {"slug": slug}}
        )
