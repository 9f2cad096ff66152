"""Changes to companies that have a rule."""

from django.db import transaction
from django.utils import timezone

from directory.geometry import Point
from directory.models import Company, Town
from directory.places import store_nearest_stations
from search.services import refresh


@transaction.atomic
def change_facts(company: Company, **facts) -> None:
    """Write facts that hold at once (`Company.LIVE_AT_ONCE`), whatever draft of the company is being worked on.

    A changed point or town brings its nearest stations along (of a home only the town is told); what is hidden leaves the search in the same transaction.
    """
    unknown = set(facts) - set(Company.LIVE_AT_ONCE)
    if unknown:
        raise ValueError(f"not facts that hold at once: {sorted(unknown)}")
    moved = any(name in facts and facts[name] != getattr(company, name) for name in ("lat", "lon", "town"))
    Company.objects.filter(pk=company.pk).update(**facts, updated_at=timezone.now())
    if moved:
        store_nearest_stations(Company.objects.filter(pk=company.pk))
    refresh(Company, [company.pk])


@transaction.atomic
def take_point(company: Company, point: Point, *, town: Town) -> bool:
    """Take over an exact point that was found for the address of `company`, as it was read.

    False, and nothing written, if its address has changed since or its place is no coarse one any more: what somebody
    set by hand stays.
    """
    unchanged = Company.objects.to_geocode().filter(pk=company.pk, address=company.address, town=company.town)
    fresh = unchanged.select_for_update().first()
    if fresh is None:
        return False
    change_facts(fresh, lat=point[0], lon=point[1], match_level=Company.MatchLevel.BLOCK, town=town)
    return True


def pin(company: Company, point: Point, *, town: Town | None = None, show: bool = False) -> None:
    """Put a company where staff say it is; neither an import nor an address search moves it after that.

    `town`: the one it belongs to, where none was known. `show`: no longer hidden.
    """
    further = {"town": town} if town else {}
    further |= {"hidden": False} if show else {}
    change_facts(company, lat=point[0], lon=point[1], match_level=Company.MatchLevel.MANUAL, **further)
