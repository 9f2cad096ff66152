"""Form fields for people in Japan: names kept as written, readings in any kana, digits and addresses in any width.

Each field stands on a plain function, so that the API's serializers clean in exactly the same way.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from core.japanese import half_digits, strip_controls, to_katakana
from core.widgets import LineInput

_NOT_KANA = re.compile("[^ァ-ヶー・ヽヾA-Za-zÀ-ɏ '’.-]")
_HYPHENS_AFTER_KANA = re.compile("(?<=[ァ-ヺー])[-‐‑–—―−ー]")
_UNIT = re.compile(" ?(人|名)$")
_HOST = re.compile(r"@[^@\[\]]+\.(?!\d+$)[^@.\[\]]+$")  # a name with a dot; no network has a number for its last part
NO_MAIL_ADDRESS = _("メールアドレスの形になっていません。例：minori@example.jp")


def one_line(text: str) -> str:
    """Without control and invisible characters, and with single spaces between the words.

    ValidationError for NUL, which PostgreSQL cannot keep.
    """
    if "\x00" in text:
        raise ValidationError(_("使えない文字が入っています。"), code="null_characters_not_allowed")
    return " ".join(strip_controls(text).split())


def clean_name(text: str) -> str:
    """A person's name as written: 髙, 﨑 and 𠮷 stay, so nothing is normalised. ValidationError for pictures and signs."""
    name = one_line(text)
    if any(unicodedata.category(char) in ("So", "Cs", "Co", "Cn") or char in "<>" for char in name):
        raise ValidationError(_("絵文字や記号は使えません。"), code="invalid")
    if name and not any(char.isalpha() for char in name):
        raise ValidationError(_("名前を文字で入力してください。"), code="invalid")
    return name


def person_reading(text: str) -> str:
    """The reading of a person's name in full-width katakana, from hiragana or half-width too.

    Latin letters pass: not every name has a reading. ValidationError for kanji and signs.
    """
    kana = _HYPHENS_AFTER_KANA.sub("ー", to_katakana(unicodedata.normalize("NFKC", one_line(text))))
    if _NOT_KANA.search(kana):
        raise ValidationError(_("カタカナかひらがなで入力してください。例：サトウ"), code="invalid")
    return kana


def clean_email(text: str) -> str:
    """A mail address with full-width letters, signs and stray spaces put right.

    ValidationError without an @, and for what the standard allows and no mailbox has: a quoted name, a number or a
    single word for the host.
    """
    email = "".join(unicodedata.normalize("NFKC", one_line(text)).replace("。", ".").split())
    if email and "@" not in email:
        raise ValidationError(_("「@」がありません。例：minori@example.jp"), code="invalid")
    if email and ('"' in email or not _HOST.search(email)):
        raise ValidationError(NO_MAIL_ADDRESS, code="invalid")
    return email


def clean_digits(text: str) -> str:
    """What somebody typed for a number or a telephone: half-width, one kind of hyphen."""
    return half_digits(one_line(text))


class LineField(forms.CharField):
    """One line of text that `cleaner` puts right. The limit counts what was understood, not what was typed."""

    cleaner = staticmethod(one_line)
    widget = LineInput
    default_error_messages = {
        "required": _("入力してください。"),
        "max_length": _("%(limit_value)d文字までで入力してください。"),
    }

    def to_python(self, value):
        return self.cleaner(super().to_python(value))


class NameField(LineField):
    """Part of a person's name, at most 60 characters."""

    cleaner = staticmethod(clean_name)

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 60, **kwargs})


class KanaField(LineField):
    """The reading of a part of a name, at most 60 characters, kept as full-width katakana."""

    cleaner = staticmethod(person_reading)

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 60, **kwargs})


class MailField(LineField):
    """A mail address, typed in any width; at most 254 characters as in the database."""

    cleaner = staticmethod(clean_email)
    default_validators = [EmailValidator(NO_MAIL_ADDRESS)]
    # No type="email": browsers refuse full-width letters before we can put them right.
    widget = LineInput(inputmode="email", autocomplete="email")

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 254, **kwargs})


class TelephoneField(PhoneNumberField):
    """A telephone number, Japanese unless it starts with +; any width, any hyphens."""

    default_error_messages = {"max_length": _("電話番号が長すぎます。")}

    def __init__(self, **kwargs):
        widget = LineInput("tel", autocomplete="tel")
        super().__init__(**{"region": "JP", "max_length": 40, "widget": widget, **kwargs})
        self.error_messages["invalid"] = _("電話番号の形になっていません。例：03-1234-5678")

    def to_python(self, value):
        return super().to_python(clean_digits(value) if isinstance(value, str) else value)


class CountField(forms.IntegerField):
    """A whole number, typed in any width and with or without 人."""

    widget = LineInput(inputmode="numeric", autocomplete="off")
    default_error_messages = {
        "required": _("数字で入力してください。"),
        "invalid": _("数字で入力してください。"),
        "min_value": _("%(limit_value)d以上の数字を入力してください。"),
        "max_value": _("%(limit_value)d以下の数字を入力してください。"),
    }

    def to_python(self, value):
        return super().to_python(_UNIT.sub("", clean_digits(value)) if isinstance(value, str) else value)


class PinField(LineField):
    """Six digits in any width, spaces and hyphens between them allowed."""

    cleaner = staticmethod(clean_digits)
    widget = LineInput(inputmode="numeric", autocomplete="one-time-code")
    default_error_messages = {"invalid": _("6けたの数字を入力してください。")}

    def to_python(self, value):
        digits = re.sub("[ -]", "", super().to_python(value))
        if digits and not re.fullmatch("[0-9]{6}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits


class FilterForm(forms.Form):
    """Narrows a list, where nothing has to be filled in: its fields carry no mark for required or optional."""

    unmarked = True
