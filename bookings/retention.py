"""How long this app keeps what people told it."""

from datetime import timedelta

from bookings.lots import Loss
from bookings.models import SurveyAnswer
from bookings.services import erase_expired, lotteries
from core.dates import local
from privacy.registry import register

WORDS_KEPT = timedelta(days=180)


def blank_words(at) -> int:
    """What people wrote in their own words half a year ago: it may name somebody. The figures stay."""
    month = local(at - WORDS_KEPT).date().replace(day=1)
    return SurveyAnswer.objects.filter(month__lt=month).exclude(words="").update(words="")


def forget_losses(at) -> int:
    """Who lost in a draw a year ago: it counts for no draw any more."""
    return Loss.objects.filter(lost_on__lt=local(at - lotteries.LOSS_COUNTS).date()).delete()[0]


register("bookings.lottery_losses", erase=forget_losses)
register("bookings.parties", erase=erase_expired)
register("bookings.surveys", erase=blank_words)
