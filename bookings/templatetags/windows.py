"""What a list says of a slot that cannot be booked."""

from django import template

from bookings import windows

register = template.Library()
register.filter("why_not", windows.why_not)
