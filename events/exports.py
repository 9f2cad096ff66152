"""Files of attendees. Every one is asked for its purpose, carries it in its name, and is logged before it leaves."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from bookings.models import Activity
from core import spreadsheets, tables
from core.spreadsheets import FORMATS, Format
from events import attendees
from privacy.services import log_export


@dataclass(frozen=True)
class Export:
    """One file that may be made now: its logging is done."""

    format: Format
    name: str
    sheet: str
    purpose: str
    found: QuerySet

    def blocks(self) -> Iterator[bytes]:
        """The file in pieces; never more than one piece of it stands in memory."""
        widths = [column.width for column in attendees.COLUMNS]
        rows = attendees.table(self.found) if self.format.encoding else attendees.table(self.found, attendees.cells)
        yield from spreadsheets.blocks(rows, self.format, sheet=self.sheet, widths=widths, subject=self.purpose)


def begin(
    *,
    activity: Activity,
    found: QuerySet,
    filters: dict,
    format: str,
    purpose: str,
    user: AbstractBaseUser | None = None,
    actor: str = "",
) -> Export:
    """Log who takes which rows for what, then hand over the file to be written. Raises ValueError without purpose."""
    purpose = " ".join(purpose.split())
    if not purpose:
        raise ValueError("an export needs a purpose")
    log_export(
        user=user,
        actor=actor or user.email,
        what=f"attendees:{activity.slug}",
        purpose=purpose[:200],
        format=format,
        filters=filters,
        rows=found.count(),
    )
    name = file_name(activity, purpose, FORMATS[format].suffix)
    return Export(FORMATS[format], name, activity.title, purpose, found)


def losses(found: QuerySet) -> dict[str, list[int]]:
    """Characters that a CP932 file cannot hold, each with the lines where they would become 〓."""
    return tables.cp932_losses(attendees.table(found))


def file_name(activity: Activity, purpose: str, suffix: str) -> str:
    """Event, date of the export, purpose: without what Windows refuses in a name, ≤ 120 characters."""
    stem = f"{activity.title[:50]}_{timezone.localdate():%Y%m%d}_{purpose[:50]}"
    return spreadsheets.file_name(stem, suffix)


def command_actor() -> str:
    """Who runs a command, as the log names them: "command:<user of the operating system>"."""
    try:
        return f"command:{os.getlogin()}"
    except OSError:  # no terminal: a timer or a container
        return f"command:{os.environ.get('USER') or os.getuid()}"
