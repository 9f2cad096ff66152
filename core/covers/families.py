"""The families of drawings, one for each way of making, and which of them a process of the directory belongs to."""

from collections.abc import Callable, Iterable
from hashlib import sha256

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.drawings import (
    assembly,
    casting,
    cutting,
    design,
    electronics,
    heat,
    measuring,
    milling,
    moulding,
    plating,
    polishing,
    press,
    sheet_metal,
    spring,
    thread,
    turning,
    welding,
)

Drawing = Callable[[Canvas, Choices], None]

DRAWINGS: dict[str, Drawing] = {
    "cutting": cutting.draw,
    "turning": turning.draw,
    "milling": milling.draw,
    "welding": welding.draw,
    "sheet-metal": sheet_metal.draw,
    "plating": plating.draw,
    "polishing": polishing.draw,
    "moulding": moulding.draw,
    "casting": casting.draw,
    "spring": spring.draw,
    "thread": thread.draw,
    "electronics": electronics.draw,
    "measuring": measuring.draw,
    "press": press.draw,
    "heat": heat.draw,
    "assembly": assembly.draw,
    "design": design.draw,
}
FAMILIES = tuple(DRAWINGS)

OF_PROCESS = {family: family for family in FAMILIES} | {
    "sheetmetal": "sheet-metal",
    "grinding": "polishing",
    "forging": "press",
    "surface": "plating",
    "mould": "moulding",
    "edm": "cutting",
    "laser": "sheet-metal",
}
OF_BOTH = {  # where a field says what is put together or designed
    ("assembly", "semiconductor"): "electronics",
    ("assembly", "telecom"): "electronics",
    ("design", "telecom"): "electronics",
}
OF_FIELD = {
    "space": "turning",
    "medical": "polishing",
    "robotics": "assembly",
    "semiconductor": "electronics",
    "mobility": "press",
    "environment": "heat",
    "food": "sheet-metal",
    "interior": "welding",
    "art": "casting",
    "optics": "polishing",
    "telecom": "electronics",
    "prototyping": "design",
}


def _by_hash(slug):
    return FAMILIES[sha256(slug.encode(errors="surrogatepass")).digest()[-2] % len(FAMILIES)]


def family_of(processes: Iterable[str], slug: str, field: str = "") -> str:
    """The family in which something is drawn: of its first process, else of its field, else by its slug.

    A process that the ward made itself gets a family by its slug, the same for all that have it.
    """
    for process in processes:
        return OF_BOTH.get((process, field)) or OF_PROCESS.get(process) or _by_hash(process)
    return OF_FIELD.get(field) or _by_hash(slug)
