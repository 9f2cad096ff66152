"""What a line of an import changed, and why a run cannot be taken back, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.importing.facts import POINT, WORDS
from directory.importing.undoing import Blocker
from directory.models import Company, ImportLine
from directory.proposal_words import in_words, names_of_words

LONGEST = 40  # characters of a value
DERIVED = ("name_key", "sort_key", "imported", "proposed")  # or no value of the company at all
PLACED = (*POINT, "town", "block")
REMEMBERED = {"point": "lat", "former_names": "name"}  # by which field what only imports remember is told
# What can hang on a company, where the model's own name is none that staff know.
HELD = {
    "directory.Membership": gettext_lazy("企業の担当者"),
    "directory.FormerIdentity": gettext_lazy("統合した企業"),
    "directory.DistinctPair": gettext_lazy("「別の企業」とした判断"),
    "events.Participation": gettext_lazy("イベント"),
}


def changes_of(lines: Iterable[ImportLine]) -> dict[int, list[str]]:
    """By the key of a line what it changed of its company: 「従業員数：20 → 31」; nothing for a dry run."""
    lines = [line for line in lines if line.before is not None and line.after is not None]
    names = names_of_words() if any(name in line.after for line in lines for name in WORDS) else {}
    return {line.pk: _changes(line, names) for line in lines}


def _changes(line, names):
    # in the order of the form: a database may keep the keys of an object in any
    fields = (field.name for field in Company._meta.get_fields())
    shown = [name for name in fields if name in line.after and name not in (*DERIVED, *PLACED)]
    told = [
        _("%(label)s：%(before)s → %(after)s")
        % {"label": label(name), "before": _short(name, line.before.get(name), names), "after": _short(name, line.after[name], names)}
        for name in shown
    ]  # fmt: skip
    moved = "address" not in shown and any(name in line.after for name in PLACED)
    return [*told, *([label("lat")] if moved else [])]


def _short(name, value, names):
    text = " ".join(in_words(name, value, names).split())
    return (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") or _("（なし）")


def label(name: str) -> str:
    """A field by the name that people read; all that says where a company lies on the map is one thing."""
    return _("地図の位置") if name in PLACED else str(Company._meta.get_field(name).verbose_name)


def why(blocker: Blocker) -> list[str]:
    """Why a company keeps its run from being taken back, a sentence for each reason."""
    found = []
    if labels := _labels(blocker.changed):
        found.append(_("取り込みのあとで変わった項目：%(labels)s") % {"labels": labels})
    elif labels := _labels(blocker.said_anew):
        found.append(_("別の取り込みで新しくなった項目：%(labels)s") % {"labels": labels})
    if blocker.held:
        kinds = dict.fromkeys(str(HELD.get(model._meta.label, model._meta.verbose_name)) for model in blocker.held)
        found.append(_("この企業を使っているもの：%(kinds)s") % {"kinds": "、".join(kinds)})
    if blocker.worked_on:
        found.append(_("「ページの編集」で人が手を入れています。"))
    return found


def _labels(names):
    shown = [REMEMBERED.get(name, name) for name in names if name not in DERIVED]
    moved = "address" in shown  # and the place on the map with it
    return "、".join(dict.fromkeys(label(name) for name in shown if not (moved and name in PLACED)))
