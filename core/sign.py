"""The sign, a σ: the tool comes in on a tangent and goes three quarters round; the spark is where it stands now.

Drawn on a grid of 32 units, stroke 4, gap 4: tail, ring and core lie on whole pixels at 16, 32 and 64 px.
"""

from functools import partial

INK, SPARK, PAPER, ACTION, YELLOW = "#1a1a1a", "#ff7628", "#ffffff", "#0017c1", "#ffd43d"
LIGHT_INK, LIGHT_SPARK, NIGHT = "#f2f2f2", "#ff8d44", "#0e1116"  # the same in the dark
SMALL = 32  # px; up to it the inner passes run together, and the core is solid

PATH = "M32 4H16A12 12 0 1 0 28 16"
TURNED = "M28 46V16A12 12 0 1 0 16 28"  # by a quarter: the tail points down
MARKER_BOX = (-2, -2, 36, 52)
MARKER_TIP = (28, 46)  # in the marker's box: the place that it marks
STRIPE_PERIOD = 9  # signs until the stripe repeats


def _svg(body, box=(0, 0, 32, 32)):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, box))}">{body}</svg>'


def glyph(ink: str, spark: str, *, large: bool, spark_class: str = "") -> str:
    """The shapes of the sign. `large` ones, above 32 px, have the inner passes."""
    named = f'class="{spark_class}" ' if spark_class else ""
    dot = f'<circle {named}cx="28" cy="16" r="4" fill="{spark}"/>'
    if large:
        rings = f'<path d="{PATH}" stroke-width="4"/><circle cx="16" cy="16" r="6.1" stroke-width="2.4"/>'
        return f'<g fill="none" stroke="{ink}">{rings}</g><circle cx="16" cy="16" r="3.2" fill="{ink}"/>{dot}'
    ring = f'<path d="{PATH}" fill="none" stroke="{ink}" stroke-width="4"/>'
    return f'{ring}<circle cx="16" cy="16" r="6" fill="{ink}"/>{dot}'


def sign(ink: str = INK, spark: str = SPARK, *, large: bool = True) -> str:
    return _svg(glyph(ink, spark, large=large))


def inline(*, large: bool) -> str:
    """The sign inside a page: in the colour of the text, the spark to be coloured by its class."""
    shapes = glyph("currentColor", SPARK, large=large, spark_class="sign__spark")
    return f'<svg class="sign" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">{shapes}</svg>'


def favicon() -> str:
    """For tabs, which are small and either light or dark."""
    light = f"svg{{color:{INK}}}.spark{{fill:{SPARK}}}"
    dark = f"svg{{color:{LIGHT_INK}}}.spark{{fill:{LIGHT_SPARK}}}"
    shapes = glyph("currentColor", SPARK, large=False, spark_class="spark")
    return _svg(f"<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>{shapes}")


def marker(ink: str, spark: str, paper: str) -> str:
    """The sign turned by a quarter, on paper of its own: the end of its tail is the place (MARKER_TIP)."""
    halo = f'<path d="{TURNED}" fill="none" stroke="{paper}" stroke-width="8" stroke-linecap="round"/>'
    ground = f'<circle cx="16" cy="16" r="13" fill="{paper}"/>'
    ring = (
        f'<path d="{TURNED}" fill="none" stroke="{ink}" stroke-width="4"/><circle cx="16" cy="16" r="6" fill="{ink}"/>'
    )
    dot = f'<circle cx="16" cy="28" r="6" fill="{paper}"/><circle cx="16" cy="28" r="4" fill="{spark}"/>'
    return _svg(halo + ground + ring + dot, MARKER_BOX)


def loading() -> str:
    """The sign inside a page while something is awaited: three quarters done, until a stylesheet moves `loading-sign__cut`
    and `loading-sign__spark` (not a file, for browsers do not tell a picture that its reader wants no motion)."""
    ring = '<circle cx="16" cy="16" r="12" fill="none" stroke="currentColor" stroke-opacity=".16" stroke-width="4"/>'
    dashes = 'pathLength="100" stroke-dasharray="100" stroke-dashoffset="25"'
    cut = f'<path class="loading-sign__cut" d="M16 4A12 12 0 0 0 16 28A12 12 0 0 0 16 4" fill="none" stroke="currentColor" stroke-width="4" {dashes}/>'
    tail = (
        '<path d="M32 4H16" stroke="currentColor" stroke-width="4"/><circle cx="16" cy="16" r="6" fill="currentColor"/>'
    )
    spark = f'<circle class="loading-sign__spark" cx="16" cy="4" r="4" fill="{SPARK}" transform="rotate(-270 16 16)"/>'
    box = 'viewBox="0 0 32 32" width="64" height="64" aria-hidden="true"'
    return f'<svg class="loading-sign" {box}>{ring}{cut}{tail}{spark}</svg>'


def icon(ground: str = INK, ink: str = PAPER, spark: str = SPARK, *, corner: int = 0, maskable: bool = False) -> str:
    """For home screens, on a square of 48 units; a maskable one keeps the sign inside the circle that is never cut."""
    scale = 0.84 if maskable else 1.06
    place = f'transform="translate({24 - 17 * scale:g} {24 - 16 * scale:g}) scale({scale})"'  # its middle is (17, 16)
    square = f'<rect width="48" height="48" rx="{corner}" fill="{ground}"/>'
    return _svg(f"{square}<g {place}>{glyph(ink, spark, large=True)}</g>", (0, 0, 48, 48))


def stripe(ink: str, spark: str, ground: str = "", *, rows: int = 2) -> str:
    """A band to be repeated: every tail runs into the next ring, one pass through all the shops."""
    width, height = STRIPE_PERIOD * 32, rows * 32
    tails, dots = "", ""
    for row in range(rows):
        for column in range(-1, STRIPE_PERIOD + 1):
            x, y = column * 32 + row % 2 * 16, row * 32
            hot = (column * 5 + row * 7) % STRIPE_PERIOD == 3
            tails += f"M{x + 48} {y + 4}H{x + 16}a12 12 0 1 0 12 12"
            dots += f'<circle cx="{x + 16}" cy="{y + 16}" r="6" fill="{ink}"/>'
            dots += f'<circle cx="{x + 28}" cy="{y + 16}" r="4" fill="{spark if hot else ink}"/>'
    paper = f'<rect width="{width}" height="{height}" fill="{ground}"/>' if ground else ""
    return _svg(f'{paper}<path d="{tails}" fill="none" stroke="{ink}" stroke-width="4"/>{dots}', (0, 0, width, height))


DRAWN = {  # files of static/img/
    "mark.svg": favicon,
    "sign.svg": sign,
    "sign-dark.svg": partial(sign, LIGHT_INK, LIGHT_SPARK),
    "marker.svg": partial(marker, INK, SPARK, PAPER),
    "marker-dark.svg": partial(marker, LIGHT_INK, LIGHT_SPARK, NIGHT),
    "marker-chosen.svg": partial(marker, INK, ACTION, YELLOW),
    "stripe.svg": partial(stripe, INK, SPARK),
    "stripe-dark.svg": partial(stripe, LIGHT_INK, LIGHT_SPARK),
    "stripe-brand.svg": partial(stripe, INK, PAPER, SPARK),
    "stripe-action.svg": partial(stripe, PAPER, SPARK, ACTION),
}
RASTER = {  # likewise, with their sizes in px: for systems that take no SVG
    "icon-180.png": (icon, 180),
    "icon-192.png": (partial(icon, corner=10), 192),
    "icon-512.png": (partial(icon, corner=10), 512),
    "icon-maskable-512.png": (partial(icon, maskable=True), 512),
}
