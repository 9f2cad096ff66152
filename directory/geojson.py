"""The points of the map. 3,600 companies must reach a phone in 60 KB, so a feature is its slug, its point, a number."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from directory import index
from directory.filters import CompanyFilter
from directory.index import Index, as_positions

KEPT = 32  # answers per index; the same few selections are asked for again and again


@dataclass
class Features:
    """One answer: `plain` and `zipped` bytes, made when first asked for."""

    index: Index
    companies: int

    @cached_property
    def plain(self) -> bytes:
        index = self.index
        fields = [word.value for word in index.words["field"]]
        first = {}
        for number in reversed(range(len(fields))):
            first |= dict.fromkeys(as_positions(self.companies & index.sets["field"][fields[number]]), number)
        found = [
            _feature(index, at, first.get(at))
            for at in as_positions(self.companies)
            if index.entries[at].lat is not None
        ]
        collection = {"type": "FeatureCollection", "fields": fields, "features": found}
        return json.dumps(collection, separators=(",", ":")).encode()

    @cached_property
    def zipped(self) -> bytes:
        return gzip.compress(self.plain, mtime=0)


def etag(query: str, filters: CompanyFilter | None = None) -> str:
    """The ETag of what a question (the query string) is answered now; whether it can be answered is not looked at.

    It names question and state, so that a reader who has the answer costs neither a filter nor an answer. What can be
    booked changes with the time and with every booking: such a question needs `filters`, and the ETag names the
    companies found, too.
    """
    companies = f"{filters.companies:x}" if filters else ""
    now = filters.index if filters else index.current()
    return f'W/"{hashlib.sha256(f"{now.stamp}?{query}#{companies}".encode()).hexdigest()[:32]}"'


def features(filters: CompanyFilter) -> Features:
    """The answer for a filter, out of the index's small store if it was asked for before."""
    kept = filters.index.kept["features"]
    if filters.companies not in kept:
        if len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[filters.companies] = Features(filters.index, filters.companies)
    return kept[filters.companies]


def _feature(index, at, field):
    entry = index.entries[at]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(entry.lon, 5), round(entry.lat, 5)]},
        "properties": {"slug": entry.slug, "field": field},
    }
