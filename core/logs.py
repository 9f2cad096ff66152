"""What log lines must not keep."""

import logging
import re

_SECRET_PATH = re.compile(r"(/bookings/)[^/\s\"']+")


class HideTokens(logging.Filter):
    """Take the secret of a booking's page out of every line: Django names the path of each refused request."""

    def filter(self, record):
        message = record.getMessage()
        if "/bookings/" in message:
            record.msg, record.args = _SECRET_PATH.sub(r"\1…", message), ()
        return True
