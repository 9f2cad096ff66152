from django.core.management.base import BaseCommand, CommandError

from privacy.services import ErasureFailed, erase_expired


class Command(BaseCommand):
    help = "Blank or delete personal data whose time is over; runs nightly by itself."

    def handle(self, **options):
        try:
            counts = erase_expired()
        except ErasureFailed as failure:
            raise CommandError(f"failed: {failure}") from failure
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
