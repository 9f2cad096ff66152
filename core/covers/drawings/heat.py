"""熱処理: bars under a moving flame, each in steps from cold to the colour of the spark."""

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.colours import mix
from core.covers.paths import Path

PLACES = ((0.6, 0.5, 90), (0.4, 0.5, 90), (0.5, 0.5, -45), (0.5, 0.56, 0), (0.5, 0.5, 45))
FRONTS = ((0, 0.12, 0.24, 0.36, 0.48, 0.6), (0.3, 0.1, 0, 0.1, 0.3, 0.5), (0.4, 0.2, 0, 0.2, 0.4, 0.2))
STEPS = 6


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    bars = choices.pick((4, 5, 6))
    thick = size * choices.pick((0.13, 0.16)) * (1.25 if canvas.wide else 1)
    front, growth = choices.pick(FRONTS), choices.pick((1.45, 1.6))
    first = choices.pick(range(60)) % bars
    colours = [mix(canvas.form, canvas.accent, step / (STEPS - 1)) for step in range(STEPS)]
    rows = [((front[bar] - 0.26) * size, (bar - (bars - 1) / 2) * thick * 1.1) for bar in range(bars)]
    with canvas.group(*canvas.at(across, down), turn):
        for step, colour in enumerate(colours):
            half = size * (0.62 / growth ** (step - 1) if step else 1.3)
            line = Path()
            for x, y in rows:
                line.move(x - half if step else -half, y).across(x + half if step else half)
            canvas.path(line, stroke=colour, width=thick)
        for spot in [*reversed(rows[: bars - first]), *reversed(rows[bars - first :]), (0, rows[-1][1])]:
            canvas.spark(*spot)
    canvas.spark_colour = canvas.ground
