"""The marks of companies on the map: each field's sign, in the vocabulary's order."""

from dataclasses import dataclass

from django.utils.translation import gettext

from core.field_signs import FieldSign, field_sign
from directory.index import Index


@dataclass(frozen=True)
class Mark:
    """One kind of mark: `field` is a slug, "" for companies without a field."""

    field: str
    label: str
    sign: FieldSign


def marks(index: Index, language: str) -> tuple[Mark, ...]:
    """The marks of all fields in their order, then that of companies without one."""
    found = [Mark(word.value, word.label(language), word.sign) for word in index.words["field"]]
    return (*found, Mark("", gettext("分野の登録がない会社"), field_sign("")))
