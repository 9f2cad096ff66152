"""The application as it runs in production, on one day that never passes: two runs show the same pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from config.settings import *  # noqa: F403
from config.settings import TIME_ZONE

# A Thursday morning in the school year, two days before a weekend.
MOMENT = datetime(2026, 11, 19, 9, 0, tzinfo=ZoneInfo(TIME_ZONE))
time_machine.travel(MOMENT, tick=False).start()
