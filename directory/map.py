"""The map shell, built by folium: base layer, clusters, zoom and scale. What stands on it comes by static/js/map*.js.

Rendering even an empty folium map costs more than a whole page, so a shell is built once for each language, with fixed
ids and with a placeholder where each answer puts its own CSP nonce.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import folium
from branca.element import CssLink, JavascriptLink, MacroElement
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from folium.plugins import MarkerCluster
from folium.template import Template

from directory.index import Index
from directory.marks import marks

TILES = settings.TILE_HOST + "/xyz/pale/{z}/{x}/{y}.png"
STREETS = 15  # the zoom from which tiles lie over the drawn ground: farther away it tells more than they do
ATTRIBUTION = '<a href="https://maps.gsi.go.jp/development/ichiran.html">{}</a>'
SCRIPTS_OF_ONE = ("map-marks", "map-ground", "map-one")
SCRIPTS = ("map-marks", "map-ground", "map-view", "map-cards", "map-rows", "map")
CLUSTERS = {"max_cluster_radius": 68, "show_coverage_on_hover": False}
# A slice of clustering may take 40 ms before the page has its turn: a slow phone stood still for 330 ms.
IN_SLICES = {"chunked_loading": True, "chunk_interval": 40, "chunk_delay": 5}
_NONCE = "nonce-of-this-answer"


class Controls(MacroElement):
    """What folium cannot give: a name of the map, which has the focus at times, zoom buttons with names, a metric scale."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            L.control.zoom({zoomInTitle: {{ this.closer|tojson }}, zoomOutTitle: {{ this.farther|tojson }}})
                .addTo({{ this._parent.get_name() }});
            L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
            {{ this._parent.get_name() }}.attributionControl.setPrefix(false).addAttribution({{ this.source|tojson }});
            {{ this._parent.get_name() }}.getContainer().setAttribute("role", "region");
            {{ this._parent.get_name() }}.getContainer().setAttribute("aria-label", {{ this.label|tojson }});
        {% endmacro %}
        """)

    def __init__(self, label, closer, farther, source):
        super().__init__()
        self.label, self.closer, self.farther, self.source = label, closer, farther, source


@dataclass(frozen=True)
class Shell:
    """The parts of a map for a template: `html` with its styles where it stands, `script` at the end.

    Neither keeps a phone from showing what stands above the map: js/late.js runs the scripts. `legend` says what the
    marks mean; the scripts take the marks from there.
    """

    html: SafeString
    script: SafeString
    legend: SafeString = SafeString("")


def shell(index: Index, nonce: str, clustered: bool = True) -> Shell:
    """The map for one answer: `map_companies` with `marker_cluster_companies`, or `map_company` without clusters."""
    language = get_language()
    kept = _shell(language, clustered, settings.MAP_TILES)
    script = mark_safe(kept.script.replace(_NONCE, str(nonce)))  # noqa: S308 -- our own markup
    return replace(kept, script=script, legend=_legend(marks(index, language), language) if clustered else "")


@lru_cache(maxsize=16)
def _legend(kinds, language):
    return render_to_string("directory/parts/legend.html", {"marks": kinds})


@lru_cache(maxsize=16)
def _shell(language, clustered, tiles):
    scripts = SCRIPTS if clustered else SCRIPTS_OF_ONE
    base = base_map("companies" if clustered else "company", tiles)
    base.default_js = [("leaflet", static("vendor/leaflet/leaflet.js"))]
    base.default_css = [("leaflet_css", static("vendor/leaflet/leaflet.css")), ("map_css", static("css/map.css"))]
    calm = ("calm", static("js/map-calm.js"))
    if clustered:
        clusters = _named(MarkerCluster(**CLUSTERS, **IN_SLICES), "companies")
        clusters.default_js = [("markercluster", static("vendor/markercluster/leaflet.markercluster.js")), calm]
        clusters.default_css = [("markercluster_css", static("vendor/markercluster/MarkerCluster.css"))]
        clusters.add_to(base)
    else:
        base.default_js += [calm]
    return _parts(base, [static(f"js/{name}.js") for name in scripts])


def base_map(name: str, tiles: str) -> folium.Map:
    """An empty map of the ward with its tiles, zoom buttons and scale; its links are left to the caller."""
    west, south, east, north = settings.WARD["bounds"]
    centre = [(south + north) / 2, (west + east) / 2]
    base = _named(folium.Map(centre, tiles=None, zoom_start=13, zoom_control=False), name)
    base.options["zoom_snap"] = 0.25  # on a phone the ward fits at 11.5; a whole step farther away it is a dot
    base.options |= {"min_zoom": 10, "max_zoom": 18}  # folium passes them to a tile layer only; clusters need them
    source = gettext("町・駅：Geolonia 住所データ（CC BY 4.0）、駅データ.jp")
    Controls(gettext("工場の地図"), gettext("地図を大きく"), gettext("地図を小さく"), source).add_to(base)
    attribution = ATTRIBUTION.format(gettext("地理院タイル"))
    if tiles != "off":
        _named(folium.TileLayer(TILES, attr=attribution, min_zoom=STREETS, max_zoom=18), name).add_to(base)
    return base


def _named(element, name):
    element._id = name  # folium's ids are random; ours are known to the scripts
    return element


def _parts(base, ours):
    """folium's figure without what is meant for a page of its own (viewport, full-screen styles)."""
    figure = base.get_root()
    figure.render()
    links = figure.header._children.values()
    styles = "".join(link.render() for link in links if isinstance(link, CssLink))
    packages = _late(link.url for link in links if isinstance(link, JavascriptLink))
    note = render_to_string("directory/parts/map_note.html")
    drawing = f'<script type="text/plain" nonce="{_NONCE}" data-late>{figure.script.render()}</script>'
    return Shell(
        html=mark_safe(styles + figure.html.render() + note),  # noqa: S308
        script=mark_safe(packages + drawing + _late(ours)),  # noqa: S308
    )


def _late(addresses):
    tag = '<script type="text/plain" src="{}" data-late></script>'
    return format_html_join("", tag, ([address] for address in addresses))
