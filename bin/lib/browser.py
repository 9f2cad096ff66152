"""The Chromium that the browser tests drive."""

import os
import shutil
from pathlib import Path

from lib.debian import apt_install, can_apt
from lib.processes import Failed
from lib.progress import step

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PACKAGES = ["chromium", "fonts-noto-cjk"]  # without the font every Japanese letter is a box


def chromium(log: Path) -> str:
    """The path of a Chromium, installed first where we may; empty when there is none to be had."""
    found = os.environ.get("CHROMIUM") or _found()
    if not found and can_apt():
        with step("Installing Chromium"):
            try:
                apt_install(PACKAGES, log)
            except Failed:
                return ""
        found = _found()
    return found


def _found() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")
