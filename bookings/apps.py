from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class BookingsConfig(AppConfig):
    name = "bookings"
    verbose_name = _("予約")

    def ready(self):
        # The apps above tell which kinds of activity there are, what they share, what they ask of school years, and how
        # one goes from one to the other.
        autodiscover_modules("kinds", "guards", "audiences", "ways")
