"""Where a company is, as far as anybody may take it in bulk: in lists, on the map, over the API, in open data.

A company without a corporate number may be one person, and its address a home. Of such a one machines are told its town
and nothing nearer: a box, a walk to a known station or a distance would find the house as surely as its address. Its own
page says what its consent covers.
"""

from django.conf import settings
from django.db.models import Case, F, FloatField, Q, When

from directory.geometry import Point
from directory.models import Company, CompanyQuerySet, Town

_HOME = Q(Q(corporate_number__isnull=True) | Q(corporate_number=""), lat__isnull=False)


def is_sole(company: Company) -> bool:
    """No corporate number is known; works for rows with that attribute, too."""
    return not company.corporate_number


def open_point(company: Company) -> Point | None:
    """The company's point, of a sole proprietor its town's; None where there is none."""
    place = company.town if is_sole(company) else company
    return None if place is None or company.lat is None else (place.lat, place.lon)


def open_level(company: Company, town: Town | None) -> str:
    """How exact `open_point` is, as a `Company.MatchLevel`; `town` is the company's, as rows do not know it."""
    if not is_sole(company):
        return company.match_level
    if town is None or company.lat is None:
        return Company.MatchLevel.NONE
    return Company.MatchLevel.CHOME if town.chome else Company.MatchLevel.TOWN


def open_address(company: Company, town: Town | None) -> str:
    """The address, of a sole proprietor without what follows its town; `town` is the company's."""
    if not is_sole(company):
        return company.address
    return settings.WARD["prefecture"] + settings.WARD["city"] + (town.name if town else "")


def with_open_point(companies: CompanyQuerySet) -> CompanyQuerySet:
    """Each with `open_lat` and `open_lon`: what `open_point` says, for rows that are no objects."""
    axes = {"open_lat": "lat", "open_lon": "lon"}
    told = {
        name: Case(When(_HOME, then=F(f"town__{axis}")), default=F(axis), output_field=FloatField())
        for name, axis in axes.items()
    }
    return companies.annotate(**told)
