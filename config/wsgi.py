"""The entry point for gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Every view and form, loaded before the workers are forked: the first visitor of each does not wait for it (0.3 s).
import_module(settings.ROOT_URLCONF)
