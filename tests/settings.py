"""The application's settings with what only tests need."""

import os
import sys

os.environ.setdefault("SECRET_KEY", "for-tests-only")

from config.settings import *  # noqa: F403 -- after the key is set
from config.settings import BASE_DIR, DATABASE, STATIC_ROOT, STORAGES, TEMPLATES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is absent
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO = False
# What a test commits need not outlive the machine.
if DATABASE["ENGINE"].endswith("postgresql"):
    DATABASE["OPTIONS"]["options"] = "-c synchronous_commit=off"
else:
    DATABASE["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


class UndefinedVariable(str):
    """Fails the test on a template variable of ours that does not exist; packages' templates count on such."""

    def __bool__(self):
        """False in a package's template: there it is the empty string that `default` and `if` expect."""
        return _template_on_the_stack().startswith(str(BASE_DIR / "templates"))

    def __contains__(self, item):
        return item == "%s"

    def __mod__(self, name):
        raise AssertionError(f"undefined template variable: {name}")


def _template_on_the_stack():
    """The file of the template that is being rendered: its nearest node is a caller of this function."""
    frame = sys._getframe(1)
    while frame:
        if origin := getattr(frame.f_locals.get("self"), "origin", None):
            return str(origin)
        frame = frame.f_back
    return str(BASE_DIR / "templates")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()
