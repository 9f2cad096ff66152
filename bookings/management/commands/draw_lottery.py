"""Draw the seats of an activity by lot, or show that a finished draw can be repeated."""

from django.core.management.base import BaseCommand, CommandError

from bookings.errors import Refused
from bookings.lot_figures import figures
from bookings.lot_forms import SEED_MAX
from bookings.lots import Lottery
from bookings.services import drawing, lotteries


class Command(BaseCommand):
    help = "Draw the closed round of an activity; with --again repeat its last draw from the log, exit code 1 if it differs."

    def add_arguments(self, parser):
        parser.add_argument("activity", help="the activity's slug")
        parser.add_argument(
            "--seed", type=int, help="a whole number that was drawn in public; else the system gives one"
        )
        parser.add_argument("--again", action="store_true", help="change nothing, compare")

    def handle(self, *, activity, seed, again, **options):
        if seed is not None and not 0 <= seed <= SEED_MAX:
            raise CommandError(f"--seed: a whole number from 0 to {SEED_MAX}")
        rounds = Lottery.objects.filter(activity__slug=activity)
        if again:
            return self._repeat(rounds.exclude(drawn_at=None).order_by("-drawn_at").first())
        return self._draw(rounds.undrawn().first(), seed)

    def _draw(self, lottery, seed):
        if lottery is None:
            raise CommandError("This activity has no round to draw.")
        try:
            lottery = lotteries.draw_round(lottery=lottery, seed=seed)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self._tell(lottery)

    def _repeat(self, lottery):
        if lottery is None:
            raise CommandError("This activity has no finished draw.")
        self._tell(lottery)
        if drawing.repeat(lottery.log) != drawing.told(lottery.log):
            raise CommandError("Drawn again, it gives another result.")
        self.stdout.write("Drawn again, it gives the same result.")

    def _tell(self, lottery):
        found = figures(lottery)
        self.stdout.write(
            f"Seed {found.seed}: {found.entries} entries, {found.people} people, {found.nominated} of them nominated; "
            f"{found.places} places; {found.won} entries won, {found.won_people} people."
        )
