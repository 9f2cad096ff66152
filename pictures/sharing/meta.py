"""What the head of a page says for programs that show a link to it: Open Graph, and X's card."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.names import site_name, ward_name
from pictures.sharing import registry
from pictures.sharing.cards import HEIGHT, WIDTH, Card, card_of, site_card

LOCALES = {"ja": "ja_JP", "en": "en_US"}


def address(thing, card: Card) -> str:
    """The path of a thing's image. It changes with what is seen, so that nobody goes on showing an old one."""
    return f"{reverse('share:image', args=[registry.kind_of(thing).word, thing.slug])}?v={card.digest[:8]}"


def site_address() -> str:
    return f"{reverse('share:site')}?v={site_card().digest[:8]}"


def meta(path: str, thing=None, title: str = "", description: str = "") -> dict:
    """The context of components/share_meta.html: for a thing of a registered kind, else for a page of this title.

    `path` is the page's own, without its query.
    """
    words = registry.words_of(thing) if thing else None
    shared = thing and thing.slug  # a page that is written for the first time has no address yet
    card = card_of(thing) if shared else site_card()
    return {
        "title": title or (words.name if words else site_name()),
        "description": description or (words.description if words else "") or about_site(),
        "url": settings.BASE_URL + path,
        "image": settings.BASE_URL + (address(thing, card) if shared else site_address()),
        "alt": " ".join(filter(None, (card.title, card.who))),
        "width": WIDTH,
        "height": HEIGHT,
        "site": site_name(),
        "locale": LOCALES.get(get_language(), "ja_JP"),
    }


def about_site() -> str:
    return _("%(ward)sの町工場をさがす、見る、会いに行く。") % {"ward": ward_name()}
