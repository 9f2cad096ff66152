"""schema.org data about a page, for search engines."""

import json

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

# A "<" in a title could end the script element; "&" is harmless in HTML but not in XHTML.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def events(slots, *, name, description, url, place, address, organizer, fee=None, booked=True) -> dict:
    """One schema.org Event for each slot. `url` is absolute; `place` names the venue, `address` is one line.

    `fee` is the price for one person in yen, None where it is not known. Where nothing is `booked` nobody counts places.
    """
    shared = {
        "@type": "Event",
        "name": name,
        "description": description,
        "url": url,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": place, "address": address},
        "organizer": {"@type": "Organization", "name": organizer},
    }
    return {
        "@context": "https://schema.org",
        "@graph": [
            shared | _occurrence(slot) | (_places(slot) | _offer(slot, fee, url) if booked else _walk_in(fee))
            for slot in slots
        ],
    }


def _occurrence(slot):
    status = "EventCancelled" if slot.status == "cancelled" else "EventScheduled"
    return {
        "startDate": timezone.localtime(slot.starts_at).isoformat(),
        "endDate": timezone.localtime(slot.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
    }


def _places(slot):
    return {"maximumAttendeeCapacity": slot.capacity, "remainingAttendeeCapacity": slot.left}


def _walk_in(fee):
    return {} if fee is None else {"isAccessibleForFree": fee == 0}


def _offer(slot, fee, url):
    if fee is None:
        return {}
    availability = "https://schema.org/InStock" if slot.left > 0 else "https://schema.org/SoldOut"
    offer = {"@type": "Offer", "price": fee, "priceCurrency": "JPY", "availability": availability, "url": url}
    return {"isAccessibleForFree": fee == 0, "offers": offer}


def script(data: dict) -> SafeString:
    """The data block for the page's head. It is data, not a script: a content security policy does not stop it."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- nothing can end the element
