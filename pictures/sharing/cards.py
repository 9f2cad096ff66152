"""What stands on a share image, and the file that holds it."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from core.covers import BRAND, Cover
from core.covers.edition import EDITION
from core.names import site_name, ward_name
from pictures.sharing import registry

_JAPANESE = re.compile("[぀-ヿ㐀-鿿豈-﫿]")
WIDTH, HEIGHT = 1200, 630  # points
VERSION = 1  # of composing and setting: one more, and every image is made anew


class Card(NamedTuple):
    """The words of an image, from the largest to the smallest, and its drawing."""

    title: str
    who: str
    label: str
    site: str
    cover: Cover

    @property
    def digest(self) -> str:
        """20 letters that change with everything that is seen."""
        return hashlib.sha256(repr((VERSION, EDITION, *self)).encode()).hexdigest()[:20]

    @property
    def file(self) -> Path:
        """Outside of MEDIA_ROOT: a web server before the program must not hand out what the program hides."""
        return folder() / f"{self.digest}.png"


def folder() -> Path:
    return settings.VAR_DIR / "share"


def card_of(thing) -> Card:
    """The card of a thing of a registered kind in the language of the page; in Japanese where it has no English title."""
    words = registry.words_of(thing)
    if get_language() != "ja" and _JAPANESE.search(words.title):
        with override("ja"):
            return card_of(thing)
    return Card(words.title, words.who, words.label, site_name(), words.cover)


def site_card() -> Card:
    """The card of the site itself, which stands wherever a page has none of its own."""
    who = _("%(ward)sのものづくりポータル") % {"ward": ward_name()}
    return Card(_("町工場へ、ゼロ距離。"), who, "", site_name(), Cover("share", "turning", BRAND))
