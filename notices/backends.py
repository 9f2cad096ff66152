"""The mail backend for installations that must not reach real people."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class EmlFileBackend(BaseEmailBackend):
    """Write every message as one .eml file under MAIL_DIR, whole or not at all."""

    def send_messages(self, email_messages):
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            handle, path = tempfile.mkstemp(suffix=".part", dir=settings.MAIL_DIR)
            with os.fdopen(handle, "wb") as file:
                file.write(message.message().as_bytes(linesep="\r\n"))
            Path(path).rename(path.removesuffix(".part") + ".eml")
        return len(email_messages)
