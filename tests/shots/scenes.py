"""What the pictures show: a name for the file, an address, and who looks."""

from dataclasses import dataclass

from tests.shots.ways import CLASSES, FAMILIES, FAMILY, LATE

TOUR, EVENT = "hanemushi-neko-bane", "machikoba-fair"
HELD, CONFIRMED = "shots-held", "shots-confirmed"


@dataclass(frozen=True)
class Scene:
    """`address` may name parts that tests/shots/ways.py knows."""

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
    Scene("parent-1-tour", f"/tours/{FAMILIES}/"),
    Scene("parent-2-book", f"/tours/{FAMILIES}/book/?slot={{slot}}"),
    Scene("parent-3-pass", f"/bookings/{FAMILY}/"),
    Scene("parent-4-change", f"/bookings/{FAMILY}/change/"),
    Scene("parent-5-late", f"/bookings/{LATE}/"),
    Scene("parent-6-cannot-come", f"/bookings/{LATE}/cannot-come/"),
    Scene("class-1-tour", f"/tours/{CLASSES}/"),
    Scene("class-2-enquire", f"/tours/{CLASSES}/enquiry/"),
    Scene("class-3-host", "/tours/enquiry/host/{enquiry_host}/"),
    Scene("class-4-answered", "/tours/enquiry/link/{enquiry}/"),
    Scene("owner-1-request", "/bookings/{request}/answer/"),
    Scene("owner-2-taken", "/bookings/{taken}/answer/"),
    Scene("desk-1-slots", f"/desk/tours/{FAMILIES}/slots/", staff=True),
    Scene("desk-2-call-off", "/desk/slots/{slot}/call-off/", staff=True),
)
