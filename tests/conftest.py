"""A fixed cast of people and the data most tests start from."""

import os

# Playwright's sync API runs inside an event loop, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
