"""What the box of the search offers while somebody types: words, stations, towns and companies that anybody may see."""

import re
import threading
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.japanese import fold, romaji, without_legal_forms
from directory import changes
from directory.models import Company, CompanyStation, Field, Process, Station, Town
from search.services import titled

MOST = 8
MOST_OF_A_KIND = 3  # as long as other kinds can fill the rest
LONGEST = 40
KINDS = {"field": _("分野"), "process": _("加工"), "station": _("駅"), "town": _("町")}
_HALF_TYPED = re.compile("(?<=[ァ-ヺ])[a-z]{1,2}$")  # せっさk: what an input method has not yet made a kana of


@dataclass(frozen=True)
class Suggestion:
    """`hint` says what the label is, or which other word for it was typed; `url` is the list or the company's page."""

    kind: str
    label: str
    hint: str
    url: str


class Choice(NamedTuple):
    """A value of the list's filter, with everything it is called by: (folded, as written), its name first."""

    kind: str
    value: str
    name: str
    english_name: str
    called: tuple[tuple[str, str], ...]


class Hit(NamedTuple):
    inside: bool  # what was typed does not stand at the beginning
    suggestion: Suggestion


def suggestions(query: str, language: str) -> list[Suggestion]:
    """At most MOST, those that begin with what was typed first; nothing for what is no word."""
    asked = _HALF_TYPED.sub("", fold(query[:LONGEST].encode("utf-8", "ignore").decode()))
    if not asked:
        return []
    hits = [hit for choice in _choices() if (hit := _hit(choice, asked, language))]
    hits = sorted([*hits, *_companies(asked, language)], key=lambda hit: hit.inside)
    return [hit.suggestion for hit in _of_every_kind(hits)]


def _of_every_kind(hits):
    """The first MOST, but no kind shuts out the others: 「大森」 begins twenty towns."""
    seen, some, more = {}, [], []
    for number, hit in enumerate(hits):
        kind = hit.suggestion.kind
        seen[kind] = seen.get(kind, 0) + 1
        (some if seen[kind] <= MOST_OF_A_KIND else more).append(number)
    return [hits[number] for number in sorted((some + more)[:MOST])]


def _hit(choice, asked, language):
    for inside in (False, True):
        for folded, written in choice.called:
            if asked in folded if inside else folded.startswith(asked):
                return Hit(inside, _suggestion(choice, written, language))
    return None


def _suggestion(choice, written, language):
    label = (language == "en" and choice.english_name) or choice.name
    other = choice.kind in ("field", "process") and written not in (choice.name, label)
    hint = f"{written} → {label}" if other else str(KINDS[choice.kind])
    return Suggestion(
        choice.kind, label, hint, f"{reverse('directory:companies')}?{urlencode({choice.kind: choice.value})}"
    )


def _companies(asked, language):
    """Companies by name, reading or English name, from two letters on."""
    name = without_legal_forms(asked)
    begins = titled("directory.company", name, MOST) if len(name) > 1 else {}
    companies = Company.objects.public().select_related("town").in_bulk(list(begins))
    for pk, at_the_beginning in begins.items():
        if company := companies.get(pk):
            label = (language == "en" and company.english_name) or company.name
            hint = company.town.name if company.town else gettext("企業")
            yield Hit(not at_the_beginning, Suggestion("company", label, hint, company.get_absolute_url()))


_lock = threading.Lock()
_kept: tuple | None = None  # stamp, choices


def _choices() -> list[Choice]:
    """All values that some public company has, as of now: read again in the request after a change."""
    global _kept
    stamp = changes.stamp()
    with _lock:
        if _kept is None or _kept[0] != stamp:
            _kept = (stamp, _read())
        return _kept[1]


def _read():
    shown = Company.objects.public()
    near = CompanyStation.objects.filter(station=OuterRef("pk"), company__in=shown)
    fields = Field.objects.filter(Exists(shown.filter(fields=OuterRef("pk"))))
    processes = Process.objects.filter(Exists(shown.filter(processes=OuterRef("pk"))))
    stations = Station.objects.filter(Exists(near))
    towns = Town.objects.filter(Exists(shown.filter(town=OuterRef("pk"))))
    words = [
        _choice(kind, word.slug, word.name, word.english_name, *word.synonyms.splitlines())
        for kind, rows in (("field", fields), ("process", processes))
        for word in rows
    ]
    places = [
        _choice(kind, place.slug, place.name, "", place.kana, romaji(place.kana))
        for kind, rows in (("station", stations), ("town", towns))
        for place in rows
    ]
    return words + places


def _choice(kind, value, name, english_name, *others):
    called = tuple((fold(written), written) for written in (name, english_name, *others) if written.strip())
    return Choice(kind, value, name, english_name, called)
