"""The ward's own copy of the directory: everything that the import understands, in headers that it understands.

For staff: every company stands in it, hidden ones and those without consent too, with all that is known of them. What
anybody may have is the open data. Imported again, into the same directory or an empty one, it changes nothing; beside
the facts it carries what only a new company takes (name of its page, basis, source, hidden, dates). Pictures, tours and
people are no part of it.
"""

from collections.abc import Iterator

from directory.importing.facts import value_of
from directory.models import Company

COLUMNS = {
    "法人番号": "corporate_number", "企業名": "name", "フリガナ": "kana", "英語名": "english_name", "ページ名": "slug",
    "ひとこと": "tagline", "紹介": "story", "紹介（英語）": "story_en", "郵便番号": "postal_code", "所在地": "address",
    "町丁目": "town", "建物名": "building", "緯度": "lat", "経度": "lon", "位置の精度": "match_level", "電話番号": "phone",
    "ホームページ": "site", "創業年": "founded", "従業員数": "employees", "資本金（円）": "capital", "業種コード": "industry",
    "製品": "products", "設備": "machines", "認証": "certificates", "募集": "recruiting", "奨学金返還支援": "scholarship",
    "いまの工場": "facts", "見学": "opening_mode", "分野": "fields", "加工": "processes", "公開の根拠": "basis",
    "情報の出どころ": "source", "非表示": "hidden", "閉鎖日": "closed_on", "最終確認日": "confirmed_on",
}  # fmt: skip
HEADER = list(COLUMNS)


def company_rows() -> Iterator[list]:
    """Header and one row per company, in the order of their making, for core.tables; nothing is held in memory."""
    yield HEADER
    companies = Company.objects.order_by("pk").select_related("town").prefetch_related("fields", "processes")
    for company in companies.iterator(500):
        yield [_cell(company, name) for name in COLUMNS.values()]


def _cell(company: Company, name: str) -> str | int | float:
    if name in ("fields", "processes"):
        return "\n".join(word.name for word in getattr(company, name).all())
    if name in ("recruiting", "facts"):
        field = Company._meta.get_field(name)
        return "、".join(str(label) for value, label in field.options if value in getattr(company, name))
    if name in ("match_level", "basis"):
        return str(getattr(company, f"get_{name}_display")()) if getattr(company, name) else ""
    if name == "opening_mode":
        return str(company.get_opening_mode_display()) if company.opening_mode else "なし"
    if name in ("scholarship", "hidden"):
        return "はい" if getattr(company, name) else ""
    if name == "town":
        return company.town.name if company.town else ""
    if name == "phone":
        return str(company.phone or "")
    value = value_of(company, name)
    return "" if value is None else value
