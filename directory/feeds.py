"""What is new in the directory, for readers of feeds."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import day_with_year
from core.feeds import LENGTH, AtomFeed
from core.names import site_name, ward_name
from directory.models import Company
from directory.open_points import is_sole


class Companies(AtomFeed):
    """Companies that were listed or confirmed last."""

    def title(self):
        return _("%(site)sの新しい工場") % {"site": site_name()}

    def subtitle(self):
        return _("%(ward)sの工場のうち、新しく載ったもの、情報を確かめたもの") % {"ward": ward_name()}

    def link(self):
        return reverse("directory:companies")

    def items(self):
        public = Company.objects.public()
        listed = public.order_by("-created_at", "-pk")[:LENGTH]
        confirmed = public.exclude(confirmed_on=None).order_by("-confirmed_on", "-pk")[:LENGTH]
        found = {company.pk: company for company in [*listed, *confirmed]}.values()
        return sorted(found, key=lambda company: (self.item_updateddate(company), company.pk), reverse=True)[:LENGTH]

    def headline(self, company):
        return company.localized_name

    def summary(self, company):
        news = _("新しく載りました。")
        if self.item_updateddate(company) > company.created_at:
            news = _("%(day)sに情報を確かめました。") % {"day": day_with_year(company.confirmed_on)}
        return news if is_sole(company) else f"{news}{company.tagline}"  # people write telephone numbers everywhere

    def item_link(self, company):
        return settings.BASE_URL + company.get_absolute_url()

    def item_pubdate(self, company):
        return company.created_at

    def item_updateddate(self, company):
        """When it was listed, or the day on which it was confirmed afterwards."""
        if company.confirmed_on is None:
            return company.created_at
        return max(company.created_at, timezone.make_aware(datetime.combine(company.confirmed_on, time())))
