"""Atom feeds: short lists of what is new, the same bytes while nothing is."""

import hashlib
import re
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import quote_etag

from core.names import site_name
from core.open_files import ANY_SITE

LENGTH = 30  # entries
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# For what has no moment of its own; any fixed one does.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):
    def latest_post_date(self):
        """Django says "now" of an empty feed, and a reader would take every fetch for a change."""
        return super().latest_post_date() if self.items else LONG_AGO


class AtomFeed(Feed):
    """A feed of at most LENGTH entries in the language of its address; 304 for a reader that has this very one.

    A child has `title`, `link`, `items`, and for an item `headline`, `summary`, `item_link`, `item_pubdate` and
    `item_updateddate`.
    """

    feed_type = _Atom

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        etag = quote_etag(hashlib.sha256(response.content).hexdigest())
        response["ETag"], response["Cache-Control"] = etag, "public, max-age=900"
        for header, value in ANY_SITE.items():
            response[header] = value
        return get_conditional_response(request, etag=etag, response=response)

    def author_name(self):
        return site_name()

    def item_description(self, item):
        """The summary, which Atom readers take for HTML."""
        return escape(writable(self.summary(item)))

    def item_title(self, item):
        return writable(self.headline(item))


def writable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNWRITABLE.sub("", text)
