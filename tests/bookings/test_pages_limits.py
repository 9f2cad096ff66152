"""Who is counted by a rate limit: the visitor, also behind our own proxy; nobody where nobody is known."""

import pytest
from django.test import RequestFactory

from bookings.limits import Limit, client_address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),  # a stranger's word
        ("172.18.0.2", "198.51.100.7", "198.51.100.7"),  # our proxy's word
        ("127.0.0.1", "9.9.9.9, 198.51.100.7", "198.51.100.7"),  # what the visitor put in front does not count
        ("", "198.51.100.7", "198.51.100.7"),  # a proxy on a socket
        ("127.0.0.1", "no address", "127.0.0.1"),
        ("2001:db8::5", "", "2001:db8::5"),
    ],
)
def test_the_address_that_is_counted(peer, forwarded, counted):
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert str(client_address(request)) == counted


def test_three_times_and_then_no_more():
    limit = Limit("test", times=3, seconds=10**9)
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5")
    assert [limit.allows(request) for _ in range(5)] == [True, True, True, False, False]
    assert limit.allows(RequestFactory().get("/", REMOTE_ADDR="203.0.113.6"))


def test_where_nobody_is_known_nobody_is_shut_out():
    limit = Limit("test", times=1, seconds=10**9)
    assert all(limit.allows(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")) for _ in range(3))
