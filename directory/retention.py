"""How long this app keeps the lists that were uploaded, and whom their lines name: they may be persons."""

from directory.importing.runs import erase_old
from privacy.registry import register

register("directory.imports", erase=erase_old)
