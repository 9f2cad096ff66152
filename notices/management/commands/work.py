from django.core.management.base import BaseCommand, CommandError

from notices import worker


class Command(BaseCommand):
    requires_system_checks = []  # they load every page's code, which this process never needs
    help = "Do what runs by itself: send mails, expire holds, publish on time, make slots, erase. Until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run each job once and end")

    def handle(self, *, once, **options):
        if not once:
            return worker.run_until_stopped()
        if failed := worker.run_once():
            raise CommandError(f"failed: {', '.join(failed)}")
