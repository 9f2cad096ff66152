"""The form with which staff write the dates of events in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from bookings.models import Activity, Slot
from bookings.services import change_capacity, set_status
from events.models import Event
from events.services import add_slot

FIXED = ("activity", "starts_at", "ends_at")


class EventDateForm(WagtailAdminModelForm):
    """A new date goes through add_slot; afterwards its places and state alone can change, by the seat engine.

    Guests hold a date in their calendars: another date is a new slot, and the old one is cancelled.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = Activity.objects.filter(pk__in=Event.objects.values("pk"))
        if self.instance.pk:
            for name in FIXED:
                self.fields[name].disabled = True
        else:
            del self.fields["status"]

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at, capacity = (cleaned.get(name) for name in ("starts_at", "ends_at", "capacity"))
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("終了は開始より後にしてください。"))
        if capacity is not None and capacity < max(1, self.instance.taken):
            self.add_error("capacity", _("定員は、もう予約している人の数より少なくできません（1人以上）。"))
        return cleaned

    def save(self, commit=True):
        data = self.cleaned_data
        if not self.instance.pk:
            event = Event.objects.get(pk=data["activity"].pk)
            self.instance = add_slot(event, **{name: data[name] for name in ("starts_at", "ends_at", "capacity")})
            return self.instance
        slot = Slot.objects.get(pk=self.instance.pk)
        if "capacity" in self.changed_data:
            slot = change_capacity(slot=slot, capacity=data["capacity"])
        if "status" in self.changed_data:
            slot = set_status(slot=slot, status=data["status"])
        return slot
