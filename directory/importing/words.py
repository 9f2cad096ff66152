"""Finding the words of a vocabulary in what people wrote, with any separator or none."""

import re
from collections.abc import Iterable

from core.japanese import fold
from directory.models import Word

_BETWEEN_WORDS = re.compile(r"[\s、。,，;；:：/／|]+")
_SIGNS = re.compile(r"[・+&()\[\]「」【】]+")
# What lists hang onto words; alone it says nothing.
_HANGERS_ON = """
    加工 業 製造 製造業 製作 関連 関係 分野 産業 部品 部門 機器 装置 その他 など 等 ほか 他 全般 一般 各種 一式 用 向け の と および 及び
"""
_FILLERS = frozenset(fold(word) for word in _HANGERS_ON.split())


class Vocabulary:
    """The names and synonyms of one vocabulary, ready for looking through texts."""

    def __init__(self, words: Iterable[Word]):
        words = list(words)
        self._by_key = {
            fold(synonym): word for word in words for synonym in word.synonyms.splitlines() if fold(synonym)
        }
        self._by_key |= {fold(word.name): word for word in words}  # a name beats another word's synonym
        keys = sorted(self._by_key, key=len, reverse=True)
        # a Latin word must not be found inside another one: NC is not in CNC
        self._pattern = re.compile("|".join(_bounded(key) for key in keys)) if keys else None

    def find(self, text: str) -> tuple[list[Word], list[str]]:
        """The words of the vocabulary that stand in `text`, longest match first from the left, and the rest of it.

        「検査・測定設計プレス」 has three words and no rest; 「深海資源、半導体」 one word and 「深海資源」.
        """
        found: dict[Word, None] = {}
        unknown: list[str] = []
        for part in filter(None, _BETWEEN_WORDS.split(text)):
            words, rest = self._find_in_part(fold(part))
            found |= dict.fromkeys(words)
            unknown += rest if words else rest and [part]
        return list(found), list(dict.fromkeys(unknown))

    def _find_in_part(self, folded):
        words, rest, start = [], [], 0
        for match in self._pattern.finditer(folded) if self._pattern else ():
            rest += _rest(folded[start : match.start()])
            words.append(self._by_key[match[0]])
            start = match.end()
        return words, rest + _rest(folded[start:])


def _bounded(key):
    before = "(?<![a-z0-9])" if key[0].isascii() else ""
    after = "(?![a-z0-9])" if key[-1].isascii() else ""
    return before + re.escape(key) + after


def _rest(text):
    return [part for part in _SIGNS.split(text) if part and part not in _FILLERS]
