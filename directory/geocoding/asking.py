"""Asking an address search that answers as 国土地理院's does, through geopy: a JSON list of GeoJSON features."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder

from core.japanese import strip_controls
from directory.geometry import Point

TIMEOUT = 10  # seconds for a whole answer
LARGEST = 512 * 1024  # bytes; a street's addresses take 20 KB
MOST = 500  # candidates looked at
PAUSE = 1  # seconds between questions
RETRIES, RETRY_PAUSE = 3, 10  # after an error, and seconds before each


@dataclass(frozen=True)
class Candidate:
    """One place the search knows, as it names it."""

    point: Point
    title: str


class BoundedAdapter(URLLibAdapter):
    """Reads no more than LARGEST bytes and no longer than TIMEOUT, whatever is sent."""

    def get_json(self, url, *, timeout, headers):
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise GeocoderParseError("no JSON") from None

    def _decode_page(self, page):
        deadline, body = time.monotonic() + TIMEOUT, bytearray()
        try:
            while block := page.read1(8192):
                body += block
                if len(body) > LARGEST or time.monotonic() > deadline:
                    raise GeocoderParseError("too long an answer")
            return body.decode()
        except UnicodeDecodeError:
            raise GeocoderParseError("no UTF-8") from None
        except OSError as error:
            raise GeocoderServiceError("broken off") from error


class AddressSearch(Geocoder):
    """The search at `url`. Raises geopy.exc.GeocoderServiceError for every answer that cannot be used."""

    def __init__(self, url: str, **kwargs):
        agent = f"machikoba ({settings.BASE_URL})"
        super().__init__(timeout=TIMEOUT, user_agent=agent, adapter_factory=BoundedAdapter, **kwargs)
        self.url = url.partition("?")[0]

    def geocode(self, query: str) -> list[Candidate]:
        """The places known by this address, none if it knows none."""
        return self._call_geocoder(f"{self.url}?{urlencode({'q': query})}", _candidates)


class Paced(RateLimiter):
    """geopy's limiter, by a clock that can be another one."""

    def __init__(self, func, *, clock, sleep):
        super().__init__(
            func,
            min_delay_seconds=PAUSE,
            max_retries=RETRIES,
            error_wait_seconds=RETRY_PAUSE,
            swallow_exceptions=False,
        )
        self._clock, self._sleep = clock, sleep


def address_search(
    url: str, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
) -> Callable[[str], list[Candidate]]:
    """A function that asks the search at `url`, one question a second, each a few times if it has to."""
    return Paced(AddressSearch(url).geocode, clock=clock, sleep=sleep)


def _candidates(features):
    if not isinstance(features, list):
        raise GeocoderParseError("no list")
    try:
        return [_candidate(feature) for feature in features[:MOST]]
    except (KeyError, TypeError, ValueError):
        raise GeocoderParseError("no features") from None


def _candidate(feature):
    lon, lat = feature["geometry"]["coordinates"][:2]
    title = feature["properties"]["title"]
    if not (isinstance(title, str) and -90 <= lat <= 90 and -180 <= lon <= 180):  # NaN is refused, too
        raise ValueError
    return Candidate((float(lat), float(lon)), " ".join(strip_controls(title).replace("\x00", "").split())[:200])
