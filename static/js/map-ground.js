// The ground that the map draws by itself: land and water, towns tinted by how many companies they hold, railways, names.
// It is the look of the map from afar; nearer, tiles with streets lie over it as far as the network brings them.
(function () {
  "use strict";
  const ZOOMS = { areas: [12, 13], names: [14, 15], blocks: [16, 18], stations: [11, 18] };
  const ALL_STATIONS = 12; // the zoom from which those of a single line are shown too
  const LETTER = { stations: 13, names: 13, blocks: 13, areas: 28 }; // pixels wide, as in css/map.css
  const HEIGHT = 20, SQUARE = 7; // pixels of a name and, half, of a station
  const SVG = "http://www.w3.org/2000/svg";
  const REST = 120; // milliseconds after which names are written anew

  function text(name, className) {
    const made = document.createElement("span");
    made.textContent = name;
    if (className) made.className = className;
    return made;
  }

  function wide(name, letter) {
    return Array.from(name).reduce((sum, one) => sum + (one.codePointAt(0) < 256 ? 0.6 : 1) * letter, 4);
  }

  const pause = () => new Promise((done) => setTimeout(done));
  const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
  const around = (at, reach) => [at.x - reach, at.y - reach, at.x + reach, at.y + reach];
  const within = ([from, to], zoom) => from <= Math.round(zoom) && Math.round(zoom) <= to;

  // What no name may cover: marks, and stations in sight.
  function obstacles(map, stations) {
    const taken = stations.map(({ at }) => around(at, SQUARE));
    map.eachLayer(function (layer) {
      const icon = layer._iconObj || layer.options && layer.options.icon;
      if (icon instanceof machikoba.Mark) taken.push(around(map.latLngToLayerPoint(layer.getLatLng()), machikoba.reach(icon)));
    });
    return taken;
  }

  function put(layer, pane, point, html, className) {
    const icon = L.divIcon({ html: html, className: className, iconSize: null });
    L.marker(point, { icon: icon, pane: pane, interactive: false, keyboard: false }).addTo(layer);
  }

  // A station's name stands beside it, else above or below, else nowhere: none touches a mark, another name or the edge.
  const SIDES = {
    right: (wide) => [SQUARE, -HEIGHT / 2, SQUARE + wide, HEIGHT / 2],
    left: (wide) => [-SQUARE - wide, -HEIGHT / 2, -SQUARE, HEIGHT / 2],
    above: (wide) => [-wide / 2, -SQUARE - HEIGHT, wide / 2, -SQUARE],
    below: (wide) => [-wide / 2, SQUARE, wide / 2, SQUARE + HEIGHT],
  };

  function writeStations(map, layer, stations, taken) {
    const frame = L.bounds(map.containerPointToLayerPoint([0, 0]), map.containerPointToLayerPoint(map.getSize()));
    stations.forEach(function ({ name, point, at }) {
      const width = wide(name, LETTER.stations), html = document.createElement("span");
      const side = Object.keys(SIDES).find(function (one) {
        const box = SIDES[one](width).map((edge, place) => edge + (place % 2 ? at.y : at.x));
        if (!frame.contains(L.bounds(box.slice(0, 2), box.slice(2))) || taken.some((other) => meet(box, other))) return false;
        taken.push(box);
        return true;
      });
      html.className = "station" + (side ? " station--" + side : "");
      if (side) html.appendChild(text(name));
      put(layer, "groundNames", point, html, "ground__station");
    });
  }

  // Names stand in their middle; the few large ones of the areas look for room around it, within the ward.
  const NEAR = [[0, 0], [0, -24], [0, 24], [-36, 0], [36, 0], [-36, -24], [36, -24], [-36, 24], [36, 24], [0, -40], [0, 40]];

  function inside(rings, { lat, lng }) {
    return rings.some((ring) => ring.reduce(function (is, [north, east], at) {
      const [south, west] = ring[at ? at - 1 : ring.length - 1];
      return (north > lat) !== (south > lat) && lng < west + (east - west) * (lat - south) / (north - south) ? !is : is;
    }, false));
  }

  function holds(map, ward, at, half) {
    return [-half, 0, half].every((aside) => inside(ward, map.layerPointToLatLng(at.add([aside, 0]))));
  }

  function writeNames(map, layer, ground, kind, sight, taken) {
    const high = kind === "areas" ? HEIGHT : HEIGHT / 2, tries = kind === "areas" ? NEAR : NEAR.slice(0, 1);
    ground[kind].forEach(function ([name, lat, lon]) {
      if (!sight.contains([lat, lon])) return;
      const middle = map.latLngToLayerPoint([lat, lon]), half = wide(name, LETTER[kind]) / 2;
      const free = tries.map(([x, y]) => middle.add([x, y])).find(function (at) {
        const box = [at.x - half, at.y - high, at.x + half, at.y + high];
        if (taken.some((other) => meet(box, other)) || kind === "areas" && !holds(map, ground.ward, at, half)) return false;
        taken.push(box);
        return true;
      });
      if (free) put(layer, "groundNames", map.layerPointToLatLng(free), text(name), "ground__name ground__name--" + kind);
    });
  }

  function write(map, layer, ground) {
    const zoom = map.getZoom(), sight = map.getBounds().pad(0.1);
    layer.clearLayers();
    const stations = (within(ZOOMS.stations, zoom) ? ground.stations : [])
      .filter(([, lat, lon, lines]) => sight.contains([lat, lon]) && (lines > 1 || zoom >= ALL_STATIONS))
      .sort((one, other) => other[3] - one[3])
      .map(([name, lat, lon]) => ({ name: name, point: [lat, lon], at: map.latLngToLayerPoint([lat, lon]) }));
    const taken = obstacles(map, stations);
    const names = (kind) => { if (within(ZOOMS[kind], zoom)) writeNames(map, layer, ground, kind, sight, taken); };
    names("areas");
    writeStations(map, layer, stations, taken);
    names("names");
    names("blocks");
  }

  // Borders between towns go on over a bend of the river; they are seen inside the ward alone.
  function clip(path, outline) {
    const made = document.createElementNS(SVG, "clipPath"), use = document.createElementNS(SVG, "use");
    outline.id = "ground-ward";
    made.id = "ground-clip";
    use.setAttribute("href", "#" + outline.id);
    made.appendChild(use);
    path.before(made);
    path.setAttribute("clip-path", "url(#" + made.id + ")");
  }

  // Piece by piece: a phone must answer to a finger in between.
  async function shapes(map, ground) {
    const renderer = L.svg({ pane: "ground", padding: 0.4 });
    const add = function (make, points, className, colour) {
      const style = { renderer: renderer, className: className, interactive: false, smoothFactor: 0.5 };
      return make(points, colour ? { ...style, color: colour } : style).addTo(map).getElement();
    };
    const rings = (all) => all.map((ring) => [ring]);
    add(L.polygon, rings(ground.land), "ground__land");
    add(L.polygon, rings(ground.ward), "ground__level ground__level--0");
    await pause();
    for (let level = 1; level <= 4; level += 1) {
      const towns = ground.towns.filter((_town, at) => ground.levels[at] === String(level)).flat();
      if (towns.length) add(L.polygon, rings(towns), "ground__level ground__level--" + level);
    }
    await pause();
    const borders = add(L.polygon, rings(ground.towns.flat()), "ground__town");
    clip(borders, add(L.polygon, rings(ground.ward), "ground__ward"));
    await pause();
    add(L.polyline, ground.rails.flatMap((rail) => rail.lines), "ground__rail ground__rail--bed");
    ground.rails.forEach(function (rail) {
      add(L.polyline, rail.lines, rail.colour ? "ground__rail" : "ground__rail ground__rail--other", rail.colour);
    });
  }

  function pane(map, name, order) {
    const made = map.createPane(name);
    made.style.zIndex = order;
    made.lang = "ja";
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  async function draw(map, ground) {
    pane(map, "ground", 150); // below the tiles
    pane(map, "groundNames", 160);
    map.fire("ground", { stations: ground.stations });
    await shapes(map, ground);
    const layer = L.layerGroup().addTo(map);
    let resting = 0;
    const now = () => write(map, layer, ground);
    map.on("moveend marked", function () {
      clearTimeout(resting);
      resting = setTimeout(now, REST);
    });
    now();
  }

  function follow(map, note) {
    let asked = false;
    async function show() {
      if (asked) return;
      asked = true;
      try {
        await draw(map, await (await fetch(note.dataset.ground)).json());
      } catch {
        asked = false; // asked again when the map comes into sight again
      }
    }
    let tiles = null, failed = false;
    map.eachLayer((layer) => { if (layer instanceof L.TileLayer) tiles = layer; });
    if (tiles) street(map, tiles);
    machikoba.seen(map.getContainer(), show);
    if (!tiles) return;
    tiles.on("loading", () => { failed = false; });
    tiles.on("tileerror", function () {
      failed = true;
      show();
      tell(note.dataset.word);
    });
    tiles.on("load", () => { if (!failed) tell(""); });

    // The note takes room below the map.
    function tell(words) {
      if (note.textContent === words) return;
      note.textContent = words;
      map.invalidateSize({ animate: false });
    }
  }

  // Where streets are seen, the drawn railways and names give way to those of the tiles.
  function street(map, tiles) {
    const box = map.getContainer();
    let seen = false;
    const tell = () => box.toggleAttribute("data-streets", seen && Math.round(map.getZoom()) >= tiles.options.minZoom);
    tiles.on("tileload", () => { seen = true; tell(); });
    tiles.on("tileerror", () => { seen = false; tell(); });
    map.on("zoomend", tell);
  }

  window.machikoba.draw = draw;
  window.machikoba.street = street;
  document.querySelectorAll("[data-ground]").forEach(function (note) {
    const figure = note.closest(".map"), map = window[figure.dataset.map || figure.dataset.pin];
    if (map) follow(map, note);
  });
})();
