"""What every column of an uploaded list was recognised as, and what staff say it is."""

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.tables import TableError, read_table
from directory.importing import storing, tax
from directory.importing.columns import SYNONYMS, Columns
from directory.importing.reading import find_sheet
from directory.models import ImportRun

SAMPLES = 3
SEARCHED_FOR_SAMPLES = 200
LONGEST_SAMPLE = 80
LABELS = {
    "number": gettext_lazy("法人番号"), "name": gettext_lazy("企業名"), "kana": gettext_lazy("フリガナ"),
    "english_name": gettext_lazy("英語名"), "postal_code": gettext_lazy("郵便番号"), "address": gettext_lazy("所在地"),
    "prefecture": gettext_lazy("所在地：都道府県"), "city": gettext_lazy("所在地：市区町村"), "town_part": gettext_lazy("所在地：町名"),
    "block_part": gettext_lazy("所在地：番地以下"), "building": gettext_lazy("建物名"), "phone": gettext_lazy("電話番号"),
    "site": gettext_lazy("ホームページ"), "founded": gettext_lazy("創業年"), "employees": gettext_lazy("従業員数"),
    "capital": gettext_lazy("資本金"), "industry": gettext_lazy("業種（日本標準産業分類の中分類）"), "fields": gettext_lazy("分野"),
    "processes": gettext_lazy("加工"), "machines": gettext_lazy("設備"), "certificates": gettext_lazy("認証"),
    "story": gettext_lazy("紹介"), "story_en": gettext_lazy("紹介（英語）"), "products": gettext_lazy("製品"),
    "recruiting": gettext_lazy("募集"), "scholarship": gettext_lazy("奨学金返還支援"), "facts": gettext_lazy("いまの工場"),
    "tagline": gettext_lazy("ひとこと"), "opening": gettext_lazy("見学"), "lat": gettext_lazy("緯度"), "lon": gettext_lazy("経度"),
    "match_level": gettext_lazy("位置の精度"), "slug": gettext_lazy("ページ名"), "basis": gettext_lazy("公開の根拠"),
    "source": gettext_lazy("情報の出どころ"), "hidden": gettext_lazy("非表示"), "closed_on": gettext_lazy("閉鎖日"),
    "confirmed_on": gettext_lazy("最終確認日"),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a file: `index` from 0, `target` what is read from it ("" = not used), up to three `samples`."""

    index: int
    header: str
    target: str
    samples: list[str]


def targets() -> list[tuple[str, str]]:
    """What a column can mean, with the names that people read."""
    return [(target, str(LABELS[target])) for target in SYNONYMS]


def corrections(run: ImportRun) -> dict[int, str]:
    return {int(index): target for index, target in run.columns.items()}


def columns_of(run: ImportRun) -> list[Column]:
    """Every column of the run's file. Raises TableError if the file is gone."""
    if run.kind == ImportRun.Kind.TAX_AGENCY:
        return [Column(index, header, target, []) for index, header, target in tax.columns()]
    found, lines = _head(run)
    meanings = found.meanings()
    width = max([len(found.headers), *(len(cells) for cells in lines)])
    return [
        Column(index, (*found.headers, *[""] * width)[index], meanings.get(index, ""), _samples(lines, index))
        for index in range(width)
    ]


def correct_columns(run: ImportRun, mapping: dict[int, str]) -> None:
    """Keep what staff say the columns are: index → a value of `targets()`, "" for a column that is not used.

    Raises ValueError, with a sentence, for what cannot be.
    """
    if run.kind == ImportRun.Kind.TAX_AGENCY:
        if mapping:
            raise ValueError(_("国税庁のデータの列は決まっているため、変えられません。"))
        return
    if any(target and target not in SYNONYMS for target in mapping.values()):
        raise ValueError(_("知らない列の意味が選ばれています。"))
    columns = {column.index: column.target for column in columns_of(run)}
    if mapping.keys() - columns.keys():
        raise ValueError(_("ファイルにない列が選ばれています。"))
    changed = {str(index): target for index, target in mapping.items() if columns[index] != target}
    try:
        _recognised(run)[0].corrected(corrections(run) | {int(index): target for index, target in changed.items()})
    except TableError as error:
        raise ValueError(str(error)) from error
    run.columns |= changed
    ImportRun.objects.filter(pk=run.pk).update(columns=run.columns)


def _head(run) -> tuple[Columns, list[list[str]]]:
    found, table, sheet = _recognised(run)
    if run.columns:
        found = found.corrected(corrections(run))
    lines = (cells for line, cells in table.rows(sheet) if line > found.line)
    return found, list(islice(lines, SEARCHED_FOR_SAMPLES))


def _recognised(run):
    if not run.stored:
        raise TableError(_("ファイルはもう消してあります。もう一度アップロードしてください。"))
    table = read_table(storing.path_of(run.stored), run.name)
    sheet, found = find_sheet(table)
    return _as_wide_as_the_file(found, table, sheet), table, sheet


def _as_wide_as_the_file(found, table, sheet):
    """Columns without a header can be given a meaning, too."""
    lines = (cells for line, cells in table.rows(sheet) if line > found.line)
    width = max([len(found.headers), *(len(cells) for cells in islice(lines, SEARCHED_FOR_SAMPLES))])
    headers = (*found.headers, *[""] * (width - len(found.headers)))
    return Columns(found.line, found.by_target, headers, found.known)


def _samples(lines, index) -> list[str]:
    filled = (" ".join(cells[index].split())[:LONGEST_SAMPLE] for cells in lines if index < len(cells))
    return list(islice(dict.fromkeys(filter(None, filled)), SAMPLES))
