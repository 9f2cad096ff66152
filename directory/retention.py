"""How long this app keeps the lists that were uploaded: they hold names and numbers of persons."""

from directory.importing.runs import erase_old
from privacy.registry import register

register("directory.imports", erase=erase_old)
