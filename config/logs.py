"""What is logged, and what no line may keep."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"hide_tokens": {"()": "core.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["hide_tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Wagtail's immediate tasks log two lines for every save.
    # A refusal (409, 404) is an answer, not something to wake anybody for. geopy writes whole answers and tracebacks.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "geopy": {"level": "ERROR"},
    },
}
