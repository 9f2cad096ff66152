"""Load towns, stations and, where they are still empty, the two vocabularies. Safe to run at every start."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from directory import places


class Command(BaseCommand):
    help = "Load the ward's towns, the stations in reach and the first words of the vocabularies."

    def handle(self, *args, **options):
        try:
            towns, stations = places.load_towns(), places.load_stations()
        except FileNotFoundError as error:
            raise CommandError(
                _("データのパッケージがありません（%(name)s）。requirements-data.txt を入れてください。")
                % {"name": error}
            ) from error
        words = places.load_vocabularies()
        self.stdout.write(
            _("町丁目 %(towns)s、駅 %(stations)s、分野と加工の新しい語 %(words)s")
            % {"towns": towns, "stations": stations, "words": words}
        )
