"""What proves that somebody reads a mail: of a party, the pin typed in or the link; of a host, the link of a request.
And whom a party has passed its guardian's link to.

Both are bound to the party's token, and the link to the address it was sent to: a corrected address makes the link in
the first mail worthless. Only the hash of a pin is stored. A host's link names the booking and a guardian's the party
without the token, which opens more; and the token opens neither of the two.
"""

from core import tokens


def hash_pin(party, pin: str) -> str:
    """What to store for a pin, 64 hex digits."""
    return tokens.keyed_hash("bookings.pin", f"{party.token}:{pin}")


def pin_matches(party, typed: str) -> bool:
    """True if `typed`, six digits, is the party's pin; in constant time."""
    return tokens.matches("bookings.pin", f"{party.token}:{typed}", party.pin_hash)


def make(party) -> str:
    """The secret part of the mailed link, 64 hex digits."""
    return tokens.keyed_hash("bookings.link", f"{party.token}:{party.email}")


def matches(party, proof: str) -> bool:
    """True if `proof` came from a mail to the party's present address; in constant time."""
    return tokens.matches("bookings.link", f"{party.token}:{party.email}", proof)


def make_signing(party) -> str:
    """The secret part of a guardian's link: the party's number and 64 hex digits."""
    return f"{party.pk}-{tokens.keyed_hash('bookings.signing', f'{party.token}:{party.pk}')}"


def matches_signing(party, secret: str) -> bool:
    """True if `secret` is of this party's guardian, and the party is not erased; in constant time."""
    return tokens.matches("bookings.signing", f"{party.token}:{party.pk}", secret.partition("-")[2])


def make_answer(booking) -> str:
    """The secret part of the link in a host's mail: the booking's number and 64 hex digits."""
    return f"{booking.pk}-{tokens.keyed_hash('bookings.answer', f'{booking.party.token}:{booking.pk}')}"


def booking_number(secret: str) -> int | None:
    """The number that such a secret claims, None for what is none; `matches_answer` then says whether it is right."""
    number = secret.partition("-")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else None


def matches_answer(booking, secret: str) -> bool:
    """True if `secret` came from a host's mail about this booking, of a party that is not erased; in constant time."""
    return tokens.matches("bookings.answer", f"{booking.party.token}:{booking.pk}", secret.partition("-")[2])
