"""What a slug decides."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Option = TypeVar("Option")


class Choices:
    """Decisions that are the same for the same slug, for ever and on every machine."""

    def __init__(self, slug: str):
        self._bytes = sha256(slug.encode(errors="surrogatepass")).digest()
        self._next = 2
        self.colours = self._bytes[0]  # which palette of a field
        self.mirrored = bool(self._bytes[31] & 1)

    def pick(self, options: Sequence[Option]) -> Option:
        """One of the options, by the next byte."""
        chosen = options[self._bytes[self._next % len(self._bytes)] % len(options)]
        self._next += 1
        return chosen
