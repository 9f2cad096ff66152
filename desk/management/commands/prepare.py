"""Bring a database to where the program can serve from it."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from directory.models import Company, Town
from search.models import SearchDocument


class Command(BaseCommand):
    help = "Updates the tables; loads the places, and with DEMO the demo content, into an empty database. Repeatable."

    def handle(self, **options):
        if self._has_old_tables():
            with self._step("Updating the tables"):
                call_command("migrate", interactive=False, verbosity=0)
        if not Town.objects.exists():
            self._fill("Loading towns and stations", "load_places")
        if settings.DEMO and not Company.objects.exists():
            self._fill("Writing the demo content", "demo")
        if Company.objects.exists() and not SearchDocument.objects.exists():  # a migration may empty the index
            with self._step("Indexing for the search"):
                call_command("rebuild_search", stdout=self.stdout)

    def _has_old_tables(self):
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _fill(self, title, command):
        """All or nothing, so that a start cut off half-way leaves the database empty for the next one."""
        with self._step(title), transaction.atomic():
            call_command(command, stdout=self.stdout, stderr=self.stderr)

    @contextmanager
    def _step(self, title):
        began = time.monotonic()
        self.stdout.write(f"  {title} …")
        self.stdout.flush()
        yield
        self.stdout.write(f"  {title} … {time.monotonic() - began:.1f} s")
