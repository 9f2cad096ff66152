"""How often one address may book, try codes or read. Generous: a whole school class shares one address.

Counted in fixed windows. Two requests at the same moment may count as one, which is harmless. What writes is counted in
the shared cache; what only reads, in the memory of each process: reading must not write to the database.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import BaseThrottle

from core.tokens import keyed_hash

LOOPBACK = ip_address("127.0.0.1")
FORWARDED = "HTTP_X_FORWARDED_FOR"
NETWORK = 64  # bits of an IPv6 address that a provider gives out


@dataclass(frozen=True)
class Limit:
    """`times` requests of one address within `seconds`, counted in the cache `store`."""

    name: str
    times: int
    seconds: int
    store: str = "default"

    def allows(self, request, whom: str = "") -> bool:
        """Count this request; False if its address has used up its share of the present window.

        With `whom` it is counted for them instead: a mail address that somebody typed may be a stranger's.
        """
        if _from_this_machine(request):
            return True
        window = int(time.time()) // self.seconds
        counted = keyed_hash("bookings.limit", whom.lower() or _visitor(request))
        key = f"limit:{self.name}:{window}:{counted}"
        cache = caches[self.store]
        used = cache.get(key, 0)
        if used < self.times:
            cache.set(key, used + 1, self.seconds)
        return used < self.times

    def wait(self) -> int:
        """Seconds until the present window ends."""
        return self.seconds - int(time.time()) % self.seconds


BOOK = Limit("book", times=120, seconds=600)
PIN_MAILS = Limit("pins", times=10, seconds=3600)  # to one mail address, whoever asks for them
CONFIRM = Limit("confirm", times=120, seconds=600)
PASS = Limit("pass", times=30, seconds=60, store="process")  # a picture costs as much as twenty pages
API = Limit("api", times=20, seconds=60)
READ = Limit("read", times=120, seconds=60, store="process")
MAP = Limit("map", times=600, seconds=60, store="process")  # asked for again at every change of a filter
FILES = Limit("files", times=60, seconds=60, store="process")


def client_address(request):
    """Who asks: the peer, or what a proxy of settings.TRUSTED_PROXIES says about its own peer."""
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get(FORWARDED, "").rpartition(",")[2].strip()
    trusted = any(peer in network for network in settings.TRUSTED_PROXIES)
    return _address(forwarded, peer) if trusted else peer


def _visitor(request):
    """The address by which somebody is counted; of IPv6 the network, in which one home has more than it could ever use."""
    address = client_address(request)
    return str(ip_network((address, NETWORK), strict=False) if address.version == 6 else address)


def _from_this_machine(request):
    """Somebody at the keyboard of this machine. A word about loopback that was passed on is anybody's."""
    return _address(request.META.get("REMOTE_ADDR", "")).is_loopback and FORWARDED not in request.META


def _address(text, otherwise=LOOPBACK):
    """The address in a text, ::ffff:10.0.0.1 as 10.0.0.1; `otherwise` for none, as of a socket of this machine."""
    try:
        address = ip_address(text)
    except ValueError:
        return otherwise
    return getattr(address, "ipv4_mapped", None) or address


class BookingThrottle(BaseThrottle):
    """The API's share of the same limits."""

    def allow_request(self, request, view):
        return API.allows(request)

    def wait(self):
        return API.wait()


class ReadingThrottle(BaseThrottle):
    """For all of the API that only reads."""

    limit = READ

    def allow_request(self, request, view):
        return request.method not in SAFE_METHODS or self.limit.allows(request)

    def wait(self):
        return self.limit.wait()


class MapThrottle(ReadingThrottle):
    limit = MAP


def too_often(seconds: int) -> str:
    """What somebody reads who has used up their share, and what to do next."""
    return _("アクセスが多すぎます。%(seconds)s秒たってから、もう一度ためしてください。") % {"seconds": seconds}


def limited(limit: Limit) -> Callable:
    """For views that answer programs: 429 with a sentence and Retry-After beyond the limit."""

    def decorator(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            if limit.allows(request):
                return view(request, *args, **kwargs)
            wait = limit.wait()
            return HttpResponse(
                too_often(wait), status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": wait}
            )

        return inner

    return decorator
