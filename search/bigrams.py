"""The tokeniser: every pair of neighbouring letters is a gram, so that a word is found inside any other.

A gram is written as the zone it stands in and its two letters: "a宇宙" is 宇宙 in a title. Letters are written as
they are but for the 32 signs of ASCII, which become noncharacters of Unicode (`fold` leaves none in a text): so neither
the tokeniser nor the query language of a database sees anything in a gram but a word, whatever was typed.
"""

TITLE, KEYWORDS, TEXT, TERM = "abct"
ZONES = (TITLE, KEYWORDS, TEXT)
EVERY_DOCUMENT = "k"
LINE_BREAK = "n"
START = "s"  # with its first letter: a line of a title
_SIGNS = [chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum()]
_HIDDEN = {ord(sign): chr(0xFDD0 + number) for number, sign in enumerate(_SIGNS)}


def grams_of_word(zone: str, word: str) -> list[str]:
    """The grams that must follow one another where this folded word or phrase stands in a zone.

    The last one may end in "*": any gram that begins so. A word within a phrase ends with its last letter alone.
    """
    *before, last = word.translate(_HIDDEN).split(" ")
    grams = [zone + gram for part in before for gram in _pairs(part)]
    return grams + [zone + gram for gram in (_pairs(last)[:-1] if len(last) > 1 else [f"{last}*"])]


def grams_of_start(word: str) -> list[str]:
    """The grams that must follow one another where a line of a title begins with this folded word."""
    return [START + word[0].translate(_HIDDEN), *grams_of_word(TITLE, word)]


def gram_of_term(key: str) -> str:
    return TERM + key.translate(_HIDDEN)


def grams_of_document(title: str, keywords: str, text: str, terms: list[str]) -> str:
    """The grams of three folded texts in order, between spaces, and the document's terms."""
    grams = [EVERY_DOCUMENT, *map(gram_of_term, terms)]
    for zone, content in zip(ZONES, (title, keywords, text), strict=True):
        for line in content.translate(_HIDDEN).split("\n"):
            if zone == TITLE and line:
                grams.append(START + line[0])
            grams += [zone + gram for word in line.split() for gram in _pairs(word)]
            grams.append(LINE_BREAK)  # no phrase goes from one line to the next
    return " ".join(grams)


def _pairs(word):
    """「鉄工所」 → 鉄工, 工所, 所."""
    return [word[at : at + 2] for at in range(len(word))]
