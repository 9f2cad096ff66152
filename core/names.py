"""What the portal and its ward are called in the language of the page or mail."""

from django.conf import settings
from django.utils.translation import get_language


def site_name() -> str:
    return settings.SITE_NAME_EN if get_language() == "en" else settings.SITE_NAME


def ward_name() -> str:
    return settings.WARD["city_en" if get_language() == "en" else "city"]
