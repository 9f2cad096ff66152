"""Rewriting references inside drafts: a revision is JSON, which no foreign key of the database protects."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Revision, RevisionMixin


def repoint(field: ForeignKey, gone: int, kept: int) -> None:
    """Let every revision that names row `gone` by this foreign key name row `kept`."""
    if issubclass(field.model, RevisionMixin):
        for revision in _revisions(field.model):
            if revision.content.get(field.name) == gone:
                _store(revision, {field.name: kept})
    for parent in _parents(field):
        child = parent.remote_field.get_accessor_name()
        for revision in _revisions(parent.remote_field.model):
            rows = revision.content.get(child) or []
            if any(row.get(field.name) == gone for row in rows):
                held = {row.get(field.name) for row in rows}
                rows = [row for row in rows if row.get(field.name) != gone or kept not in held]
                _store(revision, {child: [_moved(row, field.name, gone, kept) for row in rows]})


def replace_in_sets(model: type[Model], name: str, gone: int, kept: int) -> None:
    """The same for a many-to-many relation, which a revision holds as a list of keys."""
    for revision in _revisions(model):
        held = revision.content.get(name) or []
        if gone in held:
            _store(revision, {name: list(dict.fromkeys(kept if key == gone else key for key in held))})


def overwrite(item: Model, values: dict) -> None:
    """Take values (as JSON) into the latest draft of one object, so that publishing it does not bring back others."""
    if item.latest_revision:
        _store(item.latest_revision, values)


def add_children(item: Model, rows: dict[str, list[dict]]) -> None:
    """Add rows (as JSON) to child relations of the latest draft of one object, which publishing it would delete otherwise.

    A relation that the draft does not know is left alone by publishing, too.
    """
    if item.latest_revision:
        held = item.latest_revision.content
        _store(item.latest_revision, {name: held[name] + more for name, more in rows.items() if name in held})


def _parents(field) -> list[ParentalKey]:
    return [key for key in field.model._meta.fields if isinstance(key, ParentalKey) and key is not field]


def _revisions(model) -> Iterator[Revision]:
    content_type = ContentType.objects.get_for_model(model)
    return Revision.objects.filter(content_type=content_type).order_by("pk").iterator(200)


def _moved(row, name, gone, kept):
    return row | {name: kept} if row.get(name) == gone else row


def _store(revision, values):
    revision.content |= values
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
