"""Which things are searched for. Apps register their models in AppConfig.ready(); this app knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from search.vocabulary import Vocabulary

LARGEST_KEY = 2**40  # room for the keys of one kind among the ids of all documents


@dataclass(frozen=True)
class Document:
    """What is searched of one object, as it stands on its page, a line for each thing; the index folds it.

    `terms` are the keys of those words of the kind's vocabulary that the object carries. Their names and synonyms
    stand in no document: a question is looked up in the vocabulary at the moment it is asked.
    """

    title: str
    keywords: str = ""
    text: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Searchable:
    number: int
    kind: str
    model: type[Model]
    document: Callable[[Model], Document]
    queryset: Callable[[], QuerySet]
    vocabulary: Callable[[], Vocabulary]

    @property
    def base(self) -> int:
        """What added to an object's key gives its document's id."""
        return self.number * LARGEST_KEY


_searchables: dict[type[Model], Searchable] = {}


def register(
    model,
    *,
    number: int,
    kind: str,
    document: Callable[[Model], Document],
    queryset: Callable[[], QuerySet],
    vocabulary: Callable[[], Vocabulary] = Vocabulary,
) -> None:
    """Have objects of `model` indexed under `kind` ("app.model") and a `number` that no other kind has or ever had.

    `queryset()` gives the objects that anybody may see, with all that `document(object)` reads fetched in one go.
    `vocabulary()` gives the words that documents carry as terms, as they are now.
    """
    if any(number == other.number for other in _searchables.values()):
        raise ValueError(f"{kind}: the number {number} is taken")
    _searchables[model] = Searchable(number, kind, model, document, queryset, vocabulary)


def of(model) -> Searchable:
    """What was registered for `model`; KeyError if nothing was."""
    return _searchables[model]


def of_kind(kind: str) -> Searchable:
    """What was registered under `kind`; KeyError if nothing was."""
    for searchable in everything():
        if searchable.kind == kind:
            return searchable
    raise KeyError(kind)


def everything() -> Iterable[Searchable]:
    return _searchables.values()
