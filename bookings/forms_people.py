"""How many come, asked before the days: which of them can be booked depends on it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import CountField, FilterForm


class PeopleForm(FilterForm):
    """`?people=` of a page that lists days. `people` is None where nobody asked, or asked for a party that cannot come."""

    def __init__(self, activity, asked):
        least, most = activity.party_min, activity.party_max
        super().__init__(asked if asked.get("people") else None, initial={"people": least})
        size = gettext("1組%(least)d〜%(most)d人です。") % {"least": least, "most": most}
        self.fields["people"] = CountField(
            label=_("何人で来ますか"),
            min_value=least,
            max_value=most,
            help_text=size,
            error_messages=dict.fromkeys(("min_value", "max_value"), size),
        )
        self.is_choice = least < most

    @property
    def people(self) -> int | None:
        return self.cleaned_data.get("people") if self.is_valid() else None
