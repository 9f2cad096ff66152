"""The map of a filter as one file: opens by a double click, without network, and shows everything it says.

folium writes the map; every script and style stands inside. Names and addresses are written by people who may mean
harm. They travel as JSON that cannot end its element and become text on the page, never markup; and they do not go
through folium, which reads what a template gave as a template once more: `{{7*7}}` in a name came out as 49.
"""

import json
from pathlib import Path

from branca.element import MacroElement
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from folium.plugins import FastMarkerCluster
from folium.template import Template

from core.names import site_name, ward_name
from directory.filters import CompanyFilter
from directory.ground import ground
from directory.index import as_positions
from directory.listing import chips
from directory.map import CLUSTERS, base_map
from directory.marks import marks
from directory.models import Company
from directory.open_points import open_address

SCRIPTS = (
    "vendor/leaflet/leaflet.js", "vendor/markercluster/leaflet.markercluster.js", "js/map-calm.js", "js/map-marks.js",
    "js/map-ground.js", "js/map-file.js",
)  # fmt: skip
STYLES = (
    "vendor/leaflet/leaflet.css", "vendor/markercluster/MarkerCluster.css", "vendor/tokens/tokens.css", "css/base.css", "css/map.css", "css/map-file.css",
)  # fmt: skip


class Finish(MacroElement):
    """Draws the ground and shows all companies at once."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            machikoba.finish({{ this._parent.get_name() }}, {{ this.clusters.get_name() }});
        {% endmacro %}
        """)

    def __init__(self, clusters):
        super().__init__()
        self.clusters = clusters


def map_file(filters: CompanyFilter, address: str, language: str) -> str:
    """The HTML of the file; `address` is that of the list with this filter, in full."""
    kinds = marks(filters.index, language)
    rows = companies_of(filters, language)
    base = base_map("companies", settings.MAP_TILES)
    points = [[*row[:2], number] for number, row in enumerate(rows)]
    clusters = FastMarkerCluster(
        points, callback="machikoba.company", icon_create_function="machikoba.counted", **CLUSTERS
    )
    for element in (base, clusters):
        element.default_js, element.default_css = [], []
    clusters.add_to(base)
    Finish(clusters).add_to(base)
    figure = base.get_root()
    figure.render()
    context = {
        "styles": _inline("style", map(_static, STYLES)),
        "scripts": _inline("script", map(_static, SCRIPTS)),
        "map": mark_safe(figure.html.render()),  # noqa: S308 -- folium's empty box
        "drawing": _inline("script", [figure.script.render()]),
        "tiles": settings.TILE_HOST if settings.MAP_TILES != "off" else "",
        "marks": kinds,
        "companies": json_script([row[2:] for row in rows], "companies"),
        "ground": json_script(json.loads(ground()), "ground"),
        "shown": len(rows),
        "count": filters.companies.bit_count(),
        "chips": chips(filters, language),
        "address": address,
        "today": timezone.localdate(),
        "SITE_NAME": site_name(),
        "WARD_NAME": ward_name(),
    }
    return render_to_string("directory/map_file.html", context)


def companies_of(filters: CompanyFilter, language: str) -> list[list]:
    """[latitude, longitude, address of the page, name, address, fields, number of the mark] of all with a point."""
    index, fields = filters.index, [word.value for word in filters.index.words["field"]]
    addresses, path, rows = _addresses(filters), reverse("directory:company", args=["SLUG"]), []
    for at in as_positions(filters.companies):
        entry, words = index.entries[at], index.words_of("field", at)
        if entry.lat is None:
            continue
        name = (language == "en" and entry.english_name) or entry.name
        labels = gettext("、").join(word.label(language) for word in words)
        mark = fields.index(words[0].value) if words else len(fields)
        page = settings.BASE_URL + path.replace("SLUG", entry.slug)
        rows.append([round(entry.lat, 5), round(entry.lon, 5), page, name, addresses.get(entry.pk, ""), labels, mark])
    return rows


def _addresses(filters):
    companies = Company.objects.public().select_related("town").only("corporate_number", "address", "town__name")
    found = companies.in_bulk([filters.index.pks[at] for at in as_positions(filters.companies)])
    return {pk: open_address(company, company.town) for pk, company in found.items()}


def _inline(tag, texts):
    """The texts in one element that none of them can end."""
    text = "\n".join(texts).replace("</", "<\\/")
    return mark_safe(f"<{tag}>{text}</{tag}>")  # noqa: S308 -- our own files and what folium wrote


def _static(name):
    text = Path(finders.find(name)).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if "sourceMappingURL" not in line)
