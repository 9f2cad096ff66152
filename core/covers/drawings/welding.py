"""溶接: the bead, scale upon scale, off both edges of the sheet; it changes colour where the arc stands."""

from math import ceil

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.colours import mix
from core.covers.paths import number

PLACES = ((0.6, 0.5, -62), (0.38, 0.5, 90), (0.5, 0.54, -28), (0.62, 0.5, -90), (0.46, 0.5, 56))
ARCS = ((0.06, 0.3, -0.14), (-0.1, 0.12, 0.34), (0.14, -0.16, 0.2))  # where the arc stands on each bead


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    beads = choices.pick((1, 1, 3))
    radius = size * choices.pick((0.26, 0.3, 0.35) if beads == 1 else (0.17, 0.2))
    step = radius * choices.pick((0.3, 0.38) if beads == 1 else (0.46, 0.56))
    arcs = [share * size for share in choices.pick(ARCS)][:beads]
    lines = [(bead - (beads - 1) / 2) * radius * 1.36 for bead in range(beads)]
    with canvas.group(*canvas.at(across, down), turn):
        plate = size * 1.7
        canvas.rectangle(-plate, 0, 2 * plate, plate, mix(canvas.form, canvas.ground, 0.78))
        for y, arc in zip(lines, arcs, strict=True):
            _bead(canvas, y, arc, radius, step, detailed=beads == 1)
        for y, arc in reversed(list(zip(lines, arcs, strict=True))):
            canvas.spark(arc - radius + step / 2, y)
        for share in (0, 0.15, -0.15, 0.3):
            canvas.spark(share * size, 0)


def _bead(canvas, y, arc, radius, step, *, detailed):
    """Scales from the left, each over the one before; the last of the form's colour lies under the arc."""
    reach = canvas.size * 1.2
    scales = [arc + scale * step for scale in range(-ceil((reach + arc) / step), ceil((reach - arc) / step))]
    shown = [x for x in scales if canvas.shows(x, y, radius)]
    with canvas.shared(stroke=canvas.ground, stroke_width=number(canvas.size * 0.017)):
        for colour, part in (
            (canvas.form, [x for x in shown if x <= arc]),
            (canvas.bulk, [x for x in shown if x > arc]),
        ):
            with canvas.shared(fill=colour):
                for x in part:
                    canvas.circle(x, y, radius)
                    if detailed:
                        canvas.thin_circle(x - step * 0.1, y, radius * 0.9, colour)
