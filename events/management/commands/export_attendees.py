"""Write the attendees of an event into a file, byte for byte the one that the desk hands out."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from events import attendees, exports
from events.models import Event


class Command(BaseCommand):
    help = "Write the attendees of an event into a file. The purpose is logged."

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="EVENT_SLUG")
        parser.add_argument("--purpose", required=True, help="Why the data are needed; it is logged.")
        parser.add_argument("--format", default="csv", choices=[*exports.FORMATS, "pdf"])
        parser.add_argument("--out", required=True, metavar="FILE", help="Where to write; - for standard output.")

    def handle(self, slug, purpose, format, out, **options):
        if format == "pdf":
            raise CommandError(
                "PDFの名簿はまだ出力できません。csv、csv-cp932、xlsx のどれかを指定してください。", returncode=2
            )
        if not purpose.strip():
            raise CommandError("目的（--purpose）を書いてください。")
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(f"イベント「{slug}」はありません。")
        found = attendees.rows(event)
        if format == "csv-cp932":
            self.tell_losses(found)
        self.write(event, found, format, purpose, out)

    def tell_losses(self, found):
        for char, lines in exports.losses(found).items():
            where = "、".join(map(str, lines[:10]))
            self.stderr.write(f"「{char}」はCP932にないため〓にしました（{where}行目）。")

    def write(self, event, found, format, purpose, out):
        try:
            with sys.stdout.buffer if out == "-" else Path(out).open("wb") as target:
                actor = exports.command_actor()
                export = exports.begin(
                    activity=event, found=found, filters={}, format=format, purpose=purpose, actor=actor
                )
                target.writelines(export.blocks())
        except OSError as error:
            raise CommandError(f"{out} に書けません：{error.strerror}") from error
