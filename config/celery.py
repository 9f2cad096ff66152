"""Production's background work: `celery -A config worker`, and one `celery -A config beat` (or `worker -B`).

The schedule is the registry that `manage.py work` runs in embedded mode. Nothing imports this module in a web process.
"""

import os

import django
from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from notices import clock  # noqa: E402 -- fills its registry when Django is set up

if not settings.CELERY_BROKER_URL:
    raise ImproperlyConfigured("REDIS_URL is not set: without a broker, run `manage.py work`")

app = Celery("machikoba")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # Redis may stay away for a night
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 10},
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,  # a long job keeps no others waiting behind it
    worker_hijack_root_logger=False,
    timezone=settings.TIME_ZONE,
    beat_schedule_filename=str(settings.VAR_DIR / "celerybeat-schedule"),
)


def _task(job):
    """A Celery task of the job's name; one that waited beyond its time is thrown away, for another is on its way."""

    @app.task(name=job.name)
    def start():
        clock.run(job)

    return {
        "task": job.name,
        "schedule": crontab(hour=job.at.hour, minute=job.at.minute) if job.at else job.seconds,
        "options": {"expires": max(job.seconds, 10)},
    }


app.conf.beat_schedule = {job.name: _task(job) for job in clock.jobs()}
