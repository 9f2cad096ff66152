"""Finds what names a higher room without importing it: addresses, templates, tag libraries and relations as text."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
HEIGHT = {name: len(LAYERS) - position for position, name in enumerate(LAYERS)}
APPS = [name for name in LAYERS if name != "config"]
LIBRARIES = {path.stem: path.parts[-3] for path in ROOT.glob("*/templatetags/*.py") if path.stem != "__init__"}
# Whose a first word is where the room is called otherwise; what stands nowhere here belongs to a package.
OWNERS = {"api": "config", "account": "accounts", "mfa": "accounts", "companies": "directory", "sign-in": "accounts",
          "cms": "accounts", "tour": "tours", "event": "events", "participations": "events", "open": "events",
          "about": "stories"}  # fmt: skip

URL_TAG = re.compile(r"""\{%-?\s*url\s+["']([\w-]+:[\w:-]+|(?:account|mfa)_\w+)""")
TEMPLATE_TAG = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)""")
LOAD_TAG = re.compile(r"\{%-?\s*load\s+([\w ]+?)\s*-?%\}")
ADDRESS_NAME = re.compile(r"""(?:reverse|reverse_lazy|redirect)\(\s*["']([a-z_]+:\w+)""")
ADDRESS = re.compile(r"""["'(](/(?:api|bookings|cms|companies|desk|events|sign-in|tours)/)""")
RELATION = re.compile(r"\b((?:tours?|events?|participations)__)\w")


def owner(name: str) -> str:
    """The room of "desk:start", "account_login", "/desk/" or "tours__"; "core" for what belongs to a package."""
    word = re.split(r"[:/_]", name.strip("/"))[0]
    return OWNERS.get(word, word if word in HEIGHT else "core")


def room_of_template(path: Path | str) -> str:
    """The room a template belongs to by its folder; those of the whole site count as core's."""
    folders = [part for part in Path(path).parts if part != "mail"]
    return owner(folders[0])


def in_templates():
    """(path, name) of all that looks up from a template."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text, own = path.read_text(), path.relative_to(ROOT / "templates")
        named = [(name, owner(name)) for name in URL_TAG.findall(text)]
        named += [(name, room_of_template(name)) for name in TEMPLATE_TAG.findall(text)]
        words = " ".join(LOAD_TAG.findall(text)).split()
        named += [(f"load {word}", LIBRARIES[word]) for word in words if word in LIBRARIES]
        for name, room in named:
            if HEIGHT[room] > HEIGHT[room_of_template(own)]:
                yield f"templates/{own}", name


def in_code():
    """(path, name) of all that looks up from an app's Python code, other than by an import."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            text = path.read_text()
            for name in [name for pattern in (ADDRESS_NAME, ADDRESS, RELATION) for name in pattern.findall(text)]:
                if HEIGHT[owner(name)] > HEIGHT[app]:
                    yield str(path.relative_to(ROOT)), name


def on_purpose():
    """(path, name) as docs/architecture.md lists them: the one place where a look upward is allowed."""
    section = (ROOT / "docs/architecture.md").read_text().split("### Places that look upward")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            where, names, _why = line.strip("|").split("|")
            for path in re.findall("`([^`]+)`", where):
                yield from ((path, name) for name in re.findall("`([^`]+)`", names))
