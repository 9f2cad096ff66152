"""Installing what only the system's package manager has, where we may: as root on Debian and its children."""

import os
import shutil
from pathlib import Path

from lib.processes import run


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str], log: Path) -> None:
    """Raises Failed when a package cannot be had."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], env=env, log=log)
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], env=env, log=log)
