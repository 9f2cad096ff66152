"""Builds the search index anew. Needed only after the tokeniser or what is indexed has changed."""

from django.core.management.base import BaseCommand

from search import registry
from search.services import rebuild


class Command(BaseCommand):
    help = "Index everything that can be searched anew."

    def handle(self, *args, **options):
        for searchable in registry.everything():
            self.stdout.write(f"{searchable.kind}: {rebuild(searchable.model)}")
