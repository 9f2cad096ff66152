"""The seat engine: every change of a booking. Only `seats` changes Slot.taken; the other modules ask it to.

Each function is one transaction and tells people through the outbox in that transaction. A refusal is a
bookings.errors.Refused and leaves nothing written, except the count of wrong pins.
"""

from bookings.services import waiting
from bookings.services.arranging import arrange
from bookings.services.changing import call_off, cancel, change_capacity, change_party, set_status
from bookings.services.confirming import confirm, confirm_by_link, confirm_by_pin, resend
from bookings.services.erasing import erase_expired
from bookings.services.holding import NewGuest, NewParty, hold, hold_all, renew
from bookings.services.moving import move
from bookings.services.requesting import approve, decline
from bookings.services.seats import Drift, check_seats, expire_overdue
from bookings.services.signing import record_paper, refuse, sign
from bookings.services.together import cancel_all, change_all
from bookings.services.waiting import end_waits, offer_left

__all__ = [
    "Drift",
    "NewGuest",
    "NewParty",
    "approve",
    "arrange",
    "call_off",
    "cancel",
    "cancel_all",
    "change_all",
    "change_capacity",
    "change_party",
    "check_seats",
    "confirm",
    "confirm_by_link",
    "confirm_by_pin",
    "decline",
    "end_waits",
    "erase_expired",
    "expire_overdue",
    "hold",
    "hold_all",
    "move",
    "offer_left",
    "record_paper",
    "refuse",
    "renew",
    "resend",
    "set_status",
    "sign",
    "waiting",
]
