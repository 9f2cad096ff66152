// What stands on a map: the companies of the list's filter, or one company. The shell comes from directory/map.py.
(function () {
  "use strict";
  const CARDS_AT_ONCE = 40; // as directory.views.public.MOST_CARDS
  const figure = document.querySelector("[data-map]");
  const map = figure && window[figure.dataset.map];
  if (!map) return;
  const word = figure.dataset;

  // Leaflet listens for Escape on the map alone, and a button must answer to the space bar as well.
  figure.addEventListener("keydown", function (event) {
    if (event.key === "Escape") map.closePopup();
    if (event.key === " " && event.target.classList.contains("leaflet-marker-icon")) {
      event.preventDefault();
      event.target.click();
    }
  });

  // A marker is a <div role=button>; its name is text inside, out of sight.
  function icon(visible, name, kind) {
    const box = document.createElement("span");
    const shown = box.appendChild(document.createElement("span"));
    shown.textContent = visible;
    const hidden = box.appendChild(document.createElement("span"));
    hidden.className = "visually-hidden";
    hidden.textContent = name;
    const made = L.divIcon({ html: box, className: "map__marker map__marker--" + kind, iconSize: [44, 44] });
    made.name = hidden;
    return made;
  }

  if (word.lat) {
    const point = [Number(word.lat), Number(word.lon)];
    L.marker(point, { icon: icon("", word.name, "one") }).addTo(map);
    map.setView(point, 16);
    return;
  }

  const clusters = window[word.clusters];
  const status = document.querySelector("[data-map-status]");
  const search = document.querySelector("[data-map-search]");
  const cards = new Map(); // slug → element
  let shown = null; // the address whose companies are on the map
  let onScreen = false;

  clusters.options.iconCreateFunction = function (cluster) {
    const count = cluster.getChildCount();
    return icon(count.toLocaleString("en"), word.wordCluster, "many");
  };

  function marker(feature) {
    const [lon, lat] = feature.geometry.coordinates;
    const made = L.marker([lat, lon], { icon: icon("", word.wordCompany, "one") });
    made.slug = feature.properties.slug;
    made.bindPopup(() => cards.get(made.slug) || word.wordCompany, { minWidth: 200, maxWidth: 260 });
    return made;
  }

  async function load() {
    const found = document.getElementById("found");
    const address = found.dataset.geojson;
    if (!onScreen || address === shown) return;
    shown = address;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      const collection = await answer.json();
      if (address !== shown) return; // a later choice was quicker
      status.textContent = "";
      clusters.clearLayers();
      clusters.addLayers(collection.features.map(marker));
      if (collection.features.length && !("box" in found.dataset)) {
        map.fitBounds(clusters.getBounds(), { maxZoom: 16, padding: [20, 20], animate: false });
      }
      nameVisible();
    } catch {
      if (address === shown) shown = null;
      status.textContent = word.wordFailed;
    }
  }

  function visible() {
    const singles = [];
    map.eachLayer(function (layer) {
      if (layer.slug) singles.push(layer);
    });
    return singles;
  }

  // Names come only for the companies that stand alone on the map now: for all of them they would double the data.
  async function nameVisible() {
    const unnamed = visible().filter((layer) => !cards.has(layer.slug));
    for (let at = 0; at < unnamed.length; at += CARDS_AT_ONCE) {
      await fetchCards(unnamed.slice(at, at + CARDS_AT_ONCE).map((layer) => layer.slug));
    }
    visible().forEach(name);
  }

  async function fetchCards(slugs) {
    const query = new URLSearchParams(slugs.map((slug) => ["slug", slug]));
    try {
      const answer = await fetch(word.cards + "?" + query);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      page.querySelectorAll("[data-slug]").forEach((card) => cards.set(card.dataset.slug, card));
    } catch {
      // the marker keeps its general name; its popup says so
    }
  }

  function name(layer) {
    const card = cards.get(layer.slug);
    if (card) layer.options.icon.name.textContent = card.dataset.name;
  }

  let returnTo = null; // the marker that had the focus when its popup opened
  map.on("popupopen", async function (event) {
    const layer = event.popup._source;
    const byKeyboard = layer.getElement() === document.activeElement;
    if (!cards.has(layer.slug)) {
      await fetchCards([layer.slug]);
      name(layer);
      event.popup.update();
    }
    const link = byKeyboard && event.popup.getElement() && event.popup.getElement().querySelector("article a");
    if (link) {
      returnTo = layer;
      link.focus();
    }
  });
  map.on("popupclose", function () {
    const element = returnTo && returnTo.getElement();
    returnTo = null;
    if (element) element.focus();
  });
  map.on("moveend", nameVisible);
  clusters.on("animationend spiderfied", nameVisible);

  search.hidden = false;
  search.addEventListener("click", function () {
    const bounds = map.getBounds();
    const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const box = document.querySelector("#filters [name=bbox]");
    box.disabled = false;
    box.value = sides.map((side) => side.toFixed(5)).join(",");
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.body.addEventListener("htmx:afterSwap", load);
  // On a phone the map stands below the list: nothing is fetched before it is near the screen.
  new IntersectionObserver(
    function (entries) {
      onScreen = entries.some((entry) => entry.isIntersecting);
      map.invalidateSize();
      load();
    },
    { rootMargin: "300px" }
  ).observe(figure);
})();
