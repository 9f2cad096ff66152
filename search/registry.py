"""Which things are searched for. Apps register their models in AppConfig.ready(); this app knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Document:
    """What is searched of one object, as it stands on its page; the index folds it.

    A question that stands in the title ranks before one in the key words, and that before one in the text.
    """

    title: str
    keywords: str = ""
    text: str = ""


@dataclass(frozen=True)
class Searchable:
    kind: str
    model: type[Model]
    document: Callable[[Model], Document]
    queryset: Callable[[], QuerySet]


_searchables: dict[type[Model], Searchable] = {}


def register(model, *, kind: str, document: Callable[[Model], Document], queryset: Callable[[], QuerySet]) -> None:
    """Have objects of `model` indexed under `kind` ("app.model").

    `queryset()` gives the objects that anybody may see, with all that `document(object)` reads fetched in one go.
    """
    _searchables[model] = Searchable(kind, model, document, queryset)


def of(model) -> Searchable:
    """What was registered for `model`; KeyError if nothing was."""
    return _searchables[model]


def everything() -> list[Searchable]:
    return list(_searchables.values())
