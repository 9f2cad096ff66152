"""Log lines keep no secret that opens somebody's page: neither ours, nor those of the server before the application."""

import logging
import subprocess
import sys

import pytest
from django.conf import settings

from core.logs import HideTokens

GUNICORN = """
import runpy
from gunicorn.config import Config
from gunicorn.glogging import Logger

config = Config()
for name, value in runpy.run_path("config/gunicorn.py").items():
    if name in config.settings:
        config.set(name, value)
print(config.forwarder_headers)
Logger(config).error("Error handling request %s", "/bookings/s3cret/")
"""


def line(message, *args, exc_info=None):
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, exc_info)
    assert HideTokens().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/bookings/s3cret/", "/bookings/…/"),
        ("/en/bookings/s3cret/confirm/pr00f/", "/en/bookings/…/confirm/pr00f/"),
        ("/en/tours/opening/link/s3cret/", "/en/tours/opening/link/…/"),
        ("/tours/host-mails/link/7-s3cret/", "/tours/host-mails/link/…/"),
        ("/tours/host-visits/7-s3cret/12/", "/tours/host-visits/…/12/"),
        ("/tours/enquiry/link/s3cret/", "/tours/enquiry/link/…/"),
        ("/tours/enquiry/host/7-s3cret/", "/tours/enquiry/host/…/"),
        ("/sign-in/demo/s3cret/", "/sign-in/demo/…/"),
        ("/i18n/ruby/?next=%2Fbookings%2Fs3cret%2Fchange%2F", "/i18n/ruby/?next=%2Fbookings%2F…%2Fchange%2F"),
        ("/?next=/en/bookings%2fs3cret/", "/?next=/en/bookings%2f…/"),
        ("/tours/kobayashi/", "/tours/kobayashi/"),
    ],
)
def test_the_secret_of_an_address_is_left_out(path, kept):
    assert line("Not Found: %s", path) == f"Not Found: {kept}"


def test_a_traceback_that_names_the_address_is_no_way_around():
    try:
        raise ValueError("cannot serve '/bookings/s3cret/'")
    except ValueError as error:
        text = line("broken", exc_info=(type(error), error, error.__traceback__))
    assert "s3cret" not in text
    assert text.endswith("ValueError: cannot serve '/bookings/…/'")


def test_a_traceback_keeps_the_names_of_our_files():
    assert line('File "/srv/bookings/services/seats.py", line 3') == 'File "/srv/bookings/services/seats.py", line 3'


def test_gunicorn_keeps_the_rule_and_lets_nobody_say_where_the_application_lies():
    """In a process of its own: gunicorn sets up the logging of the whole process."""
    done = subprocess.run([sys.executable, "-c", GUNICORN], cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert done.stdout == "[]\n"
    assert done.stderr.endswith("Error handling request /bookings/…/\n")
