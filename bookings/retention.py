"""How long this app keeps what people told it."""

from bookings.services import erase_expired
from privacy.registry import register

register("bookings.parties", erase=erase_expired)
