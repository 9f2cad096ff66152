"""What a drawing is of, in a form that lists, templates and caches can carry."""

from collections.abc import Iterable
from typing import NamedTuple

from core.covers.families import family_of
from core.covers.palettes import field_of


class Cover(NamedTuple):
    """The drawing of one thing: its slug, one of FAMILIES, and a name that `field_of` gives."""

    slug: str
    family: str
    field: str


def cover_of(slug: str, processes: Iterable[str] = (), fields: Iterable[tuple[str, str]] = ()) -> Cover:
    """The drawing of something with these processes (slugs) and fields (slug, colour or ""), the first ones counting."""
    field, colour = next(iter(fields), ("", ""))
    return Cover(slug, family_of(processes, slug, field), field_of(field, colour))
