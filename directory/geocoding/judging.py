"""Whether an answer is the place that was asked for: the same town, the same block, inside the ward."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.geocoding.asking import Candidate
from directory.importing.locating import Locator, OutOfWard
from directory.models import Company, Town
from directory.outline import Outline


class Verdict(models.TextChoices):
    """What became of one company. All but the first leave its place as it was."""

    PLACED = "placed", _("番地まで決めました")
    NO_BLOCK = "no-block", _("住所に番地がありません")
    NO_TOWN = "no-town", _("住所の町がわかりません")
    UNKNOWN = "unknown", _("この住所を知らないという答えでした")
    NOT_FINER = "not-finer", _("町までしかわからないという答えでした")
    OTHER_BLOCK = "other-block", _("別の番地の答えでした")
    OTHER_TOWN = "other-town", _("別の町の答えでした")
    OUTSIDE = "outside", _("区の外を指す答えでした")
    CHANGED = "changed", _("確かめている間に、ほかの人が変えました")
    TWIN = "twin", _("同じ場所に同じ名前の企業が、もうあります")
    UNANSWERED = "unanswered", _("答えがもらえませんでした")
    WAITING = "waiting", _("まだ聞いていません")


@dataclass(frozen=True)
class Question:
    """What is asked about one company, and what an answer must agree with."""

    text: str
    town: Town
    block: str


class Judge:
    def __init__(self):
        towns = list(Town.objects.all())
        self.locator = Locator(towns)
        self.outline = Outline([(town.lat, town.lon) for town in towns])

    def question(self, company: Company) -> Question | Verdict:
        """What to ask about a company, or why there is nothing to ask."""
        try:
            place = self.locator.locate(company.address)
        except OutOfWard:
            return Verdict.OUTSIDE
        town = company.town or place.town
        if town is None or place.town != town:
            return Verdict.NO_TOWN
        return Question(place.address[:200], town, place.block) if place.block else Verdict.NO_BLOCK

    def verdict(self, question: Question, candidate: Candidate) -> Verdict:
        """PLACED if this is the place that was asked for, else the first reason why it is not."""
        if not self.outline.holds(candidate.point):
            return Verdict.OUTSIDE
        try:
            named = self.locator.locate(candidate.title)
        except OutOfWard:
            return Verdict.OTHER_TOWN
        if named.town != question.town:
            return Verdict.OTHER_TOWN
        if not named.block:
            return Verdict.NOT_FINER
        return Verdict.PLACED if _same_block(named.block, question.block) else Verdict.OTHER_BLOCK

    def best(self, question: Question, candidates: list[Candidate]) -> Candidate | None:
        """The one that agrees, else the first, None of none."""
        fitting = (found for found in candidates if self.verdict(question, found) == Verdict.PLACED)
        return next(fitting, candidates[0] if candidates else None)


def _same_block(one: str, other: str) -> bool:
    """True as far as both say something: 13 is the street block of 13-14, 13-14 the house of 13-14-201."""
    pairs = zip(one.split("-"), other.split("-"), strict=False)
    return all(mine == yours for mine, yours in pairs)
