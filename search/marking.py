"""A few words of a document around what was found in it, as it was written, not as it was folded."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.japanese import fold, fold_with_places
from search.questions import Word
from search.registry import Document
from search.vocabulary import Term, Vocabulary

LONGEST = 80
BEFORE = 24  # letters that stand before the hit, if there are so many
CUT = "…"
NOTHING = SafeString("")


def snippet(document: Document, words: Sequence[Word], vocabulary: Vocabulary) -> SafeString:
    """At most LONGEST letters around the first word that the title does not answer; "" if it answers all."""
    title = [fold(line) for line in document.title.splitlines()]
    for word in words:
        if not any(word.text in line for line in title):
            return _of_word(document, word, vocabulary)
    return NOTHING


def _of_word(document, word, vocabulary):
    for line in document.keywords.splitlines():
        if word.text in fold(line):
            return _marked(line, word.text)
    carried = [vocabulary.terms[key] for key in document.terms if key in vocabulary.terms]
    for term in carried:
        if term.key in vocabulary.named(word.text):
            return _of_term(term, term.names, word.text)
    for term in carried:
        if not word.literal and term.key in vocabulary.meant(word.text):
            return _of_term(term, term.synonyms, word.text)
    for line in document.text.splitlines():
        if word.text in fold(line):
            return _marked(line, word.text)
    return NOTHING


def _of_term(term: Term, names, word):
    """「せっさく → 切削」: the name that answered, and before what it stands for."""
    answering = next(name for name in names if word in fold(name))
    if answering == term.names[0]:
        return _marked(answering, word)
    rest = f" → {term.names[0]}"
    return format_html("{}{}", _marked(answering, word, LONGEST - len(rest)), rest)


def _marked(line, word, longest=LONGEST):
    """At most `longest` letters of a line, with the word in them in `<mark>`."""
    folded, places = fold_with_places(line)
    at = folded.index(word)
    start, end = places[at][0], places[at + len(word) - 1][1]
    end = min(end, start + longest - 2)
    room = longest - (end - start)
    first = max(0, start - min(BEFORE, room // 2))
    last = min(len(line), first + longest)
    first = max(0, min(first, last - longest))
    if first:
        first += 1
    if last < len(line):
        last -= 1
    return format_html(
        "{}{}<mark>{}</mark>{}{}",
        CUT if first else "",
        line[first:start].lstrip(),
        line[start:end],
        line[end:last].rstrip(),
        CUT if last < len(line) else "",
    )
