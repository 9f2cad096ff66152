"""An outbox to write to, and a real SMTP server to send to."""

from itertools import count

import pytest

from notices import services
from tests import mail_sink


@pytest.fixture
def write():
    """Write a message to the outbox, each with a key of its own unless told."""
    numbers = count(1)

    def write(**given):
        number = next(numbers)
        plain = {
            "to": f"guest{number}@example.com",
            "kind": "tests.plain",
            "subject": f"お知らせ {number}",
            "text": f"本文 {number}\n",
            "dedupe_key": f"tests:{number}",
        }
        return services.write(**plain | given)

    return write


@pytest.fixture
def sink():
    """A mail server to send to; `url` is its EMAIL_URL."""
    with mail_sink.listening() as found:
        yield found


@pytest.fixture
def smtp(sink, settings):
    """The same, with this process sending to it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    return sink
