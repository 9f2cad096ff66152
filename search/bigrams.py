"""The tokeniser: every pair of neighbouring letters is a gram, so that a word is found inside any other.

A gram is written as ten hexadecimal digits, five for each letter. So no tokeniser and no query language of a database
sees anything in it but a word, whatever was typed: quotes, operators, emoji, kanji beyond the first plane.
"""

from core.japanese import without_legal_forms

MOST_WORDS = 8
LONGEST_WORD = 40


def words_of(query: str) -> list[str]:
    """The folded words of a question, at most MOST_WORDS of at most LONGEST_WORD letters; none if nothing is left.

    Few know whether a company is a 株式会社 or a 有限会社, or on which side it writes it: a legal form is not asked for.
    """
    words = without_legal_forms(query[: MOST_WORDS * LONGEST_WORD]).split()
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in words))[:MOST_WORDS]


def grams_of_word(word: str) -> list[str]:
    """The grams that a document with this folded word must hold; one letter asks for any gram beginning with it."""
    if len(word) == 1:
        return [f"{_hex(word)}*"]
    return [_hex(word[at : at + 2]) for at in range(len(word) - 1)]


def grams_of_text(text: str) -> str:
    """The grams of a folded text, each once, in order, between spaces; the last letter of a word stands alone."""
    grams = {_hex(word[at : at + 2]) for word in text.split() for at in range(len(word))}
    return " ".join(sorted(grams))


def _hex(letters):
    return "".join(f"{ord(letter):05x}" for letter in letters)
