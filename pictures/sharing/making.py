"""What the worker does for share images: makes them before anybody asks, and at once where somebody did.

A file is made once for all that is seen on it, so nothing has to be remembered: what is missing is what pages would
show and what does not lie in the folder.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.utils.translation import override

from pictures.sharing import registry
from pictures.sharing.cards import Card, card_of, folder, site_card
from pictures.sharing.composing import compose

log = logging.getLogger(__name__)
SITE = "site"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAUSE = 30  # seconds between two looks at all of a kind that could be shared …
SHARE = 200  # … or so many times what the last look took: 3,600 companies take 1.3 seconds
KEPT = timedelta(days=2)  # an image that nothing shows any more; whoever has just read the page may still fetch it


class Round:
    """What one process found missing, and when it looks at each kind again."""

    pending: dict[str, Card] = {}  # by digest
    next_at: dict[str, float] = {}  # by the kind's word, in seconds of the monotonic clock


def wish(word: str, slug: str, language: str) -> None:
    """Have an image made before all others. No row: anybody may ask, and a file of this name is one wish however often."""
    wishes = folder() / "wanted"
    with suppress(OSError):  # a full disk: the page shows the site's image
        wishes.mkdir(parents=True, exist_ok=True)
        (wishes / f"{language}.{word}.{slug}").touch()


def make_wanted(stop: Callable[[], bool] = lambda: False) -> int:
    """Make what was wished for, then what a round over everything finds missing, until `stop()`; returns how many."""
    made = 0
    for path, card in _wishes():
        if stop():
            return made
        path.unlink(missing_ok=True)  # first: one that cannot be made must not keep the others waiting
        made += bool(card) and make(card)
    for word in [SITE, *reversed([kind.word for kind in registry.kinds()])]:  # companies, the most, last
        if monotonic() >= Round.next_at.get(word, 0):
            look_at(word)
    while Round.pending and not stop():
        made += make(Round.pending.pop(next(iter(Round.pending))))
    return made


def look_at(word: str) -> None:
    """Find what is missing of one kind."""
    began, there = monotonic(), _there()
    Round.pending |= {card.digest: card for card in cards_of(word) if card.file.name not in there}
    Round.next_at[word] = monotonic() + max(PAUSE, SHARE * (monotonic() - began))


def make(card: Card) -> bool:
    """Make the file of a card, whole or not at all; False where it lies there already."""
    if card.file.exists():
        return False
    content = compose(*card)
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder(), suffix=".new", delete=False) as file:
        file.write(content)
    new = Path(file.name)
    new.chmod(0o644)  # another user may serve it than made it
    new.replace(card.file)
    return True


def cards_of(word: str) -> Iterator[Card]:
    """The cards of all of a kind (or of the SITE) that anybody may see, in every language."""
    if word == SITE:
        for language in LANGUAGES:
            with override(language):
                yield site_card()
        return
    kind = registry.get(word)
    for thing in kind.public().iterator(chunk_size=500):
        for language in LANGUAGES:
            with override(language):
                yield card_of(thing)


def delete_unused(at: datetime) -> int:
    """Delete the images that no page shows any more, KEPT after they were made; returns how many."""
    words = [SITE, *(kind.word for kind in registry.kinds())]
    shown = {card.file.name for word in words for card in cards_of(word)}
    before = (at - KEPT).timestamp()
    old = [name for name, made_at in _there().items() if name not in shown and made_at < before]
    for name in old:
        (folder() / name).unlink(missing_ok=True)
    return len(old)


def _wishes():
    """(file of the wish, card) of each; no card for what is hidden by now."""
    for path in sorted((folder() / "wanted").glob("*")):
        language, word, slug = (path.name.split(".", 2) + ["", ""])[:3]
        thing = registry.find(word, slug) if slug else None  # a file that is no wish of ours goes, too
        with override(language):
            yield path, card_of(thing) if thing else None


def _there():
    """{name: when it was made, in seconds} of the files in the folder; half-made ones too."""
    with suppress(FileNotFoundError), os.scandir(folder()) as entries:
        return {entry.name: entry.stat().st_mtime for entry in entries if entry.is_file()}
    return {}
