from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("お知らせメール")

    def ready(self):
        autodiscover_modules("tasks")  # each app's jobs for the clock
