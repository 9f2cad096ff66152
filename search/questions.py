"""What people type, as words: all of them, "several as one phrase", -without this one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from core.japanese import LEGAL_FORMS, fold, full_legal_form, without_legal_forms
from search.vocabulary import Vocabulary

MOST_WORDS = 8
LONGEST_WORD = 40
_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞〟«»", '"'))
# A mark of exclusion stands only where a word begins: the hyphens of 3-5 and CNC-旋盤 are letters.
_PIECES = re.compile(
    """(?:(?<!\\S)(?P<without>[-‐−]))?(?:"(?P<quoted>[^"]*)"|「(?P<hooked>[^「」]*)」|(?P<word>[^\\s"「」]+))"""
)
_HYPHENS = re.compile("[-‐−]+")


@dataclass(frozen=True)
class Word:
    """A folded word or phrase (with single spaces); `literal`: typed in quotes, so no synonym of it is meant."""

    text: str
    literal: bool = False


@dataclass(frozen=True)
class Asked:
    """A word with the terms whose carriers it finds: in whose names it stands, and in whose synonyms."""

    text: str
    named: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """Documents with all of `words` and none of `without` are asked for; nothing if both are empty."""

    words: tuple[Word, ...] = ()
    without: tuple[Word, ...] = ()

    def __bool__(self):
        return bool(self.words or self.without)


@lru_cache(maxsize=1024)
def question_of(query: str) -> Question:
    """A question's folded words, at most MOST_WORDS of at most LONGEST_WORD letters; what is beyond is cut.

    Few know whether a company is a 株式会社 or a 有限会社, or on which side it writes it: a legal form beside other
    words is not asked for.
    """
    words, without = [], []
    for piece in _PIECES.finditer(_readable(query)):
        phrase = piece["quoted"] or piece["hooked"]
        if phrase:
            found = [Word(fold(phrase)[:LONGEST_WORD].strip(), literal=True)]
        else:
            found = [Word(word[:LONGEST_WORD]) for word in _bare(piece["word"])]
        (without if piece["without"] else words).extend(word for word in found if word.text)
    if any(word.text not in LEGAL_FORMS for word in words):
        words = [word for word in words if word.literal or word.text not in LEGAL_FORMS]
    words = list(dict.fromkeys(words))[:MOST_WORDS]
    return Question(tuple(words), tuple(dict.fromkeys(without))[: MOST_WORDS - len(words)])


def asked(word: Word, vocabulary: Vocabulary) -> Asked:
    return Asked(word.text, vocabulary.named(word.text), () if word.literal else vocabulary.meant(word.text))


def _readable(query):
    query = query[: MOST_WORDS * LONGEST_WORD].encode("utf-8", "ignore").decode()  # halves of letters go
    return full_legal_form(unicodedata.normalize("NFKC", query)).translate(_QUOTES)


def _bare(word):
    return without_legal_forms(word).split() if word and not _HYPHENS.fullmatch(word) else []
