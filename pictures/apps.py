from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "pictures"
    verbose_name = _("写真")

    def ready(self):
        autodiscover_modules("sharing")  # each app's pages that have a share image
