"""Colours as "#rrggbb": mixing them, and how far apart two of them are."""


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def colourfulness(colour: str) -> int:
    """0 for a grey, up to 255."""
    return max(channels(colour)) - min(channels(colour))


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of the other in it."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 has it, 0 (black) to 1 (white)."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 has it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def set_off(colour: str, ground: str, least: float) -> str:
    """The colour, moved towards black or white until its contrast on the ground is at least `least` (up to 4.5)."""
    towards = "#000000" if contrast("#000000", ground) > contrast("#ffffff", ground) else "#ffffff"
    shares = (mix(colour, towards, step / 20) for step in range(21))
    return next((found for found in shares if contrast(found, ground) >= least), towards)
