"""How long this app keeps what may speak of persons: uploaded lists, whom their lines name, addresses asked for."""

from datetime import datetime, timedelta

from directory.importing.runs import erase_old
from directory.models import GeocoderAnswer
from privacy.registry import register

ANSWERS_KEPT = timedelta(days=365)  # long enough that a yearly list asks for what is new alone


def forget_answers(at: datetime) -> int:
    return GeocoderAnswer.objects.filter(asked_at__lt=at - ANSWERS_KEPT).delete()[0]


register("directory.geocoder", erase=forget_answers)
register("directory.imports", erase=erase_old)
