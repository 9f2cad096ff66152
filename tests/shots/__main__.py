"""Take the pictures of bin/shots; it makes the settings, this fills the database and looks.

python -m tests.shots FOLDER CHROMIUM FIRST_SCREEN [NAME …]
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import django


def main(folder, chromium, first_screen, *names):
    django.setup()
    taking = import_module("tests.shots.taking")  # models can be imported from here on
    environment = {name: os.environ[name] for name in ("DATABASE_URL", "VAR_DIR")}
    taking.take_all(Path(folder), chromium, environment, first_screen=first_screen == "yes", names=names)


if __name__ == "__main__":
    main(*sys.argv[1:])
