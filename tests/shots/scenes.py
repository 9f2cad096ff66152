"""What the pictures show: a name for the file, an address, and who looks."""

from dataclasses import dataclass

TOUR, EVENT = "hanemushi-neko-bane", "machikoba-fair"
HELD, CONFIRMED = "shots-held", "shots-confirmed"


@dataclass(frozen=True)
class Scene:
    name: str
    address: str
    staff: bool = False


SCENES = (
    Scene("front", "/"),
    Scene("companies", "/companies/"),
    Scene("company", "/companies/soratobu-kujira/"),
    Scene("tours", "/tours/"),
    Scene("tour", f"/tours/{TOUR}/"),
    Scene("events", "/events/"),
    Scene("event", f"/events/{EVENT}/"),
    Scene("book", f"/tours/{TOUR}/book/"),
    Scene("held", f"/bookings/{HELD}/"),
    Scene("pass", f"/bookings/{CONFIRMED}/"),
    Scene("desk", "/desk/", staff=True),
    Scene("attendees", f"/desk/events/{EVENT}/attendees/", staff=True),
    Scene("not-found", "/companies/there-is-no-such-company/"),
)
