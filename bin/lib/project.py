"""Where things are, and how a step knows that it was done before."""

import fcntl
import hashlib
import os
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def var_dir(default: str | Path = "var") -> Path:
    """The one folder the program writes to: VAR_DIR, or `default`; a relative path counts from the project's root."""
    path = ROOT / (os.environ.get("VAR_DIR") or default)
    path.mkdir(parents=True, exist_ok=True)
    return path.resolve()


def digest(*parts: Path | str) -> str:
    """One hash over texts and the contents of files (a missing file counts as empty)."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.read_bytes() if isinstance(part, Path) and part.is_file() else str(part).encode())
        sha.update(b"\0")
    return sha.hexdigest()


def listing(folders: Iterable[Path]) -> str:
    """Name, size and time of every file below `folders`: changes when a file does, without reading any."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


class Stamp:
    """A small file that remembers the inputs a step was last done with."""

    def __init__(self, path: Path, *inputs: Path | str):
        self.path = path
        self.key = digest(*inputs)

    def holds(self) -> bool:
        return self.path.is_file() and self.path.read_text() == self.key

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.key)


def make_secret_key(folder: Path) -> None:
    """Create `folder`/secret_key, readable by its owner alone, unless it is there."""
    try:
        handle = os.open(folder / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))


def alone() -> int:
    """Hold the project's setup for this process; a second one waits. Returns the handle to close with os.close."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another bin/serve or bin/test is setting up this folder; waiting for it …", file=sys.stderr, flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle
