"""The worker's part: readings for what is published, and an end for what nobody uses any more."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from importlib.metadata import version

from django.utils import timezone

from readings import registry
from readings.models import Reading
from readings.pairs import sentences
from readings.services import compose, digest, known_words, recompose

RULES = 1  # of readings.analysis and readings.counters; a higher number has every sentence read anew
KEPT = timedelta(days=30)  # after the last text with the sentence is gone
AT_ONCE = 500  # sentences to a statement


def maker() -> str:
    """By what readings are made now."""
    return f"sudachi {version('sudachipy')}, small {version('sudachidict-small')}, rules {RULES}"


def compute(*, at=None, stop: Callable[[], bool] = lambda: False) -> int:
    """Read what published texts say and the store does not know yet. Returns how many sentences.

    The dictionary is opened only if there is one, and closed again. Two workers at once write the same rows with the
    same content. `stop` is asked before each 500.
    """
    published = {digest(sentence): sentence for text in registry.texts() for sentence in sentences(text)}
    now = maker()
    stored = list(Reading.objects.values_list("digest", "made_by", "unused_since"))
    _note_use(published, stored, at or timezone.now())
    current = {key for key, made_by, _unused in stored if made_by == now}
    missing = [sentence for key, sentence in published.items() if key not in current]
    if not missing:
        return 0
    analysis = import_module("readings.analysis").Analysis()  # no other process than the worker loads the library
    known, done = known_words(), 0
    while done < len(missing) and not stop():
        done += _store(missing[done : done + AT_ONCE], analysis, known, now)
    return done


def _store(batch, analysis, known, made_by):
    corrections = dict(Reading.objects.filter(digest__in=map(digest, batch)).values_list("digest", "corrections"))
    readings = []
    for sentence in batch:
        key = digest(sentence)
        reading = Reading(digest=key, text=sentence, words=analysis.pairs(sentence), made_by=made_by)
        reading.corrections = corrections.get(key, [])
        compose(reading, known)
        readings.append(reading)
    Reading.objects.bulk_create(
        readings, update_conflicts=True, unique_fields=["digest"], update_fields=["words", "pairs", "unread", "made_by"]
    )
    return len(batch)


def _note_use(published, stored, at):
    gone = [key for key, _made_by, unused_since in stored if not unused_since and key not in published]
    back = [key for key, _made_by, unused_since in stored if unused_since and key in published]
    for keys, since in ((gone, at), (back, None)):
        for start in range(0, len(keys), AT_ONCE):
            Reading.objects.filter(digest__in=keys[start : start + AT_ONCE]).update(unused_since=since)


def refresh(*, at=None) -> tuple[int, int]:
    """Once a night: take up names that changed, and delete what no text has used for 30 days. How many of each."""
    deleted, _by_model = Reading.objects.filter(unused_since__lte=(at or timezone.now()) - KEPT).delete()
    return recompose(Reading.objects.all()), deleted
