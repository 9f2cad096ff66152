"""What is looked for on an open page. Every check returns the faults it found as sentences."""

import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that changes with the colours; everything else axe has told in the light ones, of the same elements.
ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]
# Marks on the map may lie close together: where they stand is what they say (WCAG 2.5.8).
FORGIVEN = {"target-size": "leaflet-marker-icon"}
RULES_OF_JIS = re.compile(r"^wcag(\d)(\d)(\d+)$")
LOOKS = (Path(__file__).parent / "looks.js").read_text()
NARROW = {"width": 320, "height": 640}  # 1280 px at 400 %
ZOOMED = {"width": 640, "height": 450}  # 1280 px at 200 %

# In the order of the results page; stories/access.py has the words for each.
CHECKS = ("axe", "structure", "reflow", "text", "focus", "forced", "motion", "targets", "print", "quiet", "outside")


def prepare(page):
    """Give the page the means to be looked at; once after every load."""
    page.evaluate(f"window.axe || (() => {{ {AXE_SCRIPT} }})()")
    page.evaluate(LOOKS)


def axe(page, **only):
    """axe-core's violations: ["rule: element", …]. `only` is its runOnly."""
    only = only or {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    rules = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [
        f"{rule['id']}: {element}"
        for rule in rules
        for node in rule["nodes"]
        if FORGIVEN.get(rule["id"], "\0") not in (element := node["html"][:160])
    ]


def colours(page):
    return axe(page, type="rule", values=ABOUT_COLOURS)


def criteria(page):
    """{success criterion: [rules of axe that speak for it]}, of a page that is prepared."""
    found = {}
    for rule in page.evaluate("tags => axe.getRules(tags)", TAGS):
        for tag in rule["tags"]:
            if number := RULES_OF_JIS.match(tag):
                found.setdefault(".".join(number.groups()), []).append(rule["ruleId"])
    return {number: sorted(rules) for number, rules in sorted(found.items())}


def violations(page):
    """axe's violations of a page that nobody has prepared."""
    prepare(page)
    return axe(page)


def look(page, name):
    return page.evaluate(f"looks.{name}()")


def at_a_desk(page, again=False):
    """Everything that is looked for at 1280 px and the zooms of it: {check: faults}.

    `again` for another state of a template that was looked at: what its content can break, not what its style can.
    """
    found = {"structure": look(page, "structure"), "axe": axe(page), "reflow": look(page, "overflow")}
    found["motion"] = look(page, "endless")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found["axe"] += colours(page)
    found["motion"] += look(page, "motion")
    if again:
        return found
    page.emulate_media(color_scheme="light", forced_colors="active")
    page.keyboard.press("Tab")  # from now on the browser shows where the focus is
    found["forced"] = [*look(page, "focus"), *look(page, "edges")]
    page.emulate_media(forced_colors="none", media="print")
    found["print"] = look(page, "print")
    page.emulate_media(media="screen")
    found["text"] = _with_text_twice_as_large(page)
    found["reflow"] += _as_wide_as(page, ZOOMED)
    page.set_viewport_size(DESKTOP)
    return found


def on_a_phone(page, again=False):
    """Everything that is looked for at 360 px, and at 320; `again` as at a desk."""
    page.emulate_media(reduced_motion="reduce")
    found = {"structure": look(page, "structure"), "axe": axe(page), "reflow": look(page, "overflow")}
    found["targets"] = look(page, "targets")
    if again:
        return found
    page.emulate_media(color_scheme="dark")
    found["axe"] += colours(page)
    page.emulate_media(color_scheme="light")
    page.keyboard.press("Tab")
    found["focus"] = look(page, "focus")
    found["reflow"] += _as_wide_as(page, NARROW)
    page.set_viewport_size(PHONE)
    return found


def on_paper(page, sheets):
    """Whether the page fits on so many sheets of A4."""
    page.emulate_media(media="print")
    needed = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    page.emulate_media(media="screen")
    return [] if 0 < needed <= sheets else [f"{needed} sheets of paper"]


def _with_text_twice_as_large(page):
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults = [*look(page, "overflow"), *look(page, "cut")]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return faults


def _as_wide_as(page, viewport):
    page.set_viewport_size(viewport)
    return [*look(page, "overflow"), *look(page, "cut")]
