"""How long this app keeps the people behind its bookings; its mails about them go with them."""

from bookings.services import erase_expired
from privacy.registry import register

register("bookings.parties", erase=erase_expired)
