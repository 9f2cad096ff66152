"""What log lines must not keep."""

import logging
import re

# What stands behind these paths is a secret, also where they stand in the query of another address (?next=%2Fbookings%2F…).
_BEFORE_SECRETS = (
    "/bookings/",
    "/sign-in/demo/",
    "/opening/link/",
    "/host-mails/link/",
    "/host-visits/",
    "/enquiry/link/",
    "/enquiry/host/",
)
# A traceback names files of a room that is called like its path.
_SLASH, _SECRET = "(?:/|%2F)", r"(?![\w/]+\.py\b)(?:(?!%2F)[^/\s\"'])+"
_SECRET_PATH = re.compile(f"((?:{'|'.join(_BEFORE_SECRETS).replace('/', _SLASH)})){_SECRET}", re.IGNORECASE)
_traceback = logging.Formatter().formatException


class HideTokens(logging.Filter):
    """Take the secret of a booking's or a wish's page or of a demo's sign-in out of every line and traceback.

    Django names the path of each refused request, gunicorn that of each request it cannot pass on.
    """

    def filter(self, record):
        record.msg, record.args = _hidden(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = _hidden(record.exc_text or _traceback(record.exc_info))  # formatters use it as it is
        return True


def _hidden(text):
    return _SECRET_PATH.sub(r"\1…", text)
