// The companies of the list's filter on the map. The shell comes from directory/map.py.
(function () {
  "use strict";
  const SLICE = 400; // marks made at a stretch; a phone must answer to a finger in between
  const ROOM = [16, 16]; // pixels between companies and the map's edge
  const figure = document.querySelector("[data-map][data-clusters]");
  const map = figure && window[figure.dataset.map];
  if (!map) return;
  const word = figure.dataset;
  const clusters = window[word.clusters];
  const status = document.querySelector("[data-map-status]");
  const search = figure.querySelector("[data-map-search]");
  const legend = document.querySelector("[data-legend]");
  let markers = new Map(); // slug → mark
  let shown = null; // the address whose companies are on the map
  let built = Promise.resolve(); // what the last companies wait for: clusters bear one loading at a time
  let onScreen = () => false, here = null;

  const view = machikoba.view(figure, map, () => { if (search) search.hidden = false; });
  const rows = machikoba.rows(map, clusters, () => markers);
  const names = machikoba.cards(figure, map, clusters, rows);
  const pause = () => new Promise((done) => setTimeout(done));

  // The legend is where the server tells the marks: one icon for each field, shared by all its companies.
  const kinds = new Map(Array.from(legend.querySelectorAll("[data-field]"), function (item) {
    const told = item.dataset, label = told.field ? told.label : "";
    const icon = new machikoba.Mark({
      sign: item.querySelector("svg"), name: word.wordCompany + (label && word.wordOf.replace("{field}", label)),
    });
    return [told.field, { item: item, icon: icon, label: label }];
  }));
  clusters.options.iconCreateFunction = machikoba.cluster(word.wordCluster, word.wordSpread);

  function marker(feature, fields) {
    const [lon, lat] = feature.geometry.coordinates;
    const kind = kinds.get(fields[feature.properties.field] || "") || kinds.get("");
    const made = L.marker([lat, lon], { icon: kind.icon });
    made.slug = feature.properties.slug;
    made.field = kind.label;
    kind.item.hidden = false;
    return made;
  }

  async function build(collection) {
    const made = [];
    kinds.forEach((kind) => { kind.item.hidden = true; });
    for (const feature of collection.features) {
      made.push(marker(feature, collection.fields));
      if (made.length % SLICE === 0) await pause();
    }
    markers = new Map(made.map((one) => [one.slug, one]));
    await pause();
    await new Promise(function (done) {
      clusters.options.chunkProgress = (ready, all) => { if (ready === all) done(); };
      clusters.addLayers(made);
    });
    legend.hidden = !made.length;
  }

  // The box of the address, or all that was found; a view that came with the address stays as it is.
  // What lies below the window's edge is left out: the map's middle is the middle of what is seen of it.
  function fit(box, features) {
    const first = shown.first;
    if (box && !(first && !view.chosen())) return view.keep();
    if (first && view.chosen()) return;
    view.forget();
    if (search) search.hidden = true;
    const points = box || features.map(({ geometry: { coordinates: [lon, lat] } }) => [lat, lon]);
    const below = Math.max(0, figure.getBoundingClientRect().bottom - innerHeight);
    const foot = [ROOM[0], ROOM[1] + Math.min(below, map.getSize().y / 2)];
    const room = box ? {} : { maxZoom: 16, paddingTopLeft: ROOM, paddingBottomRight: foot };
    if (points.length) view.quietly(() => map.fitBounds(points, { animate: false, ...room }));
  }

  function numbers(text, count) {
    const found = (text || "").split(",").map((part) => (part.trim() ? Number(part) : NaN));
    return found.length === count && found.every(Number.isFinite) ? found : null;
  }

  function corners(asked) {
    const box = numbers(asked.get("bbox"), 4);
    return box && [[box[1], box[0]], [box[3], box[2]]];
  }

  async function load() {
    const address = document.getElementById("found").dataset.geojson;
    if (!onScreen() || (shown && address === shown.address)) return;
    const mine = (shown = { address: address, first: !shown });
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      const collection = await answer.json();
      await built;
      if (mine !== shown) return; // a later choice was quicker
      status.textContent = "";
      clusters.clearLayers();
      const asked = new URL(address, location.href).searchParams;
      fit(corners(asked), collection.features);
      built = build(collection);
      await built;
      map.fire("marked");
      showHere(numbers(asked.get("here"), 2));
      names.soon();
    } catch {
      if (mine === shown) shown = null;
      status.textContent = word.wordFailed;
    }
  }

  // The person's own place, rounded, as far as the filter asks for it.
  function showHere(point) {
    if (here) here.remove();
    here = null;
    if (!point || Math.abs(point[0]) > 85 || Math.abs(point[1]) > 180) return;
    const icon = new machikoba.Mark({ kind: "here", name: word.wordHere });
    here = L.marker(point, { icon: icon, keyboard: false, interactive: false }).addTo(map);
  }

  // Leaflet listens for Escape on the map alone, and a button must answer to Enter and the space bar.
  figure.addEventListener("keydown", function (event) {
    if (event.key === "Escape") map.closePopup();
    if ((event.key !== "Enter" && event.key !== " ") || !event.target.classList.contains("leaflet-marker-icon")) return;
    event.preventDefault();
    pressed = firstOf(event.target);
    event.target.click();
  });
  figure.addEventListener("pointerdown", () => { pressed = null; });

  // A cluster pressed by keyboard goes away with the focus on it. Its first company, or what it stands in now, has the
  // focus then, and what is in sight is told.
  let pressed = null, told = "";
  function firstOf(element) {
    let found = null;
    map.eachLayer((layer) => { if (layer.getAllChildMarkers && layer.getElement() === element) found = layer; });
    return found && found.getAllChildMarkers()[0];
  }
  clusters.on("animationend spiderfied", async function () {
    const first = pressed, container = map.getContainer();
    pressed = null;
    map.fire("marked"); // names keep clear of marks
    if (!first) return names.soon();
    container.focus({ preventScroll: true });
    await names.now();
    tellSeen();
    const mark = clusters.getVisibleParent(first), element = mark && mark.getElement();
    if (element && document.activeElement === container) element.focus({ preventScroll: true });
  });
  map.on("movestart", () => { if (told) status.textContent = told = ""; });
  map.on("moveend", names.soon);

  function tellSeen() {
    const sight = map.getBounds();
    const count = Array.from(markers.values()).filter((one) => sight.contains(one.getLatLng())).length;
    const text = count === 1 ? word.wordSeenOne : word.wordSeenMany.replace("{count}", count.toLocaleString("en"));
    status.textContent = told = text;
  }

  if (search) search.addEventListener("click", function () {
    const bounds = map.getBounds();
    const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const box = document.querySelector("#filters [name=bbox]");
    box.disabled = false;
    box.value = sides.map((side) => side.toFixed(5)).join(",");
    search.hidden = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Who was sent a view of the map came for the map; reloading and going back stay where one was.
  const [arrival] = performance.getEntriesByType("navigation");
  if (view.chosen() && arrival && arrival.type === "navigate") figure.scrollIntoView({ block: "center" });

  document.body.addEventListener("htmx:afterSwap", load);
  onScreen = machikoba.seen(figure, function () {
    view.quietly(() => map.invalidateSize());
    load();
  });
})();
