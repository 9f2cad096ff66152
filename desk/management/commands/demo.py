"""Fill an empty database with believable, invented content."""

from django.core.management.base import BaseCommand, CommandError

from desk.demo.building import NotEmpty, build_demo


class Command(BaseCommand):
    help = "Fill an empty database with invented companies, tours, events and bookings; dates relative to today."

    def handle(self, *args, **options):
        try:
            counts = build_demo(say=lambda line: self.stderr.write(line))
        except NotEmpty as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
