"""export_companies --out FILE [--format csv|xlsx]: the ward's own copy of all companies, no open data."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.tables import write_csv, write_xlsx
from directory.exporting import company_rows
from directory.models import Company


class Command(BaseCommand):
    help = "Write every company, hidden ones too, to a file that import_companies reads back without a change."

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--format", choices=["csv", "xlsx"], default="csv")

    def handle(self, *args, out, format, **options):
        try:
            with out.open("wb") as target:
                if format == "csv":
                    target.writelines(write_csv(company_rows()))
                else:
                    write_xlsx(target, company_rows(), sheet=_("企業"))
        except OSError as error:
            raise CommandError(_("ファイルを書けません。")) from error
        self.stdout.write(_("企業 %(count)s社を書きました。") % {"count": f"{Company.objects.count():,}"})
