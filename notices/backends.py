"""The mail backend for installations that must not reach real people."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmlFileBackend(BaseEmailBackend):
    """Write every message as one .eml file under MAIL_DIR, whole or not at all; names sort by time of sending."""

    def send_messages(self, email_messages):
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            handle, part = tempfile.mkstemp(suffix=".part", dir=settings.MAIL_DIR)
            with os.fdopen(handle, "wb") as file:
                file.write(message.as_bytes(linesep="\r\n"))
            Path(part).rename(settings.MAIL_DIR / self._name(message))
        return len(email_messages)

    def _name(self, message):
        """ "20261121T093000_123456Z-1f3a9c0b.eml": the time in UTC and the beginning of the Message-ID's hash."""
        return f"{timezone.now():%Y%m%dT%H%M%S_%fZ}-{sha256(message['Message-ID'].encode()).hexdigest()[:8]}.eml"
