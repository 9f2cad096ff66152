"""One database's measurements; bin/bench calls this with the settings in the environment.

python -m tests.load DATABASE_URL PART,PART [LIST]
"""

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg

VAR_DIR = Path(os.environ["VAR_DIR"])
SCRATCH = "machikoba_bench"


@contextmanager
def scratch_database(url):
    """The address of an empty database beside `url`; on PostgreSQL one that is dropped at the end."""
    if not url.startswith("postgres"):
        yield url
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {SCRATCH}")
        yield urlsplit(url)._replace(path=f"/{SCRATCH}").geturl()
        connection.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")


def main(url, parts, given_list=None):
    with scratch_database(url) as database:
        os.environ["DATABASE_URL"] = database
        django.setup()
        import_module("tests.load.report").measure_all(database, VAR_DIR, parts.split(","), given_list)


if __name__ == "__main__":
    main(*sys.argv[1:])
