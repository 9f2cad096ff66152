"""How often one address may book or try codes. Generous: a whole school class shares one address.

Counted in the shared cache, in fixed windows. Two requests at the same moment may count as one, which is harmless.
"""

import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

from core.tokens import keyed_hash

LOOPBACK = ip_address("127.0.0.1")
# Where a proxy of ours can stand. Not `is_private`, which counts documentation and test networks as well.
INSIDE = [
    ip_network(net) for net in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7")
]


@dataclass(frozen=True)
class Limit:
    """`times` requests of one address within `seconds`."""

    name: str
    times: int
    seconds: int

    def allows(self, request) -> bool:
        """Count this request; False if the address has used up its share of the present window."""
        address = client_address(request)
        if address.is_loopback:
            return True
        window = int(time.time()) // self.seconds
        key = f"limit:{self.name}:{window}:{keyed_hash('bookings.limit', str(address))}"
        used = cache.get(key, 0)
        if used < self.times:
            cache.set(key, used + 1, self.seconds)
        return used < self.times

    def wait(self) -> int:
        """Seconds until the present window ends."""
        return self.seconds - int(time.time()) % self.seconds


BOOK = Limit("book", times=120, seconds=600)
CONFIRM = Limit("confirm", times=120, seconds=600)
API = Limit("api", times=20, seconds=60)


def client_address(request):
    """Who asks: the peer, or what a reverse proxy on a private address says about its peer.

    Loopback means that nobody knows (a proxy that hides its visitors, this very machine); limiting it would shut out
    the whole ward at once, so `allows` lets it pass.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    ours = any(peer in network for network in INSIDE)
    return _address(forwarded, peer) if forwarded and ours else peer


def _address(text, otherwise=LOOPBACK):
    try:
        return ip_address(text)
    except ValueError:
        return otherwise


class BookingThrottle(BaseThrottle):
    """The API's share of the same limits."""

    def allow_request(self, request, view):
        return API.allows(request)

    def wait(self):
        return API.wait()
