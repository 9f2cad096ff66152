from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from privacy.wordings import DEFAULTS


def write_default_purposes(using, apps=installed, **_kwargs):
    """After every `migrate`: a new wording in the code reaches each installation; existing rows are never touched."""
    try:
        purpose = apps.get_model("privacy", "Purpose")
    except LookupError:  # migrated back to before this app
        return
    for wording in DEFAULTS:
        versions = purpose.objects.using(using)
        versions.get_or_create(key=wording["key"], version=wording["version"], defaults=wording)


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("個人情報")

    def ready(self):
        post_migrate.connect(write_default_purposes, sender=self)
        autodiscover_modules("retention")  # each app's rule of what it may keep for how long
