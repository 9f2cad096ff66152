"""Where uploaded lists lie until they are erased: outside everything that is served, readable by nobody else.

They hold more than the directory takes: names of directors, numbers of faxes, mail addresses.
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from core.tables import MAX_FILE, TableError

_BLOCK = 1 << 20


def folder() -> Path:
    path = settings.VAR_DIR / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(stored: str) -> Path:
    return folder() / stored


def store(file: BinaryIO) -> tuple[str, str]:
    """Copy a file under a name that says nothing; returns that name and the SHA-256 of the content.

    Raises TableError, and leaves nothing behind, if it is too large.
    """
    stored, digest, size = secrets.token_hex(16), hashlib.sha256(), 0
    file.seek(0)
    try:
        with os.fdopen(os.open(path_of(stored), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > MAX_FILE:
                    raise TableError(
                        _("ファイルが大きすぎます（%(limit)s MBまで）。") % {"limit": MAX_FILE // 1024 // 1024}
                    )
                digest.update(block)
                target.write(block)
    except BaseException:
        erase(stored)
        raise
    return stored, digest.hexdigest()


def erase(stored: str) -> None:
    """Remove a stored file; one that is gone already is fine."""
    path_of(stored).unlink(missing_ok=True)


def strays(kept: set[str], before: float) -> list[str]:
    """Files that no run knows, last written before this time (seconds since 1970): uploads that were cut off."""
    return [path.name for path in folder().iterdir() if path.name not in kept and path.stat().st_mtime < before]
