"""Which texts of events get furigana."""

from events.models import Event
from readings.registry import register

TEXTS = ("title", "hook", "description", "easy", "place", "venue", "address", "programme", "organizer")


def _texts():
    for texts in Event.objects.published().values_list(*TEXTS):
        yield from texts


register("events.event", _texts, page="events:event")
