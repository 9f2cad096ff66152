"""The kinds of pages that have a share image, told by the rooms above in their `sharing.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model, QuerySet

from core.covers import Cover


class Words(NamedTuple):
    """What is said of a thing where it is shared, in the present language: `title` large, `who` below, `label` small.

    `name` is what its page is called, `description` one sentence or nothing.
    """

    title: str
    who: str
    label: str
    cover: Cover
    name: str
    description: str = ""


@dataclass(frozen=True)
class Kind:
    """`word` stands in addresses; `public()` are the rows that anybody may see, with what `words(row)` reads of them."""

    word: str
    model: type[Model]
    public: Callable[[], QuerySet]
    words: Callable[[Model], Words]


_kinds: dict[str, Kind] = {}


def register(word: str, *, model, public, words) -> None:
    """Called when Django is ready. The same word again replaces the kind; rows are found by their `slug`."""
    _kinds[word] = Kind(word, model, public, words)


def kinds() -> list[Kind]:
    """Every kind, in the order of their words."""
    return [_kinds[word] for word in sorted(_kinds)]


def get(word: str) -> Kind:
    """The kind that was registered under this word; KeyError if no app did."""
    return _kinds[word]


def find(word: str, slug: str):
    """The thing of this kind with this slug, or None: unknown, hidden or not published."""
    kind = _kinds.get(word)
    return kind and kind.public().filter(slug=slug).first()


def kind_of(thing) -> Kind:
    """The kind of a row; LookupError where nobody registered its model."""
    for kind in _kinds.values():
        if isinstance(thing, kind.model):
            return kind
    raise LookupError(type(thing).__name__)


def words_of(thing) -> Words:
    return kind_of(thing).words(thing)
