"""Which things are searched for. Apps register their models in AppConfig.ready(); this app knows none of them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Model

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
    keys: Callable[[], Iterable[int]]
    documents: Callable[[Collection[int]], dict[int, Document]]
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
    keys: Callable[[], Iterable[int]],
    documents: Callable[[Collection[int]], dict[int, Document]],
    vocabulary: Callable[[], Vocabulary] = Vocabulary,
) -> None:
    """Have objects of `model` indexed under `kind` ("app.model") and a `number` that no other kind has or ever had.

    `keys()` gives the keys of the objects that anybody may see; `documents(keys)` the documents of those among some
    objects that anybody may see, in as many statements for one as for many.
    `vocabulary()` gives the words that documents carry as terms, as they are now.
    """
    if any(number == other.number for other in _searchables.values()):
        raise ValueError(f"{kind}: the number {number} is taken")
    _searchables[model] = Searchable(number, kind, model, keys, documents, vocabulary)


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
