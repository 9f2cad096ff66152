"""Towns and stations in the database: loading them, and which stations a company is near to."""

import heapq
from collections.abc import Iterable
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects

from directory.geometry import Point, metres, walking_minutes
from directory.models import Company, CompanyStation, Field, Process, Station, Town
from directory.open_points import is_sole, open_point
from directory.place_sources import read_stations, read_towns
from directory.vocabulary import FIELDS, PROCESSES

NEAREST = 3


def load_towns() -> int:
    """Bring the ward's towns up to date; returns how many there are."""
    records = read_towns(settings.WARD["prefecture"], settings.WARD["city"])
    Town.objects.bulk_create(
        [Town(**asdict(record)) for record in records],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["slug", "oaza", "chome", "kana", "area", "lat", "lon"],
    )
    return len(records)


def load_stations() -> int:
    """Bring the stations in and around the ward up to date, from the towns in the database."""
    points = list(Town.objects.values_list("lat", "lon"))
    records = read_stations(settings.WARD["city"], points)
    Station.objects.bulk_create(
        [Station(**asdict(record)) for record in records],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "kana", "lines", "lat", "lon"],
    )
    return len(records)


@transaction.atomic
def load_vocabularies() -> int:
    """Fill a vocabulary that is still empty; one with words in it belongs to the ward and is left alone."""
    added = 0
    for model, words in ((Field, FIELDS), (Process, PROCESSES)):
        if not model.objects.exists():
            rows = [model(**asdict(word), order=order * 10) for order, word in enumerate(words, start=1)]
            added += len(model.objects.bulk_create(rows))
    return added


def nearest_stations(point: Point, stations: Iterable[Station], count: int = NEAREST) -> list[tuple[Station, int]]:
    """The `count` stations nearest to a point, nearest first, each with minutes on foot."""
    near = heapq.nsmallest(count, stations, key=lambda station: metres(point, (station.lat, station.lon)))
    return [(station, walking_minutes(point, (station.lat, station.lon))) for station in near]


def store_nearest_stations(companies: Iterable[Company]) -> None:
    """Compute and store the nearest stations of these companies, from the point that is open: three walks to known
    stations would tell a home as exactly as its address. The caller's transaction holds both."""
    companies = list(companies)
    prefetch_related_objects([company for company in companies if is_sole(company)], "town")
    stations = list(Station.objects.all())
    CompanyStation.objects.filter(company__in=companies).delete()
    CompanyStation.objects.bulk_create(
        CompanyStation(company=company, station=station, rank=rank, minutes=minutes)
        for company in companies
        if (point := open_point(company)) is not None
        for rank, (station, minutes) in enumerate(nearest_stations(point, stations), start=1)
    )
