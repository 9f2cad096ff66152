"""One cell's text to one value, or the reason in Japanese why it is left out."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import jaconv
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException
from stdnum.jp import cn

from core.dates import kanji_number, parse_year
from core.japanese import company_reading, full_legal_form, half_digits, is_kana

MAX_TEXT = 5000
MAX_EMPLOYEES = 100_000
MAX_CAPITAL = 10**15
LEAST_BARE_CAPITAL = 100_000  # below it a number without a unit is more likely 万円 than yen
_valid_url = URLValidator(schemes=["http", "https"])
_KANJI_COUNT = re.compile("[〇一二三四五六七八九十百]+(?=[人名])")
_NUMBER = re.compile(r"\d[\d,]*(?:\.0+)?")
_YEN = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8}
_UNIT = "千万|百万|億|万|千"
_KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_BRACKETS = re.compile(r"\([^)]*\)?")
_LIST_MARKS = re.compile(r"[、，;；\n]|(?<!\d),|,(?!\d{3})")


class Unusable(ValueError):
    """The value is left out of the import; the text is the reason."""


def line_of_text(text: str, *, longest: int) -> str:
    """One line: line breaks and runs of spaces become one space, half-width kana full-width."""
    line = jaconv.h2z(" ".join(text.split()), kana=True, ascii=False, digit=False)
    return shortened_or_unusable(line, longest)


def shortened_or_unusable(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unusable(_("%(limit)s文字を超えているため、入れていません。") % {"limit": f"{longest:,}"})
    return text


def name(text: str) -> str:
    """The company's name with its legal form written out."""
    line = full_legal_form(line_of_text(text, longest=120))
    if not any(char.isalnum() for char in line):
        raise Unusable(_("名前として読めません。"))
    return shortened_or_unusable(line, 120)


def own_name(text: str) -> str:
    """The company's name as our own export has it."""
    name(text)
    return own_line(120)(text)


def own_line(longest: int) -> Callable[[str], str]:
    """How one line of our own export is read: as it stands, or the unedited file would change what people wrote."""
    return lambda text: shortened_or_unusable(" ".join(text.splitlines()), longest)


def number(text: str) -> str:
    """A corporate number whose check digit is right. 適格請求書's leading T is dropped."""
    digits = re.sub(r"[\s\-]|^T", "", half_digits(text).upper())
    if not re.fullmatch(r"\d{13}", digits):
        raise Unusable(_("13桁の数字ではないため、番号なしとしました。"))
    if not cn.is_valid(digits):
        raise Unusable(_("検査用数字が合わないため、番号なしとしました。"))
    return digits


def own_kana(text: str) -> str:
    return text if len(text) <= 160 and is_kana(text) else kana(text)


def kana(text: str) -> str:
    reading = shortened_or_unusable(company_reading(text), 160)
    if not is_kana(reading):
        raise Unusable(_("カナとして読めないため、入れていません。"))
    return reading


def postal_code(text: str) -> str:
    digits = re.sub(r"[\s〒\-]", "", half_digits(text))
    if not re.fullmatch(r"\d{7}", digits):
        raise Unusable(_("7桁の郵便番号ではないため、入れていません。"))
    return digits


def building(text: str) -> str:
    return line_of_text(unicodedata.normalize("NFKC", text), longest=120)


def phone(text: str) -> PhoneNumber:
    """The first telephone number of the cell, however it is written; a zero that a spreadsheet ate is put back."""
    for part in re.split(r"[\n、,;]|/| または ", half_digits(text)):
        digits = re.sub(r"^\D*?(?=[+\d(])", "", part).strip()
        if re.fullmatch(r"[1-9]\d{8,9}", digits):
            digits = "0" + digits
        digits = re.sub(r"\([^\d)]*\)|\s*(?:内線|代表|代)\s*\d*\s*$", "", digits)
        try:
            found = PhoneNumber.from_string(digits, region="JP")
        except NumberParseException:
            continue
        if found.is_valid():
            return found
    raise Unusable(_("電話番号として読めないため、入れていません。"))


def site(text: str) -> str:
    """The first web address of the cell; one without a scheme gets https."""
    for part in re.split(r"[\s、]+", unicodedata.normalize("NFKC", text)):
        url = part if re.match("[a-z][a-z0-9+.-]*:(?!\\d)", part, re.IGNORECASE) else f"https://{part}"
        if len(url) <= 300 and _is_public_url(url):
            return url
    raise Unusable(_("ホームページのアドレスとして使えないため、入れていません。"))


def _is_public_url(url):
    try:
        _valid_url(url)
        address = urlsplit(url)
    except (ValidationError, ValueError):
        return False
    host = address.hostname or ""
    return "@" not in address.netloc and "." in host and not _is_ip(host)


def _is_ip(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def founded(text: str) -> int:
    year = parse_year(text)
    if year is None:
        raise Unusable(_("年として読めないため、入れていません。"))
    if year > timezone.localdate().year:
        raise Unusable(_("未来の年のため、入れていません。"))
    return year


def employees(text: str) -> int:
    """「約20名」 is 20, 「20名（うちパート5名）」 too; a range says no number."""
    plain = _BRACKETS.sub("", half_digits(text))
    plain = _KANJI_COUNT.sub(lambda count: str(kanji_number(count[0])), plain)
    counts = _NUMBER.findall(plain)
    if len(counts) != 1 or re.search(r"[-−]\s*\d|以[上下]|未満", plain):
        raise Unusable(_("人数として読めないため、入れていません。"))
    count = int(counts[0].split(".")[0].replace(",", ""))
    if count > MAX_EMPLOYEES:
        raise Unusable(_("人数が大きすぎるため、入れていません。"))
    return count


def capital(text: str, header: str = "") -> int:
    """Yen, from 「1,000万円」, 「1000万」, 「1億2,000万円」 or a plain number in the unit that the header names."""
    plain = re.sub(r"[\s,¥\\]|^金|円?[也整]?$", "", _BRACKETS.sub("", half_digits(text))).removeprefix("約")
    plain = plain.translate(_KANJI_DIGITS)
    if re.fullmatch(r"\d{1,15}(\.\d+)?", plain):
        unit = _unit_of(half_digits(header))
        if not unit and float(plain) < LEAST_BARE_CAPITAL:
            raise Unusable(_("円か万円かわからないため、入れていません。"))
        return _yen(float(plain) * (unit or 1) if "." in plain else int(plain) * (unit or 1))
    if not re.fullmatch(rf"(\d{{1,9}}(\.\d{{1,4}})?({_UNIT})?)+", plain):
        raise Unusable(_("金額として読めないため、入れていません。"))
    parts = re.findall(rf"(\d+(?:\.\d+)?)({_UNIT})?", plain)
    return _yen(sum(float(number) * _YEN.get(unit, 1) for number, unit in parts))


def _unit_of(header):
    found = re.search(rf"({_UNIT})?円", header)
    return found and _YEN.get(found[1], 1)


def _yen(amount):
    if amount > MAX_CAPITAL:
        raise Unusable(_("金額が大きすぎるため、入れていません。"))
    return round(amount)


def day(text: str) -> date:
    """A date as a spreadsheet or our own export writes it."""
    found = re.match(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", half_digits(text))
    try:
        return date(*map(int, found.groups()))
    except (AttributeError, ValueError) as error:
        raise Unusable(_("日付として読めないため、入れていません。")) from error


def slug(text: str) -> str:
    """The name of a company's page, as the own export gives it."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", text):
        raise Unusable(_("ページの名前として使えないため、使っていません。"))
    return text


def degrees(text: str) -> float:
    try:
        value = float(half_digits(text).replace("°", ""))
    except ValueError as error:
        raise Unusable(_("数字として読めないため、使っていません。")) from error
    if not -180 <= value <= 180:  # also refuses nan
        raise Unusable(_("数字として読めないため、使っていません。"))
    return value


def story(text: str) -> str:
    return shortened_or_unusable(text, MAX_TEXT)


def list_of_lines(text: str, *, longest: int) -> str:
    """One thing a line, out of a list with any separator; a comma inside 「1,000t」 is none."""
    lines = dict.fromkeys(" ".join(part.split()) for part in _LIST_MARKS.split(text))
    joined = "\n".join(line for line in lines if line)
    return shortened_or_unusable(jaconv.h2z(joined, kana=True, ascii=False, digit=False), longest)


# By column, for those columns that are named like the field they fill.
CLEANERS: dict[str, Callable[[str], object]] = {
    "kana": kana,
    "english_name": lambda text: line_of_text(text, longest=160),
    "tagline": lambda text: line_of_text(text, longest=80),
    "story": story,
    "phone": phone,
    "site": site,
    "founded": founded,
    "employees": employees,
    "story_en": story,
    "products": lambda text: list_of_lines(text, longest=MAX_TEXT),
    "machines": lambda text: list_of_lines(text, longest=MAX_TEXT),
    "certificates": lambda text: list_of_lines(text, longest=2000),
}
# The same for our own export, which has them as they are to stand.
OWN: dict[str, Callable[[str], object]] = {
    "kana": own_kana,
    "english_name": own_line(160),
    "tagline": own_line(80),
    "products": lambda text: shortened_or_unusable(text, MAX_TEXT),
    "machines": lambda text: shortened_or_unusable(text, MAX_TEXT),
    "certificates": lambda text: shortened_or_unusable(text, 2000),
}
