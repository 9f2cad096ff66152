"""The names of which the directory knows the kana: no dictionary has them all."""

from itertools import chain

from core.japanese import LEGAL_FORMS, full_legal_form
from directory.models import Company, Station, Town
from readings.registry import register_names


def _companies():
    """Public companies by their bare name: their kana, too, stands without a legal form."""
    named = Company.objects.public().exclude(kana="").order_by().values_list("name", "kana")
    for name, kana in named:
        bare = full_legal_form(name)
        for form in LEGAL_FORMS:
            bare = bare.replace(form, "")
        yield bare.strip(), kana


def _places():
    """Towns and stations."""
    return chain(
        Town.objects.exclude(kana="").order_by().values_list("name", "kana"),
        Station.objects.exclude(kana="").order_by().values_list("name", "kana"),
    )


register_names("directory.companies", _companies)
register_names("directory.places", _places)
