"""Which texts of tours get furigana."""

from readings.registry import register
from tours.models import Tour

TEXTS = (
    "title",
    "hook",
    "description",
    "easy",
    "place",
    "bring",
    "takeaway",
    "fee_covers",
    "insurance",
    "rain",
    "hazard_note",
)


def _texts():
    for texts in Tour.objects.published().values_list(*TEXTS):
        yield from texts


register("tours.tour", _texts, page="tours:tour")
