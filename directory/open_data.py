"""The public companies as open data: a CSV in the municipal layout, and GeoJSON.

Both are made of the same rows, read in blocks and joined on the way: four statements, however many companies there are.
Of a company without a corporate number no telephone, post code, street number, building or exact point is in them
(directory.open_points says why).
"""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse

from core import tables
from core.open_files import json_blocks
from core.phones import as_dialled
from directory.models import Company, Industry, Town
from directory.open_points import is_sole, open_address, open_level, with_open_point

BLOCK = 2000  # rows of one fetch
SEVERAL = ";"  # between the values of one cell, as in the municipal standard
VISITS = {"free": "可", "timed": "可", "booking": "可", "enquiry": "要相談"}  # empty: nothing was said
_READ = (
    "pk", "corporate_number", "slug", "name", "kana", "english_name", "postal_code", "address", "town_id", "block",
    "building", "lat", "open_lat", "open_lon", "match_level", "dialled", "site", "founded", "employees", "capital", "industry",
    "recruiting", "opening_mode",
)  # fmt: skip


class Line:
    """One company; what is not open of a sole proprietor is not in it. `company` has what `_READ` names."""

    def __init__(self, company, town: Town | None, fields: list[str], processes: list[str]):
        self.company, self.town, self.fields, self.processes = company, town, fields, processes
        corporation = not is_sole(company)
        self.corporation = company.name if corporation else ""
        self.address, self.level = open_address(company, town), open_level(company, town)
        self.block = company.block if corporation else ""
        self.building = company.building if corporation else ""
        self.postal_code = company.postal_code if corporation else ""
        self.phone = as_dialled(company.dialled) if corporation else ""
        self.page = _page().format(company.slug)


def lines() -> Iterator[Line]:
    """Every public company, in the order of their keys."""
    towns = Town.objects.in_bulk()
    fields, processes = _Words("fields", "field"), _Words("processes", "process")
    rows = with_open_point(Company.objects.public()).annotate(dialled=Cast("phone", CharField())).order_by("pk")
    for row in rows.values_list(*_READ, named=True).iterator(chunk_size=BLOCK):
        yield Line(row, towns.get(row.town_id), fields.of(row.pk), processes.of(row.pk))


class _Words:
    """The words of one vocabulary in its order, for companies that are asked for in rising order of their keys."""

    def __init__(self, relation: str, word: str):
        pairs = getattr(Company, relation).through.objects.order_by("company_id", f"{word}__order", f"{word}__name")
        pairs = pairs.values_list("company_id", f"{word}__name").iterator(chunk_size=BLOCK)
        self.groups = groupby(pairs, itemgetter(0))
        self.company, self.words = 0, []

    def of(self, company: int) -> list[str]:
        while self.company < company:
            self.company, pairs = next(self.groups, (float("inf"), ()))
            self.words = [word for _company, word in pairs]
        return self.words if self.company == company else []


@lru_cache(maxsize=1)
def _page() -> str:
    """The address of a company's page, with a gap for its slug: reversing 100,000 costs seconds."""
    return settings.BASE_URL + reverse("directory:company", args=["SLUG"]).replace("SLUG", "{}")


def _industry(code: str) -> str:
    return str(Industry(code).label) if code in Industry else ""


def _nothing(line: Line) -> str:
    """For columns of the standard that nobody here knows anything for."""
    return ""


def _remark(line: Line) -> str:
    fields = [f"分野：{SEVERAL.join(line.fields)}"] if line.fields else []
    return "／".join([*fields, f"紹介ページ：{line.page}"])


def _ward(name: str) -> Callable[[Line], str]:
    return lambda line: settings.WARD[name]


COLUMNS: tuple[tuple[str, Callable[[Line], object]], ...] = (
    ("全国地方公共団体コード", _ward("code")),
    ("ID", lambda line: line.company.slug),
    ("地方公共団体名", lambda line: settings.WARD["prefecture"] + settings.WARD["city"]),
    ("事業所名称", lambda line: line.company.name),
    ("事業所名称_カナ", lambda line: line.company.kana),
    ("事業所名称_英字", lambda line: line.company.english_name),
    ("法人名", lambda line: line.corporation),
    ("法人番号", lambda line: line.company.corporate_number),
    ("業種コード(日本標準産業分類)", lambda line: line.company.industry),
    ("業種名", lambda line: _industry(line.company.industry)),
    ("加工分野", lambda line: SEVERAL.join(line.processes)),
    ("所在地_全国地方公共団体コード", _ward("code")),
    ("町字ID", _nothing),
    ("所在地_連結表記", lambda line: line.address),
    ("所在地_都道府県", _ward("prefecture")),
    ("所在地_市区町村", _ward("city")),
    ("所在地_町字", lambda line: line.town.name if line.town else ""),
    ("所在地_番地以下", lambda line: line.block),
    ("建物名等(方書)", lambda line: line.building),
    ("緯度", lambda line: line.company.open_lat),
    ("経度", lambda line: line.company.open_lon),
    ("電話番号", lambda line: line.phone),
    ("連絡先メールアドレス", _nothing),
    ("連絡先FormURL", _nothing),
    ("郵便番号", lambda line: line.postal_code),
    ("従業員数", lambda line: line.company.employees),
    ("創業年", lambda line: line.company.founded),
    ("資本金", lambda line: line.company.capital),
    ("工場見学可否", lambda line: VISITS.get(line.company.opening_mode, "")),
    ("採用募集有無", lambda line: "有" if line.company.recruiting else ""),
    ("URL", lambda line: line.company.site),
    ("画像", _nothing),
    ("画像_ライセンス", _nothing),
    ("備考", _remark),
)


def csv_blocks() -> Iterator[bytes]:
    """UTF-8 with BOM, CRLF, nothing that a spreadsheet would run."""
    return tables.write_csv(_rows(), "utf-8-sig")


def _rows():
    yield [heading for heading, _value in COLUMNS]
    for line in lines():
        yield [value(line) for _heading, value in COLUMNS]


def geojson_blocks() -> Iterator[bytes]:
    """A FeatureCollection (RFC 7946); a company whose place is not known has the geometry null."""
    before = '{"type":"FeatureCollection","features":[\n'
    return json_blocks(before, (json.dumps(feature(line), ensure_ascii=False) for line in lines()), "\n]}\n")


def feature(line: Line) -> dict:
    company, town = line.company, line.town
    point = None if company.open_lat is None else [company.open_lon, company.open_lat]
    return {
        "type": "Feature",
        "id": company.slug,
        "geometry": point and {"type": "Point", "coordinates": point},
        "properties": {
            "name": company.name,
            "name_kana": company.kana,
            "name_en": company.english_name,
            "corporate_number": company.corporate_number or None,
            "url": line.page,
            "site": company.site,
            "fields": line.fields,
            "processes": line.processes,
            "industry": company.industry,
            "address": line.address,
            "town": town.name if town else None,
            "area": str(town.get_area_display()) if town else None,
            "match_level": line.level,
            "opening_mode": company.opening_mode,
            "recruiting": company.recruiting,
            "employees": company.employees,
            "founded": company.founded,
        },
    }
