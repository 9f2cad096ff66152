"""The National Tax Agency's file of corporate numbers: no header, thirty columns, every corporation and none else.

It renames and closes companies that the directory has, and fills readings. It creates none: a register of all
corporations is no list of factories. Lines of other municipalities are counted and passed over.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

import jaconv
from django.conf import settings
from django.utils.translation import gettext as _
from stdnum.jp import cn

from core.japanese import bare_name, company_reading, is_kana, strip_controls
from core.tables import Table, TableError
from directory.importing.drafts import Draft
from directory.importing.known import Entry
from directory.importing.planning import Planner, proposed
from directory.importing.reading import SourceList, SourceRow
from directory.importing.report import Outcome
from directory.importing.rows import CleanRow, Refused

WIDTH = 30
NUMBER, NAME, PREFECTURE, CITY, CLOSE_DATE, CLOSE_CAUSE, SUCCESSOR, LATEST, ENGLISH, KANA, HIDDEN = (
    1, 6, 13, 14, 18, 19, 20, 23, 24, 28, 29,
)  # fmt: skip
_USED = {NUMBER: "number", NAME: "name", ENGLISH: "english_name", KANA: "kana", CLOSE_DATE: "closed_on"}
_HEADERS = (
    "一連番号", "法人番号", "処理区分", "訂正区分", "更新年月日", "変更年月日", "商号又は名称", "商号又は名称イメージID", "法人種別",
    "国内所在地（都道府県）", "国内所在地（市区町村）", "国内所在地（丁目番地等）", "国内所在地イメージID", "都道府県コード", "市区町村コード",
    "郵便番号", "国外所在地", "国外所在地イメージID", "登記記録の閉鎖等年月日", "登記記録の閉鎖等の事由", "承継先法人番号", "変更事由の詳細",
    "法人番号指定年月日", "最新履歴", "商号又は名称（英語表記）", "国内所在地（都道府県）（英語表記）",
    "国内所在地（市区町村丁目番地等）（英語表記）", "国外所在地（英語表記）", "フリガナ", "検索対象除外",
)  # fmt: skip


def columns() -> list[tuple[int, str, str]]:
    """Index, header and meaning of the thirty columns."""
    return [(index, header, _USED.get(index, "")) for index, header in enumerate(_HEADERS)]


def is_register(table: Table) -> bool:
    """Whether a file is the agency's, by its first lines."""
    if table.kind != "csv":
        return False
    lines = [cells for _line, cells in islice(table.rows(), 5)]
    return all(map(_is_line, lines)) and any(cn.is_valid(cells[NUMBER].strip()) for cells in lines)


def _is_line(cells):
    """Trailing blanks are cut off when a table is read, so the last column that is always filled counts."""
    return (
        LATEST < len(cells) <= WIDTH
        and cells[0].strip().isdecimal()
        and re.fullmatch(r"\d{13}", cells[NUMBER].strip()) is not None
        and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cells[4].strip()) is not None
    )


def read_register(table: Table, *, tell: Callable[[str, int, int], None] = lambda *_: None) -> SourceList:
    """The register's lines about corporations of the ward that may be searched for. Raises TableError."""
    code = settings.WARD["code"]
    found = SourceList(table.name)

    def rows() -> Iterator[SourceRow]:
        for line, cells in table.rows():
            cells = [strip_controls(cell).strip() for cell in cells] + [""] * (WIDTH - len(cells))
            if len(cells) != WIDTH:
                raise TableError(_("%(row)s行目が国税庁のデータの形になっていません。") % {"row": line})
            if cells[PREFECTURE] + cells[CITY] != code[:5] or cells[LATEST] != "1" or cells[HIDDEN] == "1":
                found.skipped += 1
            else:
                yield _row(line, cells)

    return found.keep(rows(), tell)


def _row(line, cells):
    wanted = {**_USED, CLOSE_CAUSE: "cause", SUCCESSOR: "successor"}
    return SourceRow(
        line, {target: (cells[index], _HEADERS[index]) for index, target in wanted.items() if cells[index]}
    )


class RegisterCleaner:
    def clean(self, row: SourceRow) -> CleanRow:
        number = row.text("number")
        if not cn.is_valid(number):
            raise Refused(_("法人番号: 検査用数字が合わないため、使っていません。"))
        clean = CleanRow(row.line, {"corporate_number": number})
        clean.values |= {"name": _narrow(row.text("name"))[:120], "english_name": row.text("english_name")[:160]}
        kana = company_reading(row.text("kana"))[:160]
        clean.values["kana"] = kana if is_kana(kana) else ""
        if row.text("closed_on"):
            clean.once = {
                "closed_on": _day(row), "cause": row.text("cause"), "successor": row.text("successor"),
            }  # fmt: skip
        return clean


def _narrow(name):
    """The register writes all letters wide; the directory writes Latin ones as everybody does."""
    return " ".join(jaconv.z2h(name, kana=False, ascii=True, digit=True).split())


def _day(row):
    try:
        return date.fromisoformat(row.text("closed_on"))
    except ValueError as error:
        raise Refused(_("登記記録の閉鎖等年月日: 日付として読めないため、使っていません。")) from error


class RegisterPlanner(Planner):
    """Decides over the register's lines. `basis` and source of the companies stay as they are."""

    def make_cleaner(self):
        return RegisterCleaner()

    def candidates(self, clean: CleanRow) -> Iterator[Entry]:
        numbers = (clean.values["corporate_number"], clean.once.get("successor"))
        yield from filter(None, map(self.known.by_number.get, numbers))

    def decide(self, clean: CleanRow) -> tuple[Draft | None, Outcome]:
        entry = self.known.by_number.get(clean.values["corporate_number"])
        if entry is None:
            clean.reasons.append(_("この法人番号の企業は登録がないため、何もしていません。"))
            return None, Outcome.UNCHANGED
        draft = self.drafts[entry.key]
        draft.begin()
        self._rename(draft, clean)
        for name in ("kana", "english_name"):
            if (value := clean.values[name]) and not getattr(draft.company, name):
                draft.take(name, value)
        draft.derive()
        self._close(draft, clean)
        if draft.left:
            clean.reasons.append(proposed(draft.left))
        return draft, Outcome.UPDATED if draft.line_changed_company else Outcome.UNCHANGED

    def _rename(self, draft, clean):
        old, new = draft.company.name, clean.values["name"]
        if not new or bare_name(old) == bare_name(new):
            return
        draft.take("name", new)
        if draft.company.name == new:
            draft.remember_former_name(old)
            clean.reasons.append(_("名称が「%(old)s」から変わりました。") % {"old": old})

    def _close(self, draft, clean):
        closed_on = clean.once.get("closed_on")
        if closed_on is None or draft.company.closed_on == closed_on:
            return
        draft.put("closed_on", closed_on)
        if not draft.company.hidden:
            draft.put("hidden", True)
        clean.reasons.append(self._why_closed(clean.once))

    def _why_closed(self, once):
        causes = {
            "01": _("清算の結了など"), "11": _("合併による解散など"), "21": _("登記官による閉鎖"), "31": _("その他の清算の結了など"),
        }  # fmt: skip
        text = _("登記が%(day)sに閉鎖されたため（%(cause)s）、非表示にしました。") % {
            "day": once["closed_on"].isoformat(),
            "cause": causes.get(once["cause"], _("事由不明")),
        }
        if number := once["successor"]:
            entry = self.known.by_number.get(number)
            name = self.drafts[entry.key].company.name if entry else ""
            text += _("承継先: %(name)s。") % {"name": f"{name} {number}".strip()}
        return text
