"""An outbox to write to, and a real SMTP server to send to."""

from email import message_from_bytes, policy
from itertools import count

import pytest
from aiosmtpd.controller import Controller

from notices import services
from tests.children import free_port


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


class Sink:
    """An SMTP server that keeps what it is given. `refusals` maps a recipient to the reply it gets instead of 250."""

    def __init__(self):
        self.mails = []
        self.sessions = set()
        self.refusals = {}
        self.before_answer = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.sessions.add(session)
        self.before_answer()
        return "250 OK"

    @property
    def message_ids(self):
        return [mail["Message-ID"] for mail in self.mails]

    @property
    def recipients(self):
        return [mail["To"] for mail in self.mails]


@pytest.fixture
def sink():
    """A Sink that listens; `url` is its EMAIL_URL."""
    found = Sink()
    port = free_port()
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    found.port, found.url = port, f"smtp://127.0.0.1:{port}"
    yield found
    controller.stop()


@pytest.fixture
def smtp(sink, settings):
    """The same, with this process sending to it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    return sink
