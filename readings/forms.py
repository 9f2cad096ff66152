"""What staff type: the kana of words, in hiragana or katakana of any width."""

import unicodedata

import jaconv
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, one_line
from core.widgets import LineInput
from readings.models import Reading
from readings.pairs import READING, Word, aligned, has_kanji, kanji_words

NOT_KANA = _("ひらがなかカタカナで入力してください。例：せんばん")
LONGEST_KANA = 120


def clean_kana(text: str) -> str:
    """A reading in hiragana. ValidationError for anything but kana."""
    kana = jaconv.kata2hira(unicodedata.normalize("NFKC", one_line(text)).replace(" ", ""))
    if kana and not READING.fullmatch(kana):
        raise ValidationError(NOT_KANA, code="invalid")
    return kana


def check_fits(surface: str, kana: str) -> None:
    """ValidationError for a reading that leaves out the kana its word is written with: けず for 削り."""
    if kana and aligned(surface, kana) is None:
        raise ValidationError(
            _("「%(word)s」の読みを、送りがなまで入力してください。例：「見る」は「みる」") % {"word": surface},
            code="invalid",
        )


class ReadingField(LineField):
    """The reading of a word."""

    cleaner = staticmethod(clean_kana)
    widget = LineInput(autocomplete="off", lang="ja")

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST_KANA, "label": _("ふりがな"), **kwargs})


class SentenceForm(forms.Form):
    """The words of one sentence: `kana-3` for the word that begins at its fourth letter, `all-3` for "everywhere"."""

    unmarked = True

    def __init__(self, data=None, *, reading: Reading):
        super().__init__(data)
        self.words = kanji_words(reading.pairs)
        for word in self.words:
            self.fields[f"kana-{word.start}"] = ReadingField(label=word.surface, required=False, initial=word.kana)
            self.fields[f"all-{word.start}"] = forms.BooleanField(label=_("どの文でも"), required=False)

    def rows(self):
        """(word, its kana field, its "everywhere" field)."""
        return [(word, self[f"kana-{word.start}"], self[f"all-{word.start}"]) for word in self.words]

    def clean(self):
        cleaned, fixed = super().clean(), {}
        for word in self.words:
            kana = cleaned.get(f"kana-{word.start}")
            if kana is not None:
                self._check(word, kana, cleaned[f"all-{word.start}"], fixed)
        return cleaned

    def _check(self, word, kana, everywhere, fixed):
        try:
            check_fits(word.surface, kana)
            if everywhere and not kana:
                raise ValidationError(_("どの文でも使う読みは、空にできません。"), code="required")
            if everywhere and fixed.setdefault(word.surface, kana) != kana:
                raise ValidationError(
                    _("「%(word)s」に、二つの読みがあります。「どの文でも」は一つにしてください。")
                    % {"word": word.surface},
                    code="invalid",
                )
        except ValidationError as error:
            self.add_error(f"kana-{word.start}", error)

    def changes(self) -> dict[str, list[Word]]:
        """What `readings.services.correct` is told: the words that read otherwise now, and those for everywhere.

        A word that the form did not show says nothing: the sentence may have been cut anew meanwhile.
        """
        here, everywhere = [], []
        for word in (word for word in self.words if f"kana-{word.start}" in self.data):
            said = word._replace(kana=self.cleaned_data[f"kana-{word.start}"])
            if self.cleaned_data[f"all-{word.start}"]:
                everywhere.append(said)
            elif said != word:
                here.append(said)
        return {"here": here, "everywhere": everywhere}


class WordForm(forms.Form):
    """A word that is read in one way in every sentence."""

    surface = LineField(label=_("ことば"), max_length=80, help_text=_("文の中に出てくるとおりに。例：町工場"))
    kana = ReadingField(help_text=_("例：まちこうば"))

    def clean_surface(self):
        surface = self.cleaned_data["surface"]
        if not has_kanji(surface):
            raise ValidationError(_("漢字のあることばを入力してください。"), code="invalid")
        return surface

    def clean(self):
        cleaned = super().clean()
        if {"surface", "kana"} <= cleaned.keys():
            try:
                check_fits(cleaned["surface"], cleaned["kana"])
            except ValidationError as error:
                self.add_error("kana", error)
        return cleaned
