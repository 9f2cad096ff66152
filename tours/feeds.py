"""New visits, for readers of feeds."""

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from core.dates import day_with_year
from core.feeds import LENGTH, LONG_AGO, AtomFeed
from core.names import site_name
from tours.models import Tour


class Tours(AtomFeed):
    """Tours that can be booked now, the newest first."""

    def title(self):
        return _("%(site)sで新しく予約できる見学") % {"site": site_name()}

    def link(self):
        return reverse("tours:tours")

    def items(self):
        bookable = Slot.objects.bookable_for(SMALLEST_PARTY).values("activity")
        tours = Tour.objects.published().filter(pk__in=bookable).with_next_slot()
        return tours.order_by(F("first_published_at").desc(nulls_last=True), "-pk")[:LENGTH]

    def headline(self, tour):
        return f"{tour.localized_title} — {tour.company.localized_name}"

    def summary(self, tour):
        days = [day_with_year(slot.starts_at) for slot in tour.next_slots]
        following = _("次の回は%(day)sです。") % {"day": days[0]} if days else ""
        return f"{following}{tour.hook}"

    def item_link(self, tour):
        return settings.BASE_URL + reverse("tours:tour", args=[tour.slug])

    def item_pubdate(self, tour):
        return tour.first_published_at or LONG_AGO

    def item_updateddate(self, tour):
        return tour.last_published_at or LONG_AGO
