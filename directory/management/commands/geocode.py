"""geocode [--limit N] [--dry-run]: ask an address search for the exact points of companies whose place is coarse."""

from argparse import ArgumentParser, ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from directory.geocoding.asking import PAUSE, address_search
from directory.geocoding.judging import Verdict
from directory.geocoding.running import Run, SearchGone

TOLD_EVERY = 50
SILENT = (Verdict.PLACED, Verdict.WAITING)


def at_least_one(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise ArgumentTypeError(_("1以上の数字を書いてください。"))
    return int(text)


class Command(BaseCommand):
    help = "Ask an address search (setting GEOCODER) for the exact points of companies whose place is coarse."

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument("--limit", type=at_least_one, help="ask at most this many new questions")
        parser.add_argument("--dry-run", action="store_true", help="ask nothing, write nothing, say what would be done")

    def handle(self, *args, limit, dry_run, **options):
        if not settings.GEOCODER:
            raise CommandError(
                _(
                    "住所を調べる先がありません。環境変数 GEOCODER に書くと動きます。国土地理院の住所検索なら %(url)s です。"
                )
                % {"url": settings.GSI_ADDRESS_SEARCH}
            )
        run = Run(None if dry_run else self.search(), limit)
        try:
            counts = run.go(self.tell)
        except SearchGone as gone:
            self.summarise(gone.counts)
            raise CommandError(
                _(
                    "%(url)s が答えないので、ここで止めました。決まったところまでは残っています。時間をおいて、もう一度実行してください。"
                )
                % {"url": settings.GEOCODER}
            ) from gone
        self.summarise(counts)
        if dry_run:
            questions = min(counts[Verdict.WAITING], limit or counts[Verdict.WAITING])
            self.stdout.write(
                _("試しただけで、何も聞かず、何も書いていません。聞く住所は多くて%(count)s件（約%(minutes)s分）です。")
                % {"count": f"{questions:,}", "minutes": -(-questions * PAUSE // 60)}
            )

    def search(self):
        return address_search(settings.GEOCODER)

    def tell(self, company, verdict, done, total):
        if verdict not in SILENT:
            self.stdout.write(f"{company.slug} {company.name}{_('：')}{verdict.label}")
        if done % TOLD_EVERY == 0 or done == total:
            self.stderr.write(f"{done:,}/{total:,}")

    def summarise(self, counts):
        if not counts:
            self.stdout.write(_("位置を細かくする企業はありません。"))
        for verdict in Verdict:
            if counts[verdict]:
                self.stdout.write(f"{verdict.label}{_('：')}{counts[verdict]:,}")
