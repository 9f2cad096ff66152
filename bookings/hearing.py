"""What those who receive guests hear of, as they chose. Told by the apps above, which know whose choice it is.

What needs an answer, a word that came too late and the list of the day reach them whatever they chose. Needs no model:
tables of the apps above keep the choice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hearing(models.TextChoices):
    EACH = "each", _("予約・変更・取り消しのたびに送る")
    DAILY = "daily", _("1日1回、18時にまとめて送る（動きがあった日だけ）")
    ANSWERS = "answers", _("返事が要るものだけ送る")


@dataclass(frozen=True)
class Chosen:
    """`hearing(activity)` is the choice; `url(activity, address)` the path at which whoever reads `address` changes it."""

    hearing: Callable[..., Hearing]
    url: Callable[..., str]


_kinds: dict[str, Chosen] = {}


def register(kind: str, *, hearing, url) -> None:
    """Say who chose what of activities of this kind; called from AppConfig.ready()."""
    _kinds[kind] = Chosen(hearing, url)


def of(activity) -> Hearing:
    """What the hosts of an activity hear of; where nobody can choose, what needs an answer."""
    chosen = _kinds.get(activity.kind)
    return chosen.hearing(activity) if chosen else Hearing.ANSWERS


def url(activity, address: str) -> str:
    """The path at which the reader of a mail to `address` chooses otherwise; "" where nobody can."""
    chosen = _kinds.get(activity.kind)
    return chosen.url(activity, address) if chosen else ""
