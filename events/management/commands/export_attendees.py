"""Write the attendees of an event into a file, byte for byte the one that the desk hands out."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

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
                _("PDFの名簿はまだ出力できません。csv、csv-cp932、xlsx のどれかを指定してください。"), returncode=2
            )
        if not purpose.strip():
            raise CommandError(_("目的（--purpose）を書いてください。"))
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(_("イベント「%(slug)s」はありません。") % {"slug": slug})
        found = attendees.rows(event)
        if format == "csv-cp932":
            self.tell_losses(found)
        self.write(event, found, format, purpose, out)

    def tell_losses(self, found):
        for char, lines in exports.losses(found).items():
            where = _("、").join(map(str, lines[:10]))
            text = _("「%(char)s」はCP932にないため〓にしました（%(where)s行目）。")
            self.stderr.write(text % {"char": char, "where": where})

    def write(self, event, found, format, purpose, out):
        try:
            with sys.stdout.buffer if out == "-" else Path(out).open("wb") as target:
                actor = exports.command_actor()
                export = exports.begin(
                    activity=event, found=found, filters={}, format=format, purpose=purpose, actor=actor
                )
                target.writelines(export.blocks())
        except OSError as error:
            raise CommandError(_("%(out)s に書けません：%(error)s") % {"out": out, "error": error.strerror}) from error
