"""A real SMTP server that keeps what it is given."""

from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.children import free_port


class Sink:
    """Keeps every mail. `refusals` maps a recipient to the reply it gets instead of 250."""

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


@contextmanager
def listening():
    """A Sink that listens until the block ends; `url` is its EMAIL_URL."""
    found = Sink()
    found.port = free_port()
    found.url = f"smtp://127.0.0.1:{found.port}"
    controller = Controller(found, hostname="127.0.0.1", port=found.port)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()
