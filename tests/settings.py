"""The application's settings with what only tests need."""

import os

os.environ.setdefault("SECRET_KEY", "for-tests-only")

from config.settings import *  # noqa: E402,F403 -- after the key is set
from config.settings import STORAGES, TEMPLATES  # noqa: E402

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO = False


class UndefinedVariable(str):
    """Fails the test on a template variable that does not exist."""

    def __contains__(self, item):
        return item == "%s"

    def __mod__(self, name):
        raise AssertionError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
