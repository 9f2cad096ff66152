"""Check that no slot has lost or gained a seat."""

from django.core.management.base import BaseCommand

from bookings import services


class Command(BaseCommand):
    help = "Compare the seats of every slot with the bookings that hold them; exit code 1 if any differs."

    def handle(self, **options):
        drifts = services.check_seats()
        for drift in drifts:
            self.stderr.write(f"slot {drift.slot_id}: {drift.taken} seats taken, bookings hold {drift.held}")
        if drifts:
            raise SystemExit(1)
        self.stdout.write("Every slot agrees with its bookings.")
