"""The form with which staff write tours in the CMS."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from tours import modes
from tours.changes import MOST_SLOTS
from tours.models import LONGEST_HORIZON


class TourForm(WagtailAdminModelForm):
    """Refuses what no rule alone shows: more slots than anybody wants, and resources of another company."""

    def clean(self):
        data = super().clean()
        if 0 < (data.get("horizon_days") or 0) <= LONGEST_HORIZON and data.get("mode") in modes.WITH_SLOTS:
            self._count_slots(data["horizon_days"])
        try:
            modes.check_needs(data.get("mode"), len(self._rows("needs")))
        except ValidationError as error:
            self.add_error(None, error)
        company = data.get("company")
        if company and any(need.resource.company_id != company.pk for need in self._rows("needs")):
            self.add_error(None, _("案内の人や部屋は、この企業のものをえらんでください。"))
        return data

    def _count_slots(self, horizon_days):
        """Publishing makes them at once."""
        first = timezone.localdate()
        last = first + timedelta(days=horizon_days)
        number = sum(len(rule.days(first, last)) for rule in self._rows("rules"))
        if number > MOST_SLOTS:
            told = {"number": number, "most": MOST_SLOTS}
            self.add_error(None, _("これでは%(number)d回の枠ができます。1つの見学の枠は%(most)d回までです。") % told)

    def _rows(self, name):
        """The rows of a formset as they would be, none if one of them makes no sense."""
        formset = self.formsets.get(name)
        if formset is None or not formset.is_valid():
            return []
        going = set(formset.deleted_forms)
        kept = [form for form in formset.forms if form not in going and (form.has_changed() or form.instance.pk)]
        return [form.instance for form in kept]
