"""Why there is no course, in sentences; and what a proposal is best at."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tours.courses import Obstacle

BEST_AT = {
    "early": gettext_lazy("早く終わる"),
    "near": gettext_lazy("歩くのが少ない"),
    "short": gettext_lazy("待ち時間が少ない"),
}


def in_words(obstacle: Obstacle, tours: dict, people: int) -> str:
    """One sentence, in the reader's language; `tours` are those of the places."""
    stops = [tours[place] for place in obstacle.places]
    names = [stop.company.localized_name for stop in stops]
    if obstacle.kind == "none":
        words = {"name": names[0], "people": people}
        return not_for(stops[0], people) or _("%(name)sには、この日に%(people)d人で行ける回がありません。") % words
    if obstacle.kind == "overlap":
        return _("%(one)sと%(other)sは、時間が重なっています。") % {"one": names[0], "other": names[1]}
    if obstacle.kind == "far":
        words = {"one": names[0], "other": names[1], "minutes": obstacle.minutes, "gap": obstacle.gap}
        return _("%(one)sと%(other)sは、歩いて%(minutes)d分かかりますが、間が%(gap)d分しかありません。") % words
    if obstacle.kind == "lunch":
        return _("全部を回ると、昼の休みがとれません。")
    return _("2つずつなら回れますが、全部を1日では回れません。")


def not_for(tour, people: int) -> str:
    """Why a party of so many can never come, "" if it can."""
    name = tour.company.localized_name
    if people > tour.party_max:
        return _("%(name)sは、1回に%(most)d人までです。") % {"name": name, "most": tour.party_max}
    if people < tour.party_min:
        return _("%(name)sは、%(least)d人から申し込めます。") % {"name": name, "least": tour.party_min}
    return ""
