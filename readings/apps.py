from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ReadingsConfig(AppConfig):
    name = "readings"
    verbose_name = _("ふりがな")

    def ready(self):
        autodiscover_modules("readings")  # each app's texts that get furigana, and the names it knows the kana of
