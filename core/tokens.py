"""Codes to read aloud, tokens for links, pins for mails, keyed hashes. All from the system's random source."""

import re
import secrets
import unicodedata

from django.utils.crypto import constant_time_compare, salted_hmac

# No vowels (no words by accident), no I, L, O (like 1 and 0), no V (spoken like B in Japanese): 19^8 ≈ 17 thousand million.
CODE_LETTERS = "BCDFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8
PIN_LENGTH = 6


def new_code() -> str:
    """Eight capital letters that one person can read to another over the telephone."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def clean_code(text: str) -> str:
    """What somebody typed for a code, as it is stored: full-width, small letters, spaces and hyphens allowed."""
    return re.sub("[^A-Z]", "", unicodedata.normalize("NFKC", text).upper())[: CODE_LENGTH + 1]


def spaced_code(code: str) -> str:
    """The code in two groups of four, for the eye and the voice."""
    return f"{code[:4]} {code[4:]}"


def new_token() -> str:
    """32 URL-safe characters, 192 bits: whoever has the link is the one it was sent to."""
    return secrets.token_urlsafe(24)


def new_pin() -> str:
    """Six digits. Guessable in a million tries, so whoever checks it counts the tries."""
    return f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA256 of `value` under the secret key, 64 hex digits; hashes of different purposes cannot be compared."""
    return salted_hmac(f"machikoba.{purpose}", value, algorithm="sha256").hexdigest()


def matches(purpose: str, value: str, hashed: str) -> bool:
    """True if `hashed` is the keyed hash of `value`, in constant time."""
    return constant_time_compare(keyed_hash(purpose, value), hashed)
