"""One line of a list with every value cleaned and its place found."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.translation import gettext as _

from directory.importing import choices, cleaning
from directory.importing.cleaning import Unusable
from directory.importing.locating import Locator, OutOfWard, Place
from directory.importing.reading import SourceRow
from directory.importing.words import Vocabulary
from directory.models import Company, Field, Process, Town
from directory.outline import Outline

CHOICES = {
    "industry": choices.industry, "recruiting": choices.recruiting, "scholarship": choices.yes, "facts": choices.facts,
}  # fmt: skip
ONCE = {
    "slug": cleaning.slug, "basis": choices.basis, "source": lambda text: cleaning.line_of_text(text, longest=120),
    "hidden": choices.yes, "closed_on": cleaning.day, "confirmed_on": cleaning.day,
}  # fmt: skip
_ADDRESS_PARTS = ("prefecture", "city", "town_part", "block_part")


class Refused(ValueError):
    """Nothing of the line is written; the text is the reason."""


@dataclass
class CleanRow:
    """What a line says of a company; what could not be used stands in `reasons`, in Japanese, with its column."""

    line: int
    values: dict[str, object] = field(default_factory=dict)  # by field of Company
    words: dict[str, set[int]] = field(default_factory=dict)  # "fields" and "processes": keys of their words
    reasons: list[str] = field(default_factory=list)
    place: Place | None = None
    own_point: bool = False  # the list itself says where the company is
    written: str = ""  # the address as the list has it
    once: dict[str, object] = field(default_factory=dict)  # what only a new company takes: its own page's name, …


class RowCleaner:
    def __init__(self):
        towns = list(Town.objects.all())
        self.locator = Locator(towns)
        self.outline = Outline([(town.lat, town.lon) for town in towns])
        self.towns = {town.name: town for town in towns}
        self.vocabularies = {"fields": Vocabulary(Field.objects.all()), "processes": Vocabulary(Process.objects.all())}

    def clean(self, row: SourceRow) -> CleanRow:
        """The line's values. Raises Refused if it has no name or lies outside the ward."""
        clean = CleanRow(row.line)
        clean.values["name"] = self._name(row)
        if len(row.cells) == 1:  # 「合計 120社」 below the list
            raise Refused(_("企業名のほかに何も書かれていません。"))
        self._take(row, "number", cleaning.number, clean, into="corporate_number")
        for column, cleaner in (cleaning.CLEANERS | CHOICES | (cleaning.OWN if row.text("slug") else {})).items():
            self._take(row, column, cleaner, clean)
        self._take(row, "opening", choices.opening, clean, into="opening_mode")
        self._take(row, "capital", lambda text: cleaning.capital(text, row.header("capital")), clean)
        self._take_words(row, clean)
        self._take_once(row, clean)
        clean.place = self._place(row, clean)
        return clean

    def _take_once(self, row, clean):
        """What an own export says of a company beside the facts of a list; a company that is there keeps its own."""
        values, reasons = clean.values, clean.reasons
        clean.values, clean.reasons = clean.once, []
        for column, cleaner in ONCE.items():
            self._take(row, column, cleaner, clean)
        clean.values, clean.reasons = values, reasons

    def _name(self, row):
        if not row.text("name"):
            raise Refused(_("企業名: 名前がありません。"))
        try:
            return _readable(row.text("name"), cleaning.own_name if row.text("slug") else cleaning.name)
        except Unusable as reason:
            raise Refused(f"{row.header('name')}: {reason}") from reason

    def _take(self, row, column, cleaner: Callable, clean, into=""):
        """Put one value into the row, or the reason why not; a blank cell says nothing."""
        if text := row.text(column):
            try:
                clean.values[into or column] = _readable(text, cleaner)
            except Unusable as reason:
                _explain(row, column, reason, clean)

    def _take_words(self, row, clean):
        for column, vocabulary in self.vocabularies.items():
            words, unknown = vocabulary.find(row.text(column)[: cleaning.MAX_TEXT])
            clean.words[column] = {word.pk for word in words}
            if unknown:
                named = "」「".join(word[:30] for word in unknown[:5])
                _explain(
                    row, column, _("「%(words)s」は登録のない語のため、入れていません。") % {"words": named}, clean
                )

    def _place(self, row, clean) -> Place | None:
        """Where the row is: by its own point if that can be, else by its address."""
        written = clean.written = written_address(row)
        try:
            place = self.locator.locate(written) if written else None
        except OutOfWard as error:
            reason = _("%(city)sの住所ではありません。") % {"city": settings.WARD["city"]}
            raise Refused(f"{_address_header(row)}: {reason}") from error
        if place and place.town is None and (town := self.towns.get(row.text("town_part"))):
            place = self.locator.in_town(place, town)
        if place and row.text("slug"):
            # our own export has it as it is to stand, with its own columns for the rest
            place = replace(place, address=written[:200], building="", postal_code="")
        self._take(row, "postal_code", cleaning.postal_code, clean)
        self._take(row, "building", cleaning.own_line(120) if row.text("slug") else cleaning.building, clean)
        return self._located(row, clean, place)

    def _point(self, row, clean) -> tuple[float, float] | None:
        """The latitude and longitude that the list gives; None, and the reason why, if they cannot be used."""
        written = [row.text(axis) for axis in ("lat", "lon")]
        if not any(written):
            return None
        try:
            if not all(written):
                raise Unusable(_("そろっていないため、使っていません。"))
            return tuple(_readable(text, cleaning.degrees) for text in written)
        except Unusable as reason:
            _explain_point(reason, clean)
            return None

    def _located(self, row, clean, place):
        point = self._point(row, clean)
        if place is None:
            clean.reasons.append(
                f"{_address_header(row)}: " + _("住所がないため、地図に置けません。職員が場所を決めるまで非表示です。")
            )
            return None
        if place.lat is None:
            clean.reasons.append(
                f"{_address_header(row)}: "
                + _("町がわからないため、地図に置けません。職員が場所を決めるまで非表示です。")
            )
        elif place.town is None:
            clean.reasons.append(f"{_address_header(row)}: " + _("丁目がないため、町のまん中に置きました。"))
        if point is None:
            return place
        if self.outline.holds(point):
            clean.own_point = place.lat is not None
            level = choices.level(row.text("match_level")) or Company.MatchLevel.BLOCK
            return replace(place, lat=point[0], lon=point[1], level=level) if clean.own_point else place
        swapped = self.outline.holds(point[::-1])
        reason = (
            _("逆になっているため、住所から求めました。") if swapped else _("区の外の地点のため、住所から求めました。")
        )
        _explain_point(reason, clean)
        return place


def written_address(row: SourceRow) -> str:
    return row.text("address") or "".join(row.text(part) for part in _ADDRESS_PARTS)


def _address_header(row):
    return next((row.header(part) for part in ("address", *_ADDRESS_PARTS) if part in row.cells), _("所在地"))


def _explain(row, column, reason, clean):
    clean.reasons.append(f"{row.header(column)}: {reason}")


def _explain_point(reason, clean):
    clean.reasons.append(_("緯度・経度") + f": {reason}")


def _readable(text, cleaner):
    if len(text) > cleaning.MAX_TEXT:
        raise Unusable(_("5,000文字を超えているため、入れていません。"))
    if "\ufffd" in text:
        raise Unusable(_("文字化けしているため、入れていません。"))
    return cleaner(text)
