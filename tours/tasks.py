"""What the clock starts here."""

from notices.clock import every
from tours import enquiring, openings, services


@every(60 * 60, "tours.fill_slots")
def fill_slots():
    """Hourly rather than daily: a tour published by the clock or by a workflow has its dates within the hour."""
    services.fill_all()


@every(10 * 60, "tours.tell_openings")
def tell_openings():
    """Dates arise from rules, by hand, and when somebody cancels: whatever opened them is found here."""
    openings.tell()


@every(60 * 60, "tours.enquiries")
def enquiries():
    """A company hears of a question once more after three days; after fourteen the question ends."""
    enquiring.remind_due()
    enquiring.end_due()
