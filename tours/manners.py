"""What visitors are asked to keep and what the hosts promise them: fixed words, each with one sentence.

A party agrees to all that its tour asks at once. What is kept with it is the version, such as "1:photos-places,shoes":
the number of the wording and the words that were shown.
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.manners import Manners

WORDING = 1  # one more with every change of a sentence in ASKED: the old ones stand in the history of this file


class Photos(models.TextChoices):
    FREE = "free", _("自由にとれる")
    PLACES = "places", _("決まった場所だけ")
    NONE = "none", _("とれない")


class Manner(models.TextChoices):
    SHOES = "shoes", _("つま先がかくれる靴")
    SLEEVES = "sleeves", _("長そで・長ズボン")
    HAIR = "hair", _("長い髪は結ぶ")
    HANDS = "hands", _("機械にさわらない")
    SECRECY = "secrecy", _("ないしょの話は外に出さない")
    RIVALS = "rivals", _("同業の調べもの・営業はお断り")


class Promise(models.TextChoices):
    ALONE = "alone", _("ひとりでも歓迎")
    CLOTHES = "clothes", _("ふだん着でいい")
    NO_RECRUITING = "no-recruiting", _("採用の話はしない")
    BREAKS = "breaks", _("途中で休める")


ASKED = {
    "photos-places": _("写真と動画は、案内の人がいいと言った場所だけでとってください。"),
    "photos-none": _("写真と動画は、とらないでください。"),
    Manner.SHOES: _("つま先とかかとがかくれる靴で来てください。サンダルでは入れません。"),
    Manner.SLEEVES: _("長そでと長ズボンで来てください。"),
    Manner.HAIR: _("長い髪は、結んで来てください。"),
    Manner.HANDS: _("機械や製品には、案内の人がいいと言うまでさわらないでください。"),
    Manner.SECRECY: _("「ないしょ」と言われたことは、人に話したりSNSに書いたりしないでください。"),
    Manner.RIVALS: _("同じ仕事の会社の調べものや、営業のための申し込みはできません。"),
}
PROMISED = {
    Promise.ALONE: _("ひとりで来る人も歓迎します。"),
    Promise.CLOTHES: _("服は、ふだん着でかまいません。"),
    Promise.NO_RECRUITING: _("採用の話はしません。見に来るだけで大丈夫です。"),
    Promise.BREAKS: _("つかれたら、途中で休んだり帰ったりできます。"),
}
_PHOTOS_IN_BRIEF = {"photos-places": _("写真は決まった場所だけ"), "photos-none": _("写真はとれない")}


def manners(tour) -> Manners:
    """What a tour asks of its visitors, in the reader's language."""
    words = [word for word in [f"photos-{tour.photos}"] if word in ASKED] + tour.manners
    if not words:
        return Manners()
    brief = gettext("、").join(str(_PHOTOS_IN_BRIEF.get(word) or Manner(word).label) for word in words)
    return Manners(f"{WORDING}:{','.join(words)}", tuple(str(ASKED[word]) for word in words), brief)


def promises(tour) -> list[str]:
    """What the hosts of a tour promise, in the reader's language."""
    return [str(PROMISED[word]) for word in tour.promises]
