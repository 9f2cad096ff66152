"""Making one company of two rows, and one word of two. Everything attached is kept; old addresses lead on."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model, Q
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey

from core.japanese import fold, name_key, sort_key
from directory import drafts
from directory.models import Company, CompanyStation, DistinctPair, FormerIdentity, ImportLine, Word
from directory.places import store_nearest_stations
from search.services import refresh

# What is chosen together, by the name of the first; the rest stands alone.
TOGETHER = {
    "name": ("name", "kana"),
    "address": ("address", "town", "block", "building", "postal_code", "lat", "lon", "match_level"),
    "basis": ("basis", "source"),
}
ALONE = (
    "corporate_number", "english_name", "tagline", "story", "story_en", "phone", "site", "founded", "employees", "capital",
    "industry", "opening_mode", "picture", "confirmed_on",
)  # fmt: skip
CHOICES = {**TOGETHER, **{name: (name,) for name in ALONE}}
LINES = ("products", "machines", "certificates")  # of these, and of the sets, nothing of either row is lost
SETS = ("recruiting", "facts")
WORDS = ("fields", "processes")
LEFT = (CompanyStation, DistinctPair, ImportLine)


class CannotMerge(Exception):
    """The text says why, and what to do."""


@dataclass(frozen=True)
class Choice:
    """One thing that the two rows may say differently; `of_gone` proposes the second row's."""

    name: str
    label: str
    kept: str
    gone: str
    of_gone: bool

    @property
    def open(self) -> bool:
        """Both say something, and not the same."""
        return bool(self.kept and self.gone and self.kept != self.gone)


def choices(kept: Company, gone: Company) -> list[Choice]:
    """What the two say of each choice, and which one is proposed: the kept row's, unless it says nothing."""
    return [
        Choice(name, str(Company._meta.get_field(name).verbose_name), _shown(kept, name), _shown(gone, name), _proposed(kept, gone, name))
        for name in CHOICES
        if _shown(kept, name) or _shown(gone, name)
    ]  # fmt: skip


def attached(company: Company) -> list[tuple[str, list[str]]]:
    """What hangs on a company, as pairs of kind and names: all of it moves. What imports remember is not told."""
    found = []
    for field in _references():
        if not field.remote_field.hidden and field.model.__module__ != FormerIdentity.__module__:
            rows = field.model._default_manager.filter(**{field.name: company.pk})
            names = [str(getattr(row, "event", row)) for row in rows]
            found += [(str(field.model._meta.verbose_name_plural), names)] if names else []
    return found


@transaction.atomic
def merge(*, kept: int, gone: int, from_gone: frozenset[str], by: AbstractBaseUser) -> Company:
    """Make one of two companies (keys) and return it; `from_gone` names the choices taken from the row that goes.

    Lists and vocabularies are united. Raises CannotMerge if one of them is no longer there.
    """
    rows = {row.pk: row for row in Company.objects.select_for_update().filter(pk__in={kept, gone}).order_by("pk")}
    if len(rows) != 2:
        raise CannotMerge(_("もう一方の企業がありません。別の人が先にまとめたようです。一覧を開き直してください。"))
    company, other = rows[kept], rows[gone]
    values, words = _values(company, other, from_gone), {name: _united(company, other, name) for name in WORDS}
    remember(company, other, by=by)
    drafts.add_children(company, _children(other, company.pk))
    _move_all(other.pk, company.pk)
    for pair in DistinctPair.objects.filter(Q(first=other) | Q(second=other)).exclude(
        Q(first=company) | Q(second=company)
    ):
        keep_apart(company.pk, pair.first_id if pair.second_id == other.pk else pair.second_id)
    other.delete()  # before its number is given to the other
    _write(company, values, words)
    refresh(Company, [kept, gone])
    return company


def remember(company: Company, former: Company, by: AbstractBaseUser | None = None) -> None:
    """Let the address of `former`, and lists that still speak of it, lead to `company`."""
    known_by = {
        "corporate_number": former.corporate_number or "", "name": former.name, "name_key": former.name_key,
        "town": former.town, "block": former.block, "address": former.address,
    }  # fmt: skip
    FormerIdentity.objects.update_or_create(slug=former.slug, defaults={"company": company, "merged_by": by} | known_by)


@transaction.atomic
def keep_apart(first: int, second: int) -> None:
    """Staff have found two that look alike to be two: they are proposed no more."""
    low, high = sorted((first, second))
    DistinctPair.objects.get_or_create(first_id=low, second_id=high)


@transaction.atomic
def merge_words(*, kept: Word, gone: Word) -> int:
    """Let every company that carries `gone` carry `kept`, which takes over its names; returns how many there were."""
    model = type(kept)
    relation = model._meta.get_field("companies").field
    through, name = relation.remote_field.through, relation.m2m_reverse_field_name()
    list(model.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk"))
    companies = list(gone.companies.values_list("pk", flat=True))
    holding = through.objects.filter(**{name: kept.pk}).values("company_id")
    through.objects.filter(**{name: gone.pk}).exclude(
        company_id__in=list(holding.values_list("company_id", flat=True))
    ).update(**{name: kept.pk})
    drafts.replace_in_sets(Company, relation.name, gone.pk, kept.pk)
    names = [*kept.synonyms.splitlines(), gone.name, gone.english_name, *gone.synonyms.splitlines()]
    own = {fold(kept.name), fold(kept.english_name)}
    kept.synonyms = "\n".join({fold(word): word for word in reversed(names) if word and fold(word) not in own}.values())
    gone.delete()
    kept.save(update_fields=["synonyms"])
    refresh(Company, companies)
    return len(companies)


def _shown(company, name) -> str:
    shown = getattr(company, f"get_{name}_display", lambda: getattr(company, name))()
    if name == "address" and company.match_level:
        shown = f"{shown}（{company.get_match_level_display()}）"
    return "" if shown is None else str(shown)


def _proposed(kept, gone, name) -> bool:
    if name == "basis":
        return Company.Basis(gone.basis).strength > Company.Basis(kept.basis).strength
    return bool(not getattr(kept, name) and getattr(gone, name))


def _values(kept: Company, gone: Company, from_gone) -> dict:
    """The columns that change, with their new values."""
    taken = [choice for choice in from_gone if _shown(gone, choice)]  # nothing is taken in place of something
    values = {name: getattr(gone, name) for choice in taken for name in CHOICES[choice]}
    if "corporate_number" in taken and gone.closed_on:
        values |= {"closed_on": gone.closed_on, "hidden": True}  # what the register closed stays closed
    for name in LINES:
        lines = {
            fold(line): line for line in f"{getattr(gone, name)}\n{getattr(kept, name)}".splitlines() if line.strip()
        }
        values[name] = "\n".join(lines.values())
    for name in SETS:
        values[name] = Company._meta.get_field(name).in_order({*getattr(kept, name), *getattr(gone, name)})
    values["scholarship"] = kept.scholarship or gone.scholarship
    named = {"name": kept.name, "kana": kept.kana} | values
    keys = {"name_key": name_key(named["name"]), "sort_key": sort_key(named["name"], named["kana"])}
    return {name: value for name, value in (values | keys).items() if value != getattr(kept, name)}


def _united(kept, gone, name) -> list[int]:
    return sorted({row.pk for company in (kept, gone) for row in getattr(company, name).all()})


def _references() -> list[ForeignKey]:
    """Every foreign key of another table to companies whose rows move: not what is made anew, and no report of the past."""
    joins = {Company._meta.get_field(name).remote_field.through for name in WORDS}
    relations = Company._meta.get_fields(include_hidden=True)
    fields = [relation.field for relation in relations if relation.auto_created and not relation.concrete]
    return [field for field in fields if isinstance(field, ForeignKey) and field.model not in {*joins, *LEFT}]


def _children(company: Company, kept: int) -> dict[str, list[dict]]:
    """The rows that the CMS keeps within a company (pictures, numbers, …) by their relation, as JSON of company `kept`."""
    content = company.serializable_data()
    keys = [(key.remote_field.get_accessor_name(), key.name) for key in _references() if isinstance(key, ParentalKey)]
    return {relation: [row | {name: kept} for row in content[relation]] for relation, name in keys}


def _move_all(gone: int, kept: int) -> None:
    """Every row that names the one company names the other; what that one has already goes with the first."""
    for field in _references():
        for row in field.model._base_manager.filter(**{field.name: gone}):
            _move(row, field, kept)
        drafts.repoint(field, gone, kept)


def _move(row: Model, field: ForeignKey, kept: int) -> None:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.name: kept})
    except IntegrityError:
        return  # both take part in one event, both have the same person: one entry is enough


def _write(company, values, words):
    for name, value in values.items():
        setattr(company, name, value)
    for name in WORDS:
        getattr(company, name).set(words[name])
    try:
        with transaction.atomic():
            company.save()
    except IntegrityError as error:
        raise CannotMerge(_("同じ場所に同じ名前の企業が、もう一つあります。先にそちらとまとめてください。")) from error
    store_nearest_stations([company])
    content = company.serializable_data()
    drafts.overwrite(company, {name: content[name] for name in (*values, *WORDS)})
