"""What the clock starts."""

from django.core.management import call_command

from notices.clock import every


@every(60, "stories.publish_scheduled")
def publish_scheduled():
    """Publish and unpublish at the time an editor set: pages, companies, tours and events alike."""
    call_command("publish_scheduled")
