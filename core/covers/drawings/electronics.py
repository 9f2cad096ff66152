"""電機・基板: traces side by side that turn by 45°, each ending in a pad; one of them carries the signal."""

from core.covers.canvas import ROUND, Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, number, parallel, polyline

CORNERS = ((1, 1), (-1, 1), (1, -1), (-1, -1))  # of the sheet, from which the traces come
JOGS = ((0.3, 0.3, 0.34, 1), (0.2, 0.66, -0.3, 1), (0.12, 0.36, 0.2, 2))  # start along and across, how far, how often


def draw(canvas: Canvas, choices: Choices) -> None:
    pitch, count = canvas.size * choices.pick((0.072, 0.088, 0.1)), choices.pick((6, 7, 8))
    scale = choices.pick(CORNERS)
    middle = _middle(canvas, pitch, *choices.pick(JOGS))
    order, chosen = choices.pick((3, 5)), choices.pick(range(64))
    lanes = [(lane - (count - 1) / 2) * pitch for lane in range(count)]
    traces = [_trace(middle, lane, at, order, count, pitch) for at, lane in enumerate(lanes)]
    if not canvas.wide:
        traces = [[(y, x) for x, y in trace] for trace in traces]
    origin = (canvas.width if scale[0] < 0 else 0, canvas.height if scale[1] < 0 else 0)
    with canvas.group(*origin, scale=scale):
        outside = [round(canvas.outside(*trace[-1])) for trace in traces]
        shown = [at for at in range(count) if outside[at] == min(outside)]
        _draw(canvas, traces, shown[chosen % len(shown)], pitch)


def _middle(canvas, pitch, start, across, run, jogs):
    """The line that the traces follow, as if the sheet lay on its side: straight, at 45°, and straight again."""
    length, side = max(canvas.width, canvas.height), min(canvas.width, canvas.height)
    u, v, run = start * length, across * side, run * side
    corners = [(-pitch * 2, v)]
    for jog in range(jogs):
        u += 0.16 * length if jog else 0
        corners += [(u, v), (u + abs(run), v + run)]
        u, v = u + abs(run), v + run
    return [*corners, (length * (0.94 if jogs == 1 else 0.96), v)]


def _trace(middle, lane, at, order, count, pitch):
    """One trace; the pads stand at different depths, so that they keep clear of each other."""
    corners = parallel(middle, lane)
    (before, _), (last, _) = middle[-2], middle[-1]
    free = last - before - count * pitch * 0.45
    end = before + count * pitch * 0.24 + pitch * 0.56 + free * ((at * order + 2) % count) / (count - 1) * 0.86
    return [*corners[:-1], (end, corners[-1][1])]


def _draw(canvas, traces, signal, pitch):
    others = [trace for at, trace in enumerate(traces) if at != signal]
    lines = Path().join(*map(polyline, others))
    canvas.path(lines, stroke=canvas.form, width=pitch * 0.56, **ROUND)
    canvas.path(polyline(traces[signal]), stroke=canvas.second, width=pitch * 0.56, **ROUND)
    canvas.hairline(lines)
    with canvas.shared(fill=canvas.ground, stroke=canvas.form, stroke_width=number(pitch * 0.3)):
        for trace in others:
            canvas.circle(*trace[-1], pitch * 0.44)
    canvas.circle(*traces[signal][-1], pitch * 0.6, canvas.second)
    canvas.spark(*traces[signal][-1], pitch * 0.36)
