"""The application as it runs in production, plus the floor page it is measured beside."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.load.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
