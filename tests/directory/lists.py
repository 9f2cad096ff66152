"""Small lists of invented companies with every kind of dirt that such lists carry."""

import csv
import io
import re

from openpyxl import Workbook
from stdnum.jp import cn

from core.tables import read_table

HEADER = [
    "法人番号", "企業名", "フリガナ", "代表者名", "郵便番号", "所在地", "ビル名等", "電話番号", "FAX番号", "メールアドレス", "ホームページ",
    "設立", "従業員数", "分野", "主な加工", "主な設備", "認証", "事業内容", "見学受入", "備考", "緯度", "経度",
    "英語表記", "キャッチコピー", "紹介（英語）", "主力製品", "資本金", "業種コード", "募集", "奨学金返還支援", "いまの工場",
]  # fmt: skip


def corporate_number(serial: int) -> str:
    body = f"{700_000_000_000 + serial * 7919}"
    return cn.calc_check_digit(body) + body


def row(serial: int, **changes: str) -> dict[str, str]:
    """A line of the ward's list that needs no reason, with some of its columns changed."""
    return dict.fromkeys(HEADER, "") | {
        "法人番号": corporate_number(serial),
        "企業名": f"㈱架空{serial}精機",
        "フリガナ": "カクウセイキ",
        "代表者名": "架空太郎",
        "郵便番号": "1440052",
        "所在地": f"東京都大田区蒲田５－{serial + 1}－１４",
        "電話番号": "０３（３０００）0763",
        "メールアドレス": "info@example.jp",
        "ホームページ": "f0000.example.jp",
        "設立": "昭和38年",
        "従業員数": "約２０名",
        "分野": "医療・福祉",
        "主な加工": "旋盤、ばね",
        "主な設備": "NC旋盤、三次元測定機",
        "事業内容": "最短三日で届けます。",
        "見学受入": "〇",
        **changes,
    }


def table(*rows: dict[str, str]) -> list[list[str]]:
    return [HEADER, *([line[name] for name in HEADER] for line in rows)]


def as_csv(lines: list[list[str]], encoding="cp932", delimiter=",") -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return io.BytesIO(text.getvalue().encode(encoding))


def as_xlsx(lines: list[list]) -> io.BytesIO:
    book = Workbook()
    for line in lines:
        book.active.append([re.sub("[\x00-\x08\x0b\x0c]", "", cell) or None for cell in line])
    target = io.BytesIO()
    book.save(target)
    return target


def report_lines(path) -> list[list[str]]:
    """A report file without its header: row, outcome, reasons, slug."""
    return [(cells + ["", ""])[:4] for number, cells in read_table(path).rows() if number > 1]
