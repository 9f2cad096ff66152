"""New events, for readers of feeds."""

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import day_with_year
from core.feeds import LENGTH, LONG_AGO, AtomFeed
from core.names import site_name
from events.models import Event


class Events(AtomFeed):
    """Events with a date ahead or none yet, the newest first."""

    def title(self):
        return _("%(site)sのイベント") % {"site": site_name()}

    def link(self):
        return reverse("events:events")

    def items(self):
        newest = F("first_published_at").desc(nulls_last=True)
        return Event.objects.published().coming().order_by(newest, "-pk")[:LENGTH]

    def headline(self, event):
        return event.localized_title

    def summary(self, event):
        when = day_with_year(event.coming_at) if event.coming_at else _("日時はこれから決まります")
        if event.coming_at and event.held_at is None:
            when = _("%(day)s（中止）") % {"day": when}
        return _("%(when)s、%(venue)s。%(hook)s") % {"when": when, "venue": event.venue, "hook": event.hook}

    def item_link(self, event):
        return settings.BASE_URL + reverse("events:event", args=[event.slug])

    def item_pubdate(self, event):
        return event.first_published_at or LONG_AGO

    def item_updateddate(self, event):
        return event.last_published_at or LONG_AGO
