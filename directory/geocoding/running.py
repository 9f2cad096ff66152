"""A run over all companies whose place is coarse. It can be killed at any moment and is completed by running it again."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db import IntegrityError
from geopy.exc import GeocoderServiceError

from directory.geocoding.asking import Candidate
from directory.geocoding.judging import Judge, Question, Verdict
from directory.models import Company, GeocoderAnswer
from directory.services import take_point

STOP_AFTER = 2  # questions in a row without an answer: the search is gone, not one address strange
BATCH = 200

Ask = Callable[[str], list[Candidate]]
Tell = Callable[[Company, Verdict, int, int], None]  # done, of


class SearchGone(Exception):
    """The address search does not answer any more; `counts` tells what was done before."""

    def __init__(self, counts: Counter):
        super().__init__()
        self.counts = counts


class Run:
    """`ask` None: a dry run, which asks nothing and writes nothing."""

    def __init__(self, ask: Ask | None, limit: int | None = None):
        self.ask, self.left = ask, limit
        self.judge = Judge()
        self.counts: Counter[Verdict] = Counter()
        self.failed = 0  # in a row

    def go(self, tell: Tell = lambda *_: None) -> Counter:
        """Take every coarse company in turn, the coarsest first; returns how many companies met which verdict.

        Raises SearchGone when STOP_AFTER questions in a row had no answer. Nothing that was known then is lost.
        """
        keys = list(Company.objects.to_geocode().values_list("pk", flat=True))
        for done, company in enumerate(_companies(keys), start=1):
            verdict = self.treat(company)
            self.counts[verdict] += 1
            tell(company, verdict, done, len(keys))
            if self.failed == STOP_AFTER:
                raise SearchGone(self.counts)
        return self.counts

    def treat(self, company: Company) -> Verdict:
        question = self.judge.question(company)
        if not isinstance(question, Question):
            return question
        answer = GeocoderAnswer.objects.filter(query=question.text).first() or self._asked(question)
        if not isinstance(answer, GeocoderAnswer):
            return answer
        if answer.lat is None:
            return Verdict.UNKNOWN
        point = (answer.lat, answer.lon)
        verdict = self.judge.verdict(question, Candidate(point, answer.title))
        if verdict != Verdict.PLACED or self.ask is None:
            return verdict
        try:
            return verdict if take_point(company, point, town=question.town) else Verdict.CHANGED
        except IntegrityError:
            return Verdict.TWIN

    def _asked(self, question: Question) -> GeocoderAnswer | Verdict:
        if self.ask is None or self.left == 0:
            return Verdict.WAITING
        if self.left is not None:
            self.left -= 1
        try:
            best = self.judge.best(question, self.ask(question.text))
        except GeocoderServiceError:
            self.failed += 1
            return Verdict.UNANSWERED
        self.failed = 0
        found = {"lat": best.point[0], "lon": best.point[1], "title": best.title} if best else {}
        return GeocoderAnswer.objects.get_or_create(query=question.text, defaults=found)[0]


def _companies(keys: list[int]) -> Iterator[Company]:
    """These companies in this order, a batch to a statement: the writes in between would disturb one long cursor."""
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = Company.objects.select_related("town").in_bulk(batch)
        yield from (found[key] for key in batch if key in found)
