"""import_companies FILE --basis consent|register|open-data [--source TEXT] [--dry-run] [--report FILE]"""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from core.forms import one_line
from core.tables import TableError, write_csv
from directory.importing import PlacesMissing, import_list
from directory.importing.report import Outcome
from directory.models import Company

BASES = {
    "consent": Company.Basis.CONSENT,
    "register": Company.Basis.REGISTER,
    "open-data": Company.Basis.OPEN_DATA,
}


def source_text(text: str) -> str:
    """One line that fits the column."""
    line = one_line(text)
    longest = Company._meta.get_field("source").max_length
    if len(line) > longest:
        raise ArgumentTypeError(_("%(limit)s文字までで書いてください。") % {"limit": longest})
    return line


class Command(BaseCommand):
    help = "Read a list of companies (CSV or XLSX), or the tax agency's register (CSV), into the directory."

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--basis", choices=BASES, required=True, help="what allows the ward to show these companies"
        )
        parser.add_argument(
            "--source",
            type=source_text,
            default="",
            help="what the companies' pages name as the source (else only the basis)",
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")
        parser.add_argument("--report", type=Path, help="write one line per row to this CSV")

    def handle(self, *args, file, basis, source, dry_run, report, **options):
        try:
            outcome = import_list(file, basis=BASES[basis], named_source=source, dry_run=dry_run, tell=self.tell)
        except TableError as error:
            raise CommandError(str(error)) from error
        except PlacesMissing as error:
            raise CommandError(_("町丁目と分野がまだありません。先に load_places を実行してください。")) from error
        except IntegrityError as error:
            raise CommandError(
                _("同時に別の変更があったため、途中で止まりました。もう一度実行すると続きから入ります。")
            ) from error
        if report:
            self.write_report(report, outcome)
        self.summarise(outcome, dry_run)

    def tell(self, stage, done, total):
        label = {"read": _("読み取り"), "plan": _("確認"), "write": _("書き込み")}[stage]
        self.stderr.write(f"{label} {done:,}/{total:,}")
        self.stderr.flush()

    def write_report(self, path, outcome):
        try:
            with path.open("wb") as target:
                target.writelines(write_csv(outcome.table()))
        except OSError as error:
            raise CommandError(_("報告のファイルを書けません。")) from error

    def summarise(self, outcome, dry_run):
        labels = {
            Outcome.CREATED: _("新規"),
            Outcome.UPDATED: _("更新"),
            Outcome.UNCHANGED: _("変更なし"),
            Outcome.REFUSED: _("取り込まない"),
        }
        counts = outcome.counts()
        self.stdout.write("、".join(f"{label} {counts[key]:,}" for key, label in labels.items()))
        if to_place := sum(row.to_place for row in outcome.rows):
            self.stdout.write(_("新規のうち、職員が場所を決めるまで非表示: %(count)s社") % {"count": f"{to_place:,}"})
        if outcome.skipped:
            self.stdout.write(_("区の外などのため読み飛ばした行: %(count)s") % {"count": f"{outcome.skipped:,}"})
        if outcome.unused_columns:
            self.stdout.write(_("使わなかった列: %(names)s") % {"names": "、".join(outcome.unused_columns)})
        if outcome.unseen:
            self.stderr.write(
                _("法人番号も企業の同意もないため、だれにも見えない企業: %(count)s社")
                % {"count": f"{outcome.unseen:,}"}
            )
        if dry_run:
            self.stdout.write(_("試しに読んだだけで、何も書いていません。"))
