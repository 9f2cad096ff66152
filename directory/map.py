"""The map shell, built by folium: base layer, stations, clusters, scale. What stands on it comes by static/js/map.js.

Rendering even an empty folium map costs more than a whole page, so a shell is built once for each language and state
of the places, with fixed ids and with a placeholder where each answer puts its own CSP nonce.
"""

from dataclasses import dataclass
from functools import lru_cache

import folium
from branca.element import CssLink, JavascriptLink, MacroElement
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from folium.plugins import MarkerCluster
from folium.template import Template

from directory.index import Index

TILES = settings.TILE_HOST + "/xyz/pale/{z}/{x}/{y}.png"
ATTRIBUTION = '<a href="https://maps.gsi.go.jp/development/ichiran.html">{}</a>'
_NONCE = "nonce-of-this-answer"


class Stations(MacroElement):
    """Stations as dots with names: what one finds one's way by until a tile arrives, and where none does."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            (function (map, tiles) {
                var dots = L.layerGroup().addTo(map), names = map.createPane("stationNames");
                names.lang = "ja";
                {{ this.stations|tojson }}.forEach(function (station) {
                    L.circleMarker([station[1], station[2]], {radius: 3, interactive: false, className: "map__station"})
                        .bindTooltip(station[0], {
                            pane: "stationNames", permanent: true, direction: "right", className: "map__name"
                        }).addTo(dots);
                });
                function fit() { names.hidden = map.getZoom() < 13; }
                map.on("zoomend", fit);
                fit();
                if (tiles) tiles.once("tileload", function () { dots.remove(); });
            })({{ this._parent.get_name() }}, {{ this.tiles }});
        {% endmacro %}
        """)

    def __init__(self, stations, tiles):
        super().__init__()
        self.stations, self.tiles = stations, tiles


class Controls(MacroElement):
    """Zoom buttons with names in the page's language and a metric scale, which folium cannot give."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            L.control.zoom({zoomInTitle: {{ this.closer|tojson }}, zoomOutTitle: {{ this.farther|tojson }}})
                .addTo({{ this._parent.get_name() }});
            L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
            {{ this._parent.get_name() }}.attributionControl.setPrefix(false);
        {% endmacro %}
        """)

    def __init__(self, closer, farther):
        super().__init__()
        self.closer, self.farther = closer, farther


@dataclass(frozen=True)
class Shell:
    """The three parts of a map for a template: `css` into the head, `html` where it stands, `script` at the end."""

    css: SafeString
    html: SafeString
    script: SafeString


def shell(index: Index, nonce: str, clustered: bool = True) -> Shell:
    """The map for one answer: `map_companies` with `marker_cluster_companies`, or `map_company` without clusters."""
    kept = _shell(get_language(), clustered, index.stations)
    return Shell(kept.css, kept.html, mark_safe(kept.script.replace(_NONCE, str(nonce))))  # noqa: S308 -- our own markup


@lru_cache(maxsize=16)
def _shell(language, clustered, stations):
    name = "companies" if clustered else "company"
    west, south, east, north = settings.WARD["bounds"]
    centre = [(south + north) / 2, (west + east) / 2]
    base = _named(folium.Map(centre, tiles=None, zoom_start=13, zoom_control=False), name)
    base.options |= {"min_zoom": 10, "max_zoom": 18}  # folium passes them to a tile layer only; clusters need them
    base.default_js = [("leaflet", static("vendor/leaflet/leaflet.js"))]
    base.default_css = [("leaflet_css", static("vendor/leaflet/leaflet.css"))]
    Controls(gettext("地図を大きく"), gettext("地図を小さく")).add_to(base)
    attribution = ATTRIBUTION.format(gettext("地理院タイル"))
    tiles = settings.MAP_TILES != "off" and _named(folium.TileLayer(TILES, attr=attribution, max_zoom=18), name)
    if tiles:
        tiles.add_to(base)
    Stations(stations, tiles.get_name() if tiles else "null").add_to(base)
    if clustered:
        clusters = _named(MarkerCluster(max_cluster_radius=60, show_coverage_on_hover=False), name)
        clusters.default_js = [("markercluster", static("vendor/markercluster/leaflet.markercluster.js"))]
        clusters.default_css = [("markercluster_css", static("vendor/markercluster/MarkerCluster.css"))]
        clusters.add_to(base)
    return _parts(base)


def _named(element, name):
    element._id = name  # folium's ids are random; ours are known to map.js
    return element


def _parts(base):
    """folium's figure without what is meant for a page of its own (viewport, full-screen styles)."""
    figure = base.get_root()
    figure.render()
    links = figure.header._children.values()
    scripts = "".join(link.render() for link in links if isinstance(link, JavascriptLink))
    return Shell(
        css=mark_safe("".join(link.render() for link in links if isinstance(link, CssLink))),  # noqa: S308
        html=mark_safe(figure.html.render()),  # noqa: S308
        script=mark_safe(f'{scripts}<script nonce="{_NONCE}">{figure.script.render()}</script>'),  # noqa: S308
    )
