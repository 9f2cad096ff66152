"""Who is counted by a rate limit: the visitor, also behind a proxy of ours; only this very machine is not."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from bookings.limits import PIN_MAILS, Limit, client_address
from notices.models import Notice
from tests.bookings.parties import hold
from tests.bookings.visitors import page_of
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),  # a stranger's word
        ("10.0.0.9", "198.51.100.7", "10.0.0.9"),  # a neighbour's
        ("127.0.0.1", "198.51.100.7", "127.0.0.1"),  # a proxy that nobody told us about
        ("", "198.51.100.7", "127.0.0.1"),
        ("172.18.0.2", "198.51.100.7", "198.51.100.7"),  # our proxy's word
        ("::ffff:172.18.0.2", "198.51.100.7", "198.51.100.7"),
        ("172.18.0.2", "9.9.9.9, 198.51.100.7", "198.51.100.7"),  # what the visitor put in front does not count
        ("172.18.0.2", "no address", "172.18.0.2"),
        ("172.18.0.2", "", "172.18.0.2"),
        ("2001:db8::5", "", "2001:db8::5"),
    ],
)
def test_the_address_that_is_counted(settings, peer, forwarded, counted):
    settings.TRUSTED_PROXIES = [ip_network("172.18.0.0/16")]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert str(client_address(request)) == counted


def test_three_times_and_then_no_more():
    limit = Limit("test", times=3, seconds=10**9)
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5")
    assert [limit.allows(request) for _ in range(5)] == [True, True, True, False, False]
    assert limit.allows(RequestFactory().get("/", REMOTE_ADDR="203.0.113.6"))


def counts(**meta):
    """Whether a second request within a limit of one is refused."""
    limit = Limit("test", times=1, seconds=10**9)
    return [limit.allows(RequestFactory().get("/", **meta)) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_this_very_machine_is_not_counted(peer):
    assert not counts(REMOTE_ADDR=peer)


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "172.18.0.2", ""])
@pytest.mark.parametrize("forwarded", ["127.0.0.1", "::1", "198.51.100.7", "no address", ""])
@pytest.mark.parametrize("trusted", [[], [ip_network("127.0.0.0/8"), ip_network("::1"), ip_network("172.18.0.0/16")]])
def test_nobody_gets_around_a_limit_by_saying_who_they_are(settings, peer, forwarded, trusted):
    settings.TRUSTED_PROXIES = trusted
    assert counts(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)


def test_a_home_with_many_addresses_is_counted_once():
    limit = Limit("test", times=1, seconds=10**9)
    peers = ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")
    assert [limit.allows(RequestFactory().get("/", REMOTE_ADDR=peer)) for peer in peers] == [True, False, True]


def test_no_mailbox_is_filled_by_correcting_addresses(client, clock_stands):
    slot = SlotFactory(capacity=PIN_MAILS.times)
    parties = [hold(slot, email=f"own{number}@example.com") for number in range(PIN_MAILS.times)]
    sent = {"email": "Stranger@example.com"}
    answers = [client.post(page_of(booking, "resend/"), sent, REMOTE_ADDR="203.0.113.5") for booking in parties * 2]
    assert [answer.status_code for answer in answers] == [302] * PIN_MAILS.times + [429] * PIN_MAILS.times
    assert Notice.objects.filter(to__iexact="stranger@example.com").count() == PIN_MAILS.times
