"""Events and their dates in the CMS.

A date is a Slot, which belongs to the live table and not to an event's drafts: it has its own list and its own form,
and counts at once.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from bookings.errors import Refused
from bookings.models import Slot
from bookings.panels import LIMITS, WORDS
from events import services
from events.date_forms import EventDateForm
from events.models import Event


class EventViewSet(SnippetViewSet):
    model = Event
    icon = "group"
    add_to_admin_menu = True
    list_display = ["title", "type", "venue", "live"]
    search_fields = ["title", "venue"]
    edit_handler = ObjectList(
        [
            FieldPanel("type"),
            WORDS,
            MultiFieldPanel(
                [
                    FieldPanel("venue"),
                    FieldPanel("address"),
                    FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")]),
                    FieldPanel("place"),
                    FieldPanel("programme"),
                    FieldPanel("organizer"),
                ],
                heading=_("当日"),
            ),
            LIMITS,
            InlinePanel(
                "participations",
                panels=[FieldPanel("company"), FieldPanel("note")],
                icon="group",
                heading=_("参加企業"),
                label=_("企業"),
            ),
        ]
    )


class EventDateEditView(EditView):
    """The engine has the last word: somebody may book between the form's own look at the places and the change."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error("capacity", refusal.sentence)
            self.is_valid(form)  # sets what Wagtail says above a form that is refused
            return self.form_invalid(form)


class EventDateViewSet(SnippetViewSet):
    model = Slot
    icon = "time"
    add_to_admin_menu = True
    edit_view_class = EventDateEditView
    list_display = ["activity", "starts_at", "ends_at", "capacity", "taken", "status"]
    ordering = ["-starts_at"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("activity", "starts_at", "ends_at", "capacity", "status")],
        base_form_class=EventDateForm,
    )

    def get_queryset(self, request):
        return Slot.objects.filter(activity__in=Event.objects.values("pk")).select_related("activity")


register_snippet(EventViewSet)
register_snippet(EventDateViewSet)


@hooks.register("after_publish")
def bring_dates_in_step(request, instance):
    if isinstance(instance, Event):
        services.refresh_slots(instance)
