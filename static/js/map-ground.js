// The ground where no tile arrives: land, borders, railways and names, drawn from the places the ward's lists know.
(function () {
  "use strict";
  const ZOOMS = { names: 13, stations: 12, blocks: 16 }; // the zoom from which names are written
  const ROOM = [64, 20]; // pixels a name needs for itself

  function lines(map, pane, points, className) {
    L.polyline(points, { pane: pane, className: className, interactive: false }).addTo(map);
  }

  function text(name) {
    const made = document.createElement("span");
    made.textContent = name;
    return made;
  }

  // Names are written for what is in sight, as many as have room: stations first.
  function write(map, layer, ground) {
    const zoom = map.getZoom(), sight = map.getBounds().pad(0.1), taken = [];
    layer.clearLayers();
    ["stations", "names", "blocks"].forEach(function (kind) {
      if (zoom < ZOOMS[kind] || (kind === "names" && zoom >= ZOOMS.blocks)) return;
      ground[kind].forEach(function ([name, lat, lon]) {
        if (!sight.contains([lat, lon])) return;
        const at = map.latLngToLayerPoint([lat, lon]);
        if (taken.some((other) => Math.abs(other.x - at.x) < ROOM[0] && Math.abs(other.y - at.y) < ROOM[1])) return;
        taken.push(at);
        L.marker([lat, lon], {
          icon: L.divIcon({ html: text(name), className: "ground__name ground__name--" + kind, iconSize: null }),
          pane: "groundNames", interactive: false, keyboard: false,
        }).addTo(layer);
      });
    });
  }

  function draw(map, ground) {
    map.createPane("ground").style.zIndex = 150; // below the tiles
    const names = map.createPane("groundNames");
    names.style.zIndex = 160;
    names.lang = "ja";
    names.setAttribute("aria-hidden", "true");
    L.polygon(ground.land.map((ring) => [ring]), { pane: "ground", className: "ground__land", interactive: false }).addTo(map);
    lines(map, "ground", ground.towns, "ground__town");
    lines(map, "ground", ground.ward, "ground__ward");
    lines(map, "ground", ground.rails, "ground__rail");
    lines(map, "ground", ground.rails, "ground__rail ground__rail--sleepers");
    const layer = L.layerGroup().addTo(map);
    map.on("moveend", () => write(map, layer, ground));
    write(map, layer, ground);
  }

  function follow(map, note) {
    let asked = false;
    async function show() {
      if (asked) return;
      asked = true;
      try {
        draw(map, await (await fetch(note.dataset.ground)).json());
      } catch {
        asked = false; // the next tile that fails asks again
      }
    }
    let tiles = null, failed = false;
    map.eachLayer((layer) => { if (layer instanceof L.TileLayer) tiles = layer; });
    if (!tiles) return show();
    tiles.on("loading", () => { failed = false; });
    tiles.on("tileerror", function () {
      failed = true;
      show();
      note.textContent = note.dataset.word;
    });
    tiles.on("load", () => { if (!failed) note.textContent = ""; });
  }

  window.machikoba.draw = draw;
  document.querySelectorAll("[data-ground]").forEach(function (note) {
    const figure = note.closest(".map"), map = window[figure.dataset.map || figure.dataset.pin];
    if (map) follow(map, note);
  });
})();
