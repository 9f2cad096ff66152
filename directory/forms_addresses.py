"""The address of a list, as somebody copied it out of the browser."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import LineField


class ListAddressForm(forms.Form):
    """`address` is cleaned to its query, whatever the site it names: a copy of this one may have another host."""

    address = LineField(
        label=_("一覧のアドレス"),
        help_text=_("公開の一覧でしぼりこみ、ブラウザのアドレス欄をそのまま写してはります。"),
        max_length=8000,
        error_messages={"required": _("一覧のアドレスをはってください。")},
    )

    def clean_address(self):
        query = _query(self.cleaned_data["address"])
        if query is None:
            raise ValidationError(
                _(
                    "アドレスとして読めません。一覧のページを開き、アドレス欄の「https://」から終わりまでを写してください。"
                )
            )
        return QueryDict(query)


def _query(text):
    """The query of an address with or without its host; None if the text is no address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    whole = parts.scheme in ("http", "https") and parts.netloc
    return parts.query if whole or text.startswith(("/", "?")) else None
