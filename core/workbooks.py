"""How much a workbook that somebody sends may hold, asked before openpyxl reads it."""

from xml.etree.ElementTree import XMLParser
from zipfile import ZipFile

from openpyxl.packaging.manifest import Manifest
from openpyxl.xml import constants
from openpyxl.xml.functions import fromstring

MAX_UNPACKED = 150 * 1024 * 1024  # a ward's list of 3,600 companies unpacks to 5 MB
MAX_RATIO = 100  # the same list has 8; a bomb has 1000
MAX_PARTS = 2000
# What openpyxl reads as a whole, before any row: 10 µs for an element of the shared texts, 30 for one of the styles.
MAX_TEXTS = 60 * 1024 * 1024  # 100,000 lines with 22 columns have 43 MB of texts
MAX_TEXT_ELEMENTS = 2_000_000  # the same lines have 1.5 million
MAX_OTHER_ELEMENTS = 300_000  # Excel itself allows 65,000 styles of cells

_ALWAYS_READ = {constants.ARC_CONTENT_TYPES, constants.ARC_STYLE, constants.ARC_CORE, constants.ARC_CUSTOM}
_WORKBOOKS = (constants.XLSX, constants.XLSM, constants.XLTX, constants.XLTM)


class _TooManyError(Exception):
    pass


def is_too_large(archive: ZipFile) -> bool:
    """Whether reading would take minutes or fill the memory. Raises what a broken workbook raises."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    # zipfile never unpacks more than these headers say, so what they say can be relied on
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > max(packed * MAX_RATIO, 5_000_000):
        return True
    try:
        return _holds_too_many_objects(archive)
    except _TooManyError:
        return True


def _holds_too_many_objects(archive):
    """Sheets are left out: they are read line by line, with limits of their own."""
    for name in _ALWAYS_READ & set(archive.namelist()):
        _count(archive, name, MAX_OTHER_ELEMENTS)
    manifest = Manifest.from_tree(fromstring(archive.read(constants.ARC_CONTENT_TYPES)))
    named = {(part.ContentType, part.PartName.removeprefix("/")) for part in manifest.Override}
    for kind, name in named:
        if kind in _WORKBOOKS:
            _count(archive, name, MAX_OTHER_ELEMENTS)
        elif kind == constants.SHARED_STRINGS:
            if archive.getinfo(name).file_size > MAX_TEXTS:
                return True
            _count(archive, name, MAX_TEXT_ELEMENTS)
    return False


def _count(archive, name, limit):
    parser = XMLParser(target=_Elements(limit))  # noqa: S314 -- expat itself refuses entities that multiply
    with archive.open(name) as part:
        for block in iter(lambda: part.read(1 << 20), b""):
            parser.feed(block)
    parser.close()


class _Elements:
    """What a parser tells of each element that begins; nothing of it is kept."""

    def __init__(self, limit):
        self.left = limit

    def start(self, _tag, _attributes):
        self.left -= 1
        if self.left < 0:
            raise _TooManyError
