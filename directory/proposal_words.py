"""What the desk's page says of proposals: the name of a field, the value there is and the value that a list has."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from core.fields import SetField
from directory.importing.facts import WORDS, value_of
from directory.models import Company, Field, ImportRun, Process, Proposal

VOCABULARIES = {"fields": Field, "processes": Process}


@dataclass(frozen=True)
class Row:
    """One proposal, ready to be shown."""

    pk: int
    company: Company
    label: str
    current: str
    proposed: str
    run: ImportRun | None
    created_at: datetime


def label_of(field: str) -> str:
    return str(Company._meta.get_field(field).verbose_name)


def fields_of(proposals: QuerySet) -> list[tuple[str, str]]:
    """The fields that any of the proposals is about, with their names."""
    found = proposals.order_by("field").values_list("field", flat=True).distinct()
    return [(field, label_of(field)) for field in found]


def rows(proposals: QuerySet[Proposal]) -> list[Row]:
    """Proposals with both values in words; four queries however many there are."""
    proposals = list(proposals)
    prefetch_related_objects(proposals, *(f"company__{name}" for name in WORDS))
    names = names_of_words()
    return [
        Row(
            pk=proposal.pk,
            company=proposal.company,
            label=label_of(proposal.field),
            current=in_words(proposal.field, _current(proposal.company, proposal.field), names),
            proposed=in_words(proposal.field, proposal.value, names),
            run=proposal.run,
            created_at=proposal.created_at,
        )
        for proposal in proposals
    ]


def names_of_words() -> dict[str, dict[int, str]]:
    return {field: dict(model.objects.values_list("pk", "name")) for field, model in VOCABULARIES.items()}


def _current(company, field):
    return [word.pk for word in getattr(company, field).all()] if field in WORDS else value_of(company, field)


def in_words(field: str, value, names: dict[str, dict[int, str]]) -> str:
    """A value that is kept as JSON, for people; `names` as `names_of_words` gives them."""
    if value in ("", None, []):
        return ""
    if field in WORDS:
        return _("、").join(names[field][key] for key in value if key in names[field])
    if isinstance(value, dict):  # a place: its address says the rest
        return str(value.get(field, ""))
    described = Company._meta.get_field(field)
    if isinstance(described, SetField):
        labels = dict(described.options)
        return _("、").join(str(labels.get(key, key)) for key in value)
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if field == "phone":
        return PhoneNumber.from_string(value).as_national
    return str(dict(described.flatchoices).get(value, value))
