"""The seat engine: every change of a booking. Only `seats` changes Slot.taken; the other modules ask it to.

Each function is one transaction and tells people through the outbox in that transaction. A refusal is a
bookings.errors.Refused and leaves nothing written, except the count of wrong pins.
"""

from bookings.services.changing import cancel, change_capacity, change_party, set_status
from bookings.services.confirming import confirm, confirm_by_link, confirm_by_pin, resend
from bookings.services.erasing import erase_expired
from bookings.services.holding import NewGuest, NewParty, hold, renew
from bookings.services.seats import Drift, check_seats, expire_overdue

__all__ = [
    "Drift",
    "NewGuest",
    "NewParty",
    "cancel",
    "change_capacity",
    "change_party",
    "check_seats",
    "confirm",
    "confirm_by_link",
    "confirm_by_pin",
    "erase_expired",
    "expire_overdue",
    "hold",
    "renew",
    "resend",
    "set_status",
]
