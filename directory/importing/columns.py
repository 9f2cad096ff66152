"""Which column of an unknown list means what."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext as _

from core.japanese import to_katakana
from core.tables import TableError

SEARCHED_LINES = 50

_NAME = "企業|会社|事業所|事業者|法人|団体|工場|貴社|御社|社|商号|屋号"
# For every column the headers that mean it, as patterns over the cleaned header; of two columns for one value the one
# whose pattern stands earlier wins, and the other fills its blanks.
SYNONYMS = {
    "number": ["法人番号(13桁)?", "法人(no|ナンバー)", "corporatenumber"],
    "name": [
        "(企業|会社|社|貴社|御社)名称?", "(事業所|事業者)名称?", "(法人|団体|工場)名称?", "(商号|屋号|名称)(又ハ名称|名)?",
        "企業|会社|事業所|事業者", "(company|companyname|name)",
    ],
    "kana": [f"(({_NAME})?名?称?)(フリガナ|カナ|ヨミガナ|ヨミ|読ミ|読ミ方|読ミガナ|読ミ仮名)名?称?", f"(カナ|フリガナ)({_NAME})名?称?"],
    "english_name": [f"(({_NAME})?名?称?)(英語|英字|英文|英)(名|表記|社名)?", "英文(社名|企業名|名)", "english(name)?"],
    "postal_code": ["(所在地)?(郵便番号|〒|郵便no)", "(zip|post|postal)(code)?"],
    "address": [
        "所在地(住所|連結表記|表記)?", "住所", "(事業所|会社|企業)(ノ)?(所在地|住所)", "工場(ノ)?(所在地|住所)",
        "(本社|本店|主タル事務所ノ)(ノ)?(所在地|住所)", "address",
    ],
    "prefecture": ["(所在地)?都道府県名?"],
    "city": ["(所在地)?(市区町村|区市町村|市町村|市区)名?", "区名"],
    "town_part": ["(所在地)?(町名|町丁目|町域|町域名|町字|町名丁目|大字町名)"],
    "block_part": ["(所在地)?(番地|丁目番地|番地以下|番地号|地番|町名番地|以降ノ住所)"],
    "building": ["(ビル|建物|マンション)名?等?(方書|部屋番号|階数)?", "方書", "建物"],
    "phone": [
        "(代表|会社|連絡先|オ問イ合ワセ)?(電話(番号)?|tel|telno|phone)(番号)?", "(電話(番号)?|tel)/?fax(番号)?", "連絡先",
    ],
    "site": ["(会社|企業|自社)?(ホームページ|hp|ウェブサイト|webサイト|web|website|サイト)(url|アドレス)?", "(会社|企業)?url", "リンク"],
    "founded": ["(設立|創業|創立)(/?(設立|創業|創立))?(年|年月|年月日|日|西暦)?", "founded"],
    "employees": ["(従業員|社員|従業者|職員)(人)?数?", "人数", "employees"],
    "capital": ["資本金(額)?(円|千円|万円|百万円)?", "出資金(額)?(円|千円|万円|百万円)?", "capital"],
    "industry": [
        "(主ナ)?業種(コード|番号)(日本標準産業分類)?", "(日本標準)?産業分類(コード|番号|名)?", "(業種)?中分類(コード|番号|名)?", "業種名(称)?",
        "industry",
    ],
    "fields": ["(主ナ|得意|対象|主要|産業|製品|取引)?分野(名)?", "(主ナ|対象)?(業種|業界)(分類)?", "fields?"],
    "processes": [
        "(主ナ|主要ナ?|得意ナ?)?(加工)(内容|分野|方法|種別|技術|品目)?", "(保有|得意|主要|主ナ)?技術(分野)?", "process(es)?",
    ],
    "machines": ["(主ナ|主要|保有)?(設備|機械設備|機械|設備機械)(名|一覧)?", "machines?"],
    "certificates": ["(取得)?(認証|認定|認証認定|認証資格|認証規格|資格認証)(取得)?(等)?", "iso(認証|取得)?", "certificates?"],
    "story": [
        "(主ナ)?(事業|業務)(内容|概要)?", "(企業|会社|自社)?(紹介文?|pr|ピーアール|概要)", "(特徴|説明|自己紹介)", "story",
    ],
    "story_en": ["(企業|会社)?紹介文?(英語|英文)", "storyen"],
    "products": ["(主ナ|主要|主力|取扱|代表的ナ)?(製品|商品|生産品)(名|一覧|例|品目)?", "(主ナ|主要)?(製造|生産|取扱)品目?", "products?"],
    "recruiting": ["(採用|求人|人材)?(募集|採用)(ノ)?(有無|状況|区分|対象|情報|職種)?", "(採用|求人)(ノ)?(有無|状況|区分|情報)?", "recruiting"],
    "scholarship": ["奨学金(返還|返済)?支援(ノ)?(対象|制度)?(有無|可否)?"],
    "facts": ["(今|イマ)ノ工場", "工場ノ特色"],
    "tagline": ["キャッチ(コピー|フレーズ)", "(一言|ヒトコト)(pr|紹介)?"],
    "opening": ["(工場)?見学(ノ)?(受入|受ケ入レ|受入レ|対応)?(ノ)?(可否?|体制)?", "受入可否"],
    "lat": ["緯度", "lat(itude)?"],
    "lon": ["経度", "(lon|lng)(gitude)?", "longitude"],
    "match_level": ["位置ノ精度"],
    "slug": ["ページ名", "urlノ名前", "slug"],
    "basis": ["公開ノ根拠"],
    "source": ["情報ノ出ドコロ"],
    "hidden": ["非表示"],
    "closed_on": ["閉鎖日"],
    "confirmed_on": ["最終確認日"],
}  # fmt: skip
# 分野1, 分野2, … are one value
SEVERAL = ("fields", "processes", "products", "machines", "certificates", "recruiting", "facts")
_PATTERNS = {target: [re.compile(pattern) for pattern in patterns] for target, patterns in SYNONYMS.items()}
# Most cells of a file are no header at all, and one expression says so ten times faster than all of them in turn.
_ANY = re.compile("|".join(f"(?:{pattern})" for patterns in SYNONYMS.values() for pattern in patterns))
_NOISE = re.compile(r"[\s※*＊●■□◆◇◎☆★:：_・.\-‐―－「」『』【】〔〕<>＜＞#]|必須|任意|入力欄|\d+字以内")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERING = re.compile(r"^\(?\d{1,2}\)?\.?(?=\D)|[\d①-⑳]+$")


@dataclass(frozen=True)
class Columns:
    """The header of a list: its line, and for every recognised value its columns as (index, header), best first."""

    line: int
    by_target: dict[str, list[tuple[int, str]]]
    headers: tuple[str, ...]
    known: frozenset[int]  # columns whose header means something, used or not

    @property
    def usable(self) -> bool:
        """A list must say who and where, or it cannot be a list of companies."""
        return "name" in self.by_target and bool({"address", "town_part", "number"} & self.by_target.keys())

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of columns that mean nothing to the directory."""
        return tuple(header for index, header in enumerate(self.headers) if header and index not in self.known)

    def meanings(self) -> dict[int, str]:
        """By the index of a column what is read from it."""
        return {index: target for target, places in self.by_target.items() for index, _header in places}

    def corrected(self, mapping: dict[int, str]) -> "Columns":
        """The same header, read as people say: index of a column → its meaning, "" for none.

        A corrected column goes before the recognised ones. Raises TableError if the rest says no more who and where.
        """
        kept = {
            target: [(index, header) for index, header in places if index not in mapping]
            for target, places in self.by_target.items()
        }
        for index, target in sorted(mapping.items(), reverse=True):
            if target:
                kept.setdefault(target, []).insert(0, (index, self.headers[index]))
        used = {index for index, target in mapping.items() if target}
        by_target = {target: places for target, places in kept.items() if places}
        found = Columns(self.line, by_target, self.headers, self.known - mapping.keys() | used)
        if not found.usable:
            raise TableError(_("企業名の列と、所在地（または町名、法人番号）の列を選んでください。"))
        return found


def find_columns(lines: list[tuple[int, list[str]]]) -> Columns:
    """The header among the first lines of a list, which may stand below titles or fill two lines.

    Raises TableError if there is none.
    """
    in_one, in_two = [], []
    for (number, cells), (next_number, below) in pairwise([*lines, (0, [])]):
        in_one.append(_recognise(number, [[cell] for cell in cells]))
        if next_number == number + 1 and _mostly_headers(below):
            in_two.append(_recognise(next_number, _two_lines(cells, below)))
    usable = [columns for columns in in_one + in_two if columns.usable]
    if not usable:
        raise TableError(_("見出しの行が見つかりません。「企業名」と「所在地」の列がある表にしてください。"))
    return max(usable, key=lambda columns: len(columns.by_target))


def _mostly_headers(cells):
    """True for the second line of a header; a line of data may hold such a word, but not in half of its cells."""
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(meaning_of(cell) is not None for cell in filled) >= len(filled)


def _two_lines(upper, lower):
    """What the header of each column may be if it fills two lines: the lower cell, both together, or the upper one."""
    width = max(len(upper), len(lower))
    upper, lower = (cells + [""] * (width - len(cells)) for cells in (upper, lower))
    group = ""
    choices = []
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        choices.append([below, group + below] if below.strip() else [above])
    return choices


def _recognise(line, choices) -> Columns:
    found: dict[str, list[tuple[int, int, str]]] = {}
    shown = []
    for index, headers in enumerate(choices):
        meanings = [(header, meaning) for header in headers if (meaning := meaning_of(header))]
        header = meanings[0][0] if meanings else headers[-1]
        shown.append(" ".join(header[:200].split())[:30])
        if meanings:
            target, rank = meanings[0][1]
            found.setdefault(target, []).append((rank, index, shown[-1]))
    by_target = {}
    for target, columns in found.items():
        columns.sort()
        best = [column for column in columns if column[0] == columns[0][0]] if target in SEVERAL else columns
        by_target[target] = [(index, header) for _rank, index, header in best]
    known = frozenset(index for columns in found.values() for _rank, index, _header in columns)
    return Columns(line, by_target, tuple(shown), known)


@lru_cache(maxsize=4096)
def meaning_of(header: str) -> tuple[str, int] | None:
    """What a header means and how well it says it (0 is best): 「会社名\\n（※必須）」 → ("name", 0)."""
    if len(header) > 60:
        return None
    text = unicodedata.normalize("NFKC", header).casefold()
    whole = _NOISE.sub("", text)
    for form in (re.sub(r"[()\[\]]", "", whole), _BRACKETS.sub("", whole)):
        for cleaned in (form, _NUMBERING.sub("", form)):
            if not _ANY.fullmatch(katakana := to_katakana(cleaned)):
                continue
            for target, patterns in _PATTERNS.items():
                for rank, pattern in enumerate(patterns):
                    if pattern.fullmatch(katakana):
                        return target, rank
    return None
