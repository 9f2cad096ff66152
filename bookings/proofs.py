"""What proves that somebody reads the mail of a party: the pin typed in, or the link that was mailed.

Both are bound to the party's token, and the link to the address it was sent to: a corrected address makes the link in
the first mail worthless. Only the hash of a pin is stored.
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
