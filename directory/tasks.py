"""What the clock starts here."""

from directory.importing import runs
from notices.clock import every


@every(2, "directory.imports")
def imports():
    """Whoever asked for a dry run watches the page."""
    runs.work_off()
