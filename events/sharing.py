"""What is seen of an event where somebody shares its page."""

from django.utils.translation import get_language

from events.models import Event
from pictures.sharing import registry


def public():
    return Event.objects.published().order_by("pk")


def words(event):
    """Its name first, where it takes place below."""
    hook = "" if get_language() == "en" and event.title_en else event.hook
    title = event.localized_title
    return registry.Words(title, event.venue, event.get_type_display(), event.cover, title, hook)


registry.register("event", model=Event, public=public, words=words)
