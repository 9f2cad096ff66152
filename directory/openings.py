"""How a company can be visited, as its page says it."""

from django.utils.translation import gettext as _

from directory.models import Company
from directory.upcoming import next_visits

ASKED = (Company.OpeningMode.BOOKING, Company.OpeningMode.ENQUIRY)  # nobody can just come


def opening(company: Company) -> dict:
    """{"words": str, "ask": bool}; `ask`: the page says whom to ask, because nothing on this site can be booked now."""
    words = company.get_opening_mode_display()
    if company.opening_mode not in ASKED or company.pk in next_visits():
        return {"words": words, "ask": False}
    booking = company.opening_mode == Company.OpeningMode.BOOKING
    return {"words": _("予約制（いま申し込める日はありません）") if booking else words, "ask": True}
