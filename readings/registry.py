"""Which texts get furigana, on which pages they stand, and whose names have a reading that is known. Apps register them in their `readings.py`."""

from collections.abc import Callable, Iterable

_texts: dict[str, Callable[[], Iterable[str]]] = {}
_pages: dict[str, str] = {}
_names: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {}


def register(kind: str, texts: Callable[[], Iterable[str]], *, page: str) -> None:
    """`texts()` gives every text of `kind` ("tours.tour") that anybody may read now. The same kind again replaces it.

    `page` is the view's name ("tours:tour") where they stand: there, and nowhere else, the switch is shown.
    """
    _texts[kind] = texts
    _pages[kind] = page


def register_names(kind: str, names: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """`names()` gives (name as written, its reading in any kana) for names that a dictionary cannot know."""
    _names[kind] = names


def texts() -> Iterable[str]:
    for give in _texts.values():
        yield from give()


def has_furigana(view_name: str) -> bool:
    """Whether the page of this name shows texts with furigana."""
    return view_name in _pages.values()


def names() -> Iterable[tuple[str, str]]:
    for give in _names.values():
        yield from give()
